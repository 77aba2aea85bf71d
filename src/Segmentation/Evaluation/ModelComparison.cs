namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>Two models on the same rows. Differences are the first model's figure − the second's.</summary>
public sealed record ModelComparison
{
    /// <summary>n.</summary>
    public required int Rows { get; init; }

    /// <summary>The first model's share of rows right.</summary>
    public required double FirstAccuracy { get; init; }

    /// <summary>The second model's share of rows right.</summary>
    public required double SecondAccuracy { get; init; }

    /// <summary>First − second, −1…1, with its paired bootstrap interval; over 0 the first is better.</summary>
    public required Estimate AccuracyDifference { get; init; }

    /// <summary>Share of resamples in which the first model's accuracy is strictly greater.</summary>
    public required double FirstMoreAccurateShare { get; init; }

    /// <summary>The first model's log-loss.</summary>
    public required double FirstLogLoss { get; init; }

    /// <summary>The second model's log-loss.</summary>
    public required double SecondLogLoss { get; init; }

    /// <summary>First − second, with its paired bootstrap interval; under 0 the first is better.</summary>
    public required Estimate LogLossDifference { get; init; }

    /// <summary>Share of resamples in which the first model's log-loss is strictly less.</summary>
    public required double FirstLessLogLossShare { get; init; }

    /// <summary>Whether the two differ in how often they are right.</summary>
    public required McNemarTest McNemar { get; init; }
}

/// <summary>McNemar's test of two models' accuracy: only rows on which one is right and the other wrong say anything.</summary>
/// <param name="OnlyFirstRight">Rows that only the first has right.</param>
/// <param name="OnlySecondRight">Rows that only the second has right.</param>
/// <param name="Method">How the probability was computed.</param>
/// <param name="PValue">Two-sided: how probable a split at least this uneven is when the models are equally accurate.</param>
public sealed record McNemarTest(int OnlyFirstRight, int OnlySecondRight, McNemarMethod Method, double PValue);

/// <summary>How a McNemar test's probability was computed.</summary>
public enum McNemarMethod
{
    /// <summary>The exact binomial, for few discordant rows.</summary>
    ExactBinomial,

    /// <summary>Chi-square of one degree of freedom with continuity correction.</summary>
    ChiSquare,
}
