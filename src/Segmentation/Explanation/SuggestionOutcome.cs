using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>What would be suggested of a row.</summary>
/// <param name="Segment">The segment, or null when the model would abstain.</param>
/// <param name="Probabilities">One share a segment.</param>
public sealed record SuggestionOutcome(int? Segment, IReadOnlyList<double> Probabilities)
{
    /// <summary>Of a suggestion that was made.</summary>
    public static SuggestionOutcome Of(ModelSuggestion suggestion) => new(suggestion.Segment, suggestion.Probabilities);
}
