using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>
/// Finds what would change a suggestion, by asking for a suggestion of each row that differs in one answer. It knows nothing of the model, so it says of
/// any model what is true of it.
/// </summary>
/// <param name="suggest">What would be suggested of a row. Asked up to three times an answered item.</param>
public sealed class WhatIf(Func<ClientProfile, SuggestionOutcome> suggest)
{
    /// <summary>
    /// The smallest changes of a single answer after which another segment, or none, is suggested: of all such changes those with the least distance, in
    /// the order of the catalogue. Each of them changes the suggestion, and no change of one answer by less does.
    /// </summary>
    /// <param name="profile">The row as it is.</param>
    /// <returns>Empty when nothing is suggested of the row as it is, and when no single answer changes the suggestion.</returns>
    public IReadOnlyList<AnswerChange> FindSmallestChanges(ClientProfile profile)
    {
        if (suggest(profile).Segment is not { } suggested)
            return [];

        for (var distance = 1; distance <= FeatureCatalogue.MaximumRating; distance++)
        {
            var changes = new List<AnswerChange>();
            foreach (var feature in profile.Catalogue.Features.Where(feature => feature.IsAssessmentItem && !double.IsNaN(profile[feature])))
            {
                foreach (var to in (int[])[(int)profile[feature] - distance, (int)profile[feature] + distance])
                {
                    if (!feature.Accepts(to))
                        continue;
                    var outcome = suggest(profile.With(feature, to));
                    if (outcome.Segment != suggested)
                        changes.Add(new AnswerChange(feature, (int)profile[feature], to, outcome));
                }
            }

            if (changes.Count > 0)
                return changes;
        }

        return [];
    }

    /// <summary>What each answer to an item would lead to, the other answers as they are.</summary>
    /// <param name="profile">The row as it is.</param>
    /// <param name="question">An item of the assessment.</param>
    public QuestionOutlook LookAhead(ClientProfile profile, Feature question) => new(
        question,
        [.. Enumerable.Range((int)question.Minimum, (int)(question.Maximum - question.Minimum) + 1).Select(value => new PossibleAnswer(value, suggest(profile.With(question, value))))]);
}
