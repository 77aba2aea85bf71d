using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>What each answer to an unanswered item would lead to, from 0 upwards.</summary>
public sealed record QuestionOutlook(Feature Feature, IReadOnlyList<PossibleAnswer> Answers);

/// <param name="Value">The answer.</param>
/// <param name="Outcome">What would be suggested.</param>
public sealed record PossibleAnswer(int Value, SuggestionOutcome Outcome);
