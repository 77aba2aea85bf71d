using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Answers;

/// <summary>The answers of one assessment: a rating 0–3 or none for each item, in the items' order.</summary>
internal sealed record AnswerSheet(int?[] Need, int?[] Resources)
{
    public static AnswerSheet Draw(LatentTraits traits, double moreMissingShare, Random random) => new(
        DrawAxis(AssessmentItem.OfNeed, traits.Need, moreMissingShare, random),
        DrawAxis(AssessmentItem.OfResources, traits.Resources, moreMissingShare, random));

    public Dictionary<string, int> ToAnswers()
    {
        var answers = new Dictionary<string, int>(Need.Length + Resources.Length, StringComparer.Ordinal);
        Add(AssessmentItem.OfNeed, Need);
        Add(AssessmentItem.OfResources, Resources);
        return answers;

        void Add(IReadOnlyList<AssessmentItem> items, int?[] ratings)
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (ratings[index] is { } rating)
                    answers.Add(items[index].Code, rating);
            }
        }
    }

    /// <summary>What a plain scorecard would suggest: the mean rating of each axis, cut in the middle. Null when an axis has no answers.</summary>
    public SegmentCode? PlainSuggestion()
    {
        return MeanPercent(Need) is { } need && MeanPercent(Resources) is { } resources
            ? ProfessionalJudgement.Segment(need, resources)
            : null;

        static double? MeanPercent(int?[] ratings) => ratings.Average() / (AssessmentItem.Ratings - 1) * 100;
    }

    private static int?[] DrawAxis(IReadOnlyList<AssessmentItem> items, double trait, double moreMissingShare, Random random)
    {
        var ratings = new int?[items.Count];
        Span<double> probabilities = stackalloc double[AssessmentItem.Ratings];
        for (var index = 0; index < items.Count; index++)
        {
            items[index].RatingProbabilities(trait, probabilities);
            var rating = random.Weighted(probabilities);
            ratings[index] = random.Chance(items[index].MissingShare + moreMissingShare) ? null : rating;
        }

        return ratings;
    }
}
