using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>Why a suggestion is what it is: its strongest reasons one by one, and the others in one sum, so that nothing is lost.</summary>
/// <param name="Named">Widest spread first.</param>
/// <param name="Others">k logit points: all the reasons that are not named, summed. Zeros when there are none.</param>
public sealed record SuggestionReasons(IReadOnlyList<Reason> Named, IReadOnlyList<double> Others)
{
    /// <summary>The reasons of a suggestion.</summary>
    /// <param name="suggestion">Of a model whose columns are features of the catalogue.</param>
    /// <param name="catalogue">Where the features are.</param>
    /// <param name="atMost">How many are named; those that say the same of every segment never are.</param>
    /// <exception cref="ArgumentException">A column is not in the catalogue.</exception>
    public static SuggestionReasons Of(ModelSuggestion suggestion, FeatureCatalogue catalogue, int atMost)
    {
        var segmentCount = suggestion.Schema.Segments.Count;
        var order = new int[suggestion.Terms.Count];
        var spreads = new double[order.Length];
        for (var term = 0; term < order.Length; term++)
        {
            var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var segment = 0; segment < segmentCount; segment++)
            {
                var points = suggestion.Contributions[(term * segmentCount) + segment];
                (least, greatest) = (Math.Min(least, points), Math.Max(greatest, points));
            }

            (order[term], spreads[term]) = (term, greatest - least);
        }

        // Of equally strong reasons the model's order holds.
        Array.Sort(order, (one, other) => spreads[one] != spreads[other] ? spreads[other].CompareTo(spreads[one]) : one.CompareTo(other));
        var named = new List<Reason>(Math.Min(atMost, order.Length));
        var others = new double[segmentCount];
        foreach (var term in order)
        {
            if (named.Count < atMost && spreads[term] > 0)
            {
                named.Add(ReasonOf(term));
                continue;
            }

            for (var segment = 0; segment < segmentCount; segment++)
                others[segment] += suggestion.Contributions[(term * segmentCount) + segment];
        }

        return new SuggestionReasons(named, others);

        Reason ReasonOf(int term)
        {
            var (first, second) = suggestion.Terms[term];
            var points = new double[segmentCount];
            for (var segment = 0; segment < segmentCount; segment++)
                points[segment] = suggestion.Contributions[(term * segmentCount) + segment];
            return new Reason(
                FeatureOf(first),
                suggestion.Row[first],
                second is { } column ? FeatureOf(column) : null,
                second is { } other ? suggestion.Row[other] : double.NaN,
                points);
        }

        Feature FeatureOf(int column) => catalogue.Find(suggestion.Schema.Columns[column].Name)
            ?? throw new ArgumentException($"Catalogue {catalogue.Version} has no {suggestion.Schema.Columns[column].Name}.", nameof(catalogue));
    }
}
