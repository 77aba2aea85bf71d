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
        var all = new List<Reason>(suggestion.Terms.Count);
        foreach (var (index, term) in suggestion.Terms.Index())
        {
            var points = new double[segmentCount];
            for (var segment = 0; segment < segmentCount; segment++)
                points[segment] = suggestion.Contributions[(index * segmentCount) + segment];
            all.Add(new Reason(
                FeatureOf(term.First),
                suggestion.Row[term.First],
                term.Second is { } second ? FeatureOf(second) : null,
                term.Second is { } column ? suggestion.Row[column] : double.NaN,
                points));
        }

        // The sort is stable: of equally strong reasons the model's order holds.
        Reason[] strongestFirst = [.. all.OrderByDescending(reason => reason.Spread)];
        var named = strongestFirst.Take(atMost).TakeWhile(reason => reason.Spread > 0).ToArray();
        var others = new double[segmentCount];
        foreach (var reason in strongestFirst.Skip(named.Length))
        {
            for (var segment = 0; segment < segmentCount; segment++)
                others[segment] += reason.Points[segment];
        }

        return new SuggestionReasons(named, others);

        Feature FeatureOf(int column) => catalogue.Find(suggestion.Schema.Columns[column].Name)
            ?? throw new ArgumentException($"Catalogue {catalogue.Version} has no {suggestion.Schema.Columns[column].Name}.", nameof(catalogue));
    }
}
