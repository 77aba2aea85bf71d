namespace Palveluohjaus.Segmentation.Profiles;

/// <summary>One client's feature row: numbers only, NaN where nothing is known. Who the client is, only the caller knows.</summary>
public sealed class ClientProfile
{
    private readonly double[] _row;

    private ClientProfile(FeatureCatalogue catalogue, double[] row, int unknownItems)
    {
        Catalogue = catalogue;
        _row = row;
        UnknownItems = unknownItems;
    }

    /// <summary>The columns of <see cref="Row"/>.</summary>
    public FeatureCatalogue Catalogue { get; }

    /// <summary>One value per feature of the catalogue, in its order; NaN is missing.</summary>
    public ReadOnlySpan<double> Row => _row;

    /// <summary>How many of the values given had a code that the catalogue does not know.</summary>
    public int UnknownItems { get; }

    /// <summary>The value of a feature; NaN when missing.</summary>
    public double this[Feature feature] => _row[feature.Index];

    /// <summary>The same row with one value otherwise; NaN takes it away.</summary>
    /// <exception cref="ArgumentException">The value is outside the feature's limits.</exception>
    public ClientProfile With(Feature feature, double value)
    {
        feature.Require(value);
        double[] row = [.. _row];
        row[feature.Index] = value;
        return new ClientProfile(Catalogue, row, UnknownItems);
    }

    /// <summary>Builds the row from codes and values, in any order.</summary>
    /// <param name="catalogue">The columns.</param>
    /// <param name="values">
    /// Feature code and value. A code that the catalogue does not know is left out and counted: an assessment made with an
    /// older or newer form must not stop a county's run, and nobody should believe that it was used.
    /// </param>
    /// <exception cref="ArgumentException">A value is outside its feature's limits, or a code comes twice.</exception>
    public static ClientProfile From(FeatureCatalogue catalogue, IEnumerable<KeyValuePair<string, double>> values)
    {
        var row = new double[catalogue.Features.Count];
        Array.Fill(row, double.NaN);
        var given = new bool[row.Length];
        var unknownItems = 0;

        foreach (var (code, value) in values)
        {
            if (catalogue.Find(code) is not { } feature)
            {
                unknownItems++;
                continue;
            }

            if (given[feature.Index])
                throw new ArgumentException($"{code} is given twice.", nameof(values));
            feature.Require(value);
            given[feature.Index] = true;
            row[feature.Index] = value;
        }

        return new ClientProfile(catalogue, row, unknownItems);
    }
}
