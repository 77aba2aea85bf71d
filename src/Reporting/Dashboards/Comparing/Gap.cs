using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>How a group's figure differs from that of others.</summary>
/// <param name="Own">The group's.</param>
/// <param name="Other">What it is compared with.</param>
/// <param name="Difference">Own less other, with its interval; null where nothing can be said.</param>
internal sealed record Gap(Figure Own, Figure Other, Estimate? Difference)
{
    /// <summary>Whether the interval leaves nought, also as it is printed.</summary>
    /// <param name="digits">Decimals in print.</param>
    public bool StandsOut(int digits) => Difference is { } difference && (Math.Round(difference.Low, digits, MidpointRounding.AwayFromZero) > 0 || Math.Round(difference.High, digits, MidpointRounding.AwayFromZero) < 0);

    public bool IsWorse(Direction direction) => direction switch
    {
        Direction.HigherIsBetter => Difference?.Value < 0,
        Direction.LowerIsBetter => Difference?.Value > 0,
        _ => false,
    };

    /// <param name="own">The group.</param>
    /// <param name="other">What it is compared with; null when there is none.</param>
    /// <param name="deviations">How many standard deviations wide to each side.</param>
    public static Gap Between(RowGroup own, RowGroup? other, double deviations) => new(
        own.Figure,
        other?.Figure ?? Figure.NotComputable,
        other is not null && own.IsComparable && other.IsComparable ? own.Estimate(deviations).Less(other.Estimate(deviations)) : null);
}
