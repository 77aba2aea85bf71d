using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>Holds two models against each other on the same rows, where most of what makes rows hard or easy cancels out.</summary>
public static class CompareModels
{
    /// <summary>
    /// With fewer discordant rows McNemar's test is the exact binomial, with these and more the chi-square, which is then close:
    /// the customary limit (Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91).
    /// </summary>
    public const int ExactUnderDiscordantRows = 25;

    /// <summary>Compares.</summary>
    /// <param name="first">One model's predictions.</param>
    /// <param name="second">The other's, of the same rows in the same order.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="resamples">Bootstrap resamples, 1 or more.</param>
    /// <exception cref="ArgumentException">The two are not of the same rows: segments or decided segments differ.</exception>
    public static ModelComparison Measure(Predictions first, Predictions second, int seed, int resamples = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!first.Segments.SequenceEqual(second.Segments, StringComparer.Ordinal) || !first.Labels.SequenceEqual(second.Labels))
            throw new ArgumentException("The two models' predictions are not of the same rows: segments or decided segments differ.", nameof(second));

        const int BinCount = QualityMetrics.DefaultBinCount;
        var segmentCount = first.Segments.Count;
        var firstRows = RowQuality.Of(first.Probabilities, segmentCount, first.Labels, BinCount);
        var secondRows = RowQuality.Of(second.Probabilities, segmentCount, second.Labels, BinCount);
        var differences = new Difference[firstRows.Length];
        for (var row = 0; row < differences.Length; row++)
        {
            var (one, other) = (firstRows[row], secondRows[row]);
            differences[row] = new Difference((one.Label == one.Top ? 1 : 0) - (other.Label == other.Top ? 1 : 0), one.LogLoss - other.LogLoss);
        }

        var accuracy = new double[resamples];
        var logLoss = new double[resamples];
        Bootstrap.Run(differences.Length, resamples, seed, stream: 0, () => 0, (_, resample, draws) =>
        {
            long right = 0;
            double loss = 0;
            for (var draw = 0; draw < draws.Count; draw++)
            {
                ref readonly var difference = ref differences[draws.Next()];
                right += difference.Right;
                loss += difference.LogLoss;
            }

            accuracy[resample] = (double)right / differences.Length;
            logLoss[resample] = loss / differences.Length;
        });

        var (firstAll, secondAll) = (QualitySums.Of(firstRows, segmentCount, BinCount), QualitySums.Of(secondRows, segmentCount, BinCount));
        return new ModelComparison
        {
            Rows = differences.Length,
            FirstAccuracy = firstAll.Accuracy,
            SecondAccuracy = secondAll.Accuracy,
            AccuracyDifference = Bootstrap.Estimate(firstAll.Accuracy - secondAll.Accuracy, accuracy),
            FirstMoreAccurateShare = accuracy.Count(difference => difference > 0) / (double)resamples,
            FirstLogLoss = firstAll.LogLoss,
            SecondLogLoss = secondAll.LogLoss,
            LogLossDifference = Bootstrap.Estimate(firstAll.LogLoss - secondAll.LogLoss, logLoss),
            FirstLessLogLossShare = logLoss.Count(difference => difference < 0) / (double)resamples,
            McNemar = McNemar(differences.Count(row => row.Right > 0), differences.Count(row => row.Right < 0)),
        };
    }

    /// <summary>
    /// McNemar's test (McNemar 1947, Psychometrika 12(2), 153–157), with Edwards's continuity correction (1948, Psychometrika 13(3),
    /// 185–187) where it is the chi-square: (|b − c| − 1)² ÷ (b + c).
    /// </summary>
    /// <param name="onlyFirstRight">b, 0 or more.</param>
    /// <param name="onlySecondRight">c, 0 or more.</param>
    public static McNemarTest McNemar(int onlyFirstRight, int onlySecondRight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirstRight);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecondRight);
        var discordant = onlyFirstRight + onlySecondRight;
        if (discordant < ExactUnderDiscordantRows)
        {
            var oneSided = Binomial.CDF(0.5, discordant, Math.Min(onlyFirstRight, onlySecondRight));
            return new McNemarTest(onlyFirstRight, onlySecondRight, McNemarMethod.ExactBinomial, Math.Min(1, 2 * oneSided));
        }

        // With an even split the correction must not turn 0 into 1.
        double distance = Math.Max(0, Math.Abs(onlyFirstRight - onlySecondRight) - 1);
        var chiSquare = distance * distance / discordant;

        // The upper tail itself rather than 1 − the lower, which is 0 from p = 1e-16 on.
        return new McNemarTest(onlyFirstRight, onlySecondRight, McNemarMethod.ChiSquare, SpecialFunctions.Erfc(Math.Sqrt(chiSquare / 2)));
    }

    private readonly record struct Difference(int Right, double LogLoss);
}
