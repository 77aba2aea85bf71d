using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.ControlCharts;

/// <summary>One value of a series, in the order of time.</summary>
/// <param name="Value">Null where there is none: not computable, suppressed, or nothing recorded.</param>
/// <param name="IsExcluded">Of a named period that is left out of limits and signals, as a strike; drawn, but hollow.</param>
public readonly record struct ControlPoint(double? Value, bool IsExcluded = false)
{
    public bool Counts => Value is not null && !IsExcluded;
}

/// <summary>Why a point is more than chance.</summary>
[Flags]
public enum ControlSignals
{
    None = 0,
    AboveUpperLimit = 1,
    BelowLowerLimit = 2,
    RunAbove = 4,
    RunBelow = 8,
    TrendUp = 16,
    TrendDown = 32,
    NearUpperLimit = 64,
    NearLowerLimit = 128,
}

/// <summary>What a signal means, given which way is better.</summary>
public enum ControlVariation
{
    /// <summary>Chance: nothing to explain.</summary>
    Common,
    Better,
    Worse,

    /// <summary>A signal of a figure that has no better way, or signals that speak both ways.</summary>
    Changed,
}

/// <summary>Whether the process, as it runs, meets a target.</summary>
public enum ControlAssurance
{
    /// <summary>No target, no direction or no limits.</summary>
    NotKnown,

    /// <summary>Even its limits are on the good side: it will be met.</summary>
    Passes,

    /// <summary>Even its limits are on the bad side: it will not be met unless the process changes.</summary>
    Fails,

    /// <summary>The target lies between the limits: it is met by chance.</summary>
    HitAndMiss,
}

/// <summary>A stretch of a series with limits of its own.</summary>
/// <param name="First">Index of its first point.</param>
/// <param name="End">Index after its last point.</param>
/// <param name="Limits">Null where fewer than two neighbouring points leave nothing to set limits by.</param>
/// <param name="Counted">How many points the limits rest on.</param>
public sealed record ControlPhase(int First, int End, ControlLimits? Limits, int Counted)
{
    /// <summary>Limits of fewer points move much with each new one.</summary>
    public const int FirmAt = 12;

    public bool IsProvisional => Counted < FirmAt;
}

/// <summary>Limits of single values by their moving range (XmR).</summary>
public sealed record ControlLimits(double Mean, double MeanMovingRange)
{
    /// <summary>3 / d₂ for ranges of two: three standard deviations from the mean moving range (Wheeler 1993; NHS England, Making Data Count).</summary>
    public const double RangesToLimit = 2.66;

    public double Upper => Mean + (RangesToLimit * MeanMovingRange);
    public double Lower => Mean - (RangesToLimit * MeanMovingRange);

    /// <summary>Where the outer third begins.</summary>
    internal double NearUpper => Mean + (RangesToLimit * MeanMovingRange * 2 / 3);

    internal double NearLower => Mean - (RangesToLimit * MeanMovingRange * 2 / 3);
}

/// <summary>A series with its limits and signals.</summary>
/// <param name="Points">As given.</param>
/// <param name="Signals">One a point.</param>
/// <param name="Variations">One a point.</param>
/// <param name="Phases">In order, together covering all points; empty when there are none.</param>
/// <param name="IgnoredRebases">Those that lie at or before the first point, or after the last: they would change nothing.</param>
public sealed record ControlChart(
    IReadOnlyList<ControlPoint> Points,
    IReadOnlyList<ControlSignals> Signals,
    IReadOnlyList<ControlVariation> Variations,
    IReadOnlyList<ControlPhase> Phases,
    IReadOnlyList<int> IgnoredRebases)
{
    /// <summary>What the last counted point says; common when there is none.</summary>
    public ControlVariation Latest
    {
        get
        {
            for (var index = Points.Count - 1; index >= 0; index--)
            {
                if (Points[index].Counts)
                    return Variations[index];
            }

            return ControlVariation.Common;
        }
    }

    /// <summary>Whether the last phase meets a target.</summary>
    public ControlAssurance AssuranceOf(double? target, Direction direction)
    {
        if (target is not { } aim || direction == Direction.Neither || Phases is not [.., { Limits: { } limits }])
            return ControlAssurance.NotKnown;
        var (good, bad) = direction == Direction.HigherIsBetter ? (limits.Lower >= aim, limits.Upper < aim) : (limits.Upper <= aim, limits.Lower > aim);
        return good ? ControlAssurance.Passes : bad ? ControlAssurance.Fails : ControlAssurance.HitAndMiss;
    }
}
