namespace Palveluohjaus.Reporting.ControlCharts;

/// <summary>What counts as a signal in a control chart. The defaults are those of NHS England's Making Data Count.</summary>
public sealed record ControlChartRules
{
    /// <summary>So many points in a row on one side of the mean.</summary>
    public int RunLength { get; init; } = 7;

    /// <summary>So many points in a row, each higher than the one before, or each lower.</summary>
    public int TrendLength { get; init; } = 7;

    /// <summary>How many of <see cref="NearLimitWindow"/> points in a row lie in the outer third between the mean and one limit.</summary>
    public int NearLimitCount { get; init; } = 2;

    public int NearLimitWindow { get; init; } = 3;

    /// <summary>Leaves moving ranges of more than 3.267 times their mean out when limits are set: one wild step would widen them for all the others.</summary>
    public bool ScreensMovingRanges { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A count under which everything, or nothing, would be a signal.</exception>
    public void Require()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RunLength, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(TrendLength, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(NearLimitCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(NearLimitWindow, NearLimitCount);
    }
}
