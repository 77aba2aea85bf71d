using MathNet.Numerics.Distributions;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>A figure and how far the true one may be from it.</summary>
/// <param name="Value">In the figure's unit.</param>
/// <param name="Low">Where the interval begins.</param>
/// <param name="High">Where it ends.</param>
internal readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>How much larger this one is than another that rests on other rows.</summary>
    /// <remarks>
    /// Each side of the interval is the sides of the two that work that way, added as right-angled: Newcombe (1998), Statistics in Medicine 17:873–890, method 10,
    /// for shares; Zou and Donner (2008), Statistics in Medicine 27:1693–1702, for any two figures.
    /// </remarks>
    public Estimate Less(Estimate other)
    {
        var difference = Value - other.Value;
        return new Estimate(difference, difference - Length(Value - Low, other.High - other.Value), difference + Length(High - Value, other.Value - other.Low));

        static double Length(double one, double another) => Math.Sqrt((one * one) + (another * another));
    }

    /// <summary>The interval of a share that stays within 0 and 1.</summary>
    /// <param name="share">0–1.</param>
    /// <param name="rows">On how many independent rows it rests; need not be whole.</param>
    /// <param name="deviations">How many standard deviations wide to each side.</param>
    /// <remarks>Wilson (1927), Journal of the American Statistical Association 22:209–212.</remarks>
    public static Estimate OfShare(double share, double rows, double deviations)
    {
        var square = deviations * deviations;
        var middle = (share + (square / (2 * rows))) / (1 + (square / rows));
        var half = deviations / (1 + (square / rows)) * Math.Sqrt((share * (1 - share) / rows) + (square / (4 * rows * rows)));
        return new Estimate(share, Math.Max(0, Math.Min(share, middle - half)), Math.Min(1, Math.Max(share, middle + half)));
    }

    /// <summary>How many standard deviations wide intervals must be for all of them together to be right 19 times of 20.</summary>
    /// <remarks>Bonferroni's inequality: each is allowed its share of the one time in twenty.</remarks>
    public static double DeviationsFor(int comparisons) => Normal.InvCDF(0, 1, 1 - (0.05 / (2 * Math.Max(1, comparisons))));
}
