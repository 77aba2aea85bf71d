namespace Palveluohjaus.SyntheticCounty.Answers;

/// <summary>One question of the first assessment, and how its rating 0–3 comes from a latent trait.</summary>
/// <param name="Code">The item's code in the feature catalogue.</param>
/// <param name="Discrimination">How sharply the rating follows the trait.</param>
/// <param name="Difficulty">Where on the trait's scale the middle of the ratings lies, in units of twenty points from 50.</param>
/// <param name="MissingShare">How often it is left unanswered.</param>
public sealed record AssessmentItem(string Code, double Discrimination, double Difficulty, double MissingShare)
{
    public const int Ratings = 4;

    // The three steps between four ratings, around the difficulty.
    private static readonly double[] Steps = [-1.1, 0, 1.1];

    /// <summary>Questions about need: a higher rating means a greater need.</summary>
    public static IReadOnlyList<AssessmentItem> OfNeed { get; } =
    [
        new("need.daily-living", 1.7, -0.2, 0.03),
        new("need.health", 1.3, -0.3, 0.04),
        new("need.mental-health", 1.1, 0.2, 0.09),
        new("need.substance-use", 0.8, 1.2, 0.15),
        new("need.housing", 0.8, 0.9, 0.08),
        new("need.safety", 1.0, 0.8, 0.10),
        new("need.functional-decline", 1.5, 0.1, 0.06),
        new("need.several-services", 1.9, 0.3, 0.05),
    ];

    /// <summary>Questions about resources: a higher rating means stronger resources.</summary>
    public static IReadOnlyList<AssessmentItem> OfResources { get; } =
    [
        new("resources.coping", 1.9, 0.0, 0.04),
        new("resources.close-ones", 1.2, -0.2, 0.07),
        new("resources.finances", 1.0, 0.1, 0.12),
        new("resources.hope", 1.4, -0.1, 0.11),
        new("resources.everyday-skills", 1.7, -0.3, 0.05),
        new("resources.digital", 0.9, 0.4, 0.14),
    ];

    /// <summary>The graded response model (Samejima 1969): P(rating ≥ k) = 1 / (1 + exp(−a (u − b − step k))), with u the trait in units of twenty points from 50.</summary>
    /// <returns>Fills <paramref name="probabilities"/> with the chances of the ratings 0–3.</returns>
    public void RatingProbabilities(double trait, Span<double> probabilities)
    {
        var scaled = (trait - 50) / 20;
        var atLeast = 1.0;
        for (var rating = 0; rating < Steps.Length; rating++)
        {
            var next = 1 / (1 + Math.Exp(-Discrimination * (scaled - Difficulty - Steps[rating])));
            probabilities[rating] = atLeast - next;
            atLeast = next;
        }

        probabilities[Steps.Length] = atLeast;
    }
}
