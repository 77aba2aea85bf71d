using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>One answer given otherwise, and what would then be suggested.</summary>
/// <param name="Feature">The answered item.</param>
/// <param name="From">The answer as it is.</param>
/// <param name="To">The nearest answer in its direction that changes the suggestion.</param>
/// <param name="Outcome">The suggestion then.</param>
public sealed record AnswerChange(Feature Feature, int From, int To, SuggestionOutcome Outcome)
{
    /// <summary>How many steps of the scale it is.</summary>
    public int Distance => Math.Abs(To - From);
}
