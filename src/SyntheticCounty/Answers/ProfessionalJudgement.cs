using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Answers;

/// <summary>How a professional segments a client: each axis is seen with a normal error, and cut at 50.</summary>
internal static class ProfessionalJudgement
{
    public const double Threshold = 50;

    public static SegmentCode Segment(double need, double resources) => (need >= Threshold, resources >= Threshold) switch
    {
        (false, true) => SegmentCode.OMA,
        (false, false) => SegmentCode.TUKI,
        (true, true) => SegmentCode.YHT,
        (true, false) => SegmentCode.HUOL,
    };

    public static SegmentCode Decide(LatentTraits traits, double perceptionError, Random random) => Segment(
        traits.Need + (perceptionError * random.Normal()),
        traits.Resources + (perceptionError * random.Normal()));

    /// <summary>The chance that a trait is seen at or above the threshold: Φ((trait − 50) / error).</summary>
    public static double ChanceSeenHigh(double trait, double perceptionError)
    {
        var z = (trait - Threshold) / perceptionError;

        // Abramowitz and Stegun (1964), 26.2.17; its error is below 7.5e-8.
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z >= 0 ? 1 - tail : tail;
    }
}
