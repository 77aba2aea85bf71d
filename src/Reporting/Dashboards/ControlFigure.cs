using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A control chart and the table behind it.</summary>
public sealed record ControlFigure : DashboardFigure
{
    /// <summary>What a screen reader says in place of the plot; null when there is no point to draw.</summary>
    public required string? PlotLabel { get; init; }

    public required ControlPlot Data { get; init; }

    /// <summary>What the shapes that occur mean.</summary>
    public required IReadOnlyList<ControlKey> Key { get; init; }
}

/// <param name="Shape">As in <see cref="PlottedPoint"/>.</param>
/// <param name="Tone">As in <see cref="PlottedPoint"/>.</param>
/// <param name="Text">In words.</param>
public sealed record ControlKey(string Shape, string Tone, string Text);

/// <summary>What the script draws; see <c>charts/time.js</c>.</summary>
public sealed record ControlPlot
{
    public string Kind { get; } = "control";
    public required string Unit { get; init; }
    public required int Digits { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>One a label.</summary>
    public required IReadOnlyList<PlottedPoint> Points { get; init; }

    public required IReadOnlyList<PlottedPhase> Phases { get; init; }
    public required PlacedMarks Marks { get; init; }

    public required IReadOnlyList<ChartLevel> Levels { get; init; }

    public required PlotWords Words { get; init; }
}

/// <param name="Value">Null leaves a gap.</param>
/// <param name="Shape"><c>ordinary</c>, <c>run</c>, <c>above</c>, <c>below</c> or <c>excluded</c>.</param>
/// <param name="Tone"><c>plain</c>, <c>better</c> or <c>worse</c>.</param>
/// <param name="Note">What the signal is, in words; empty where there is none.</param>
public sealed record PlottedPoint(double? Value, string Shape, string Tone, string Note);

/// <summary>A stretch with its own limits, as far as they can be reached: no share is below 0 or above 100 %.</summary>
public sealed record PlottedPhase(int First, int End, double Mean, double Lower, double Upper);

/// <summary>What stands at the lines.</summary>
public sealed record PlotWords(string Mean, string Lower, string Upper);

/// <summary>One statistic over time, from which a control chart is drawn.</summary>
internal sealed record ControlSeries
{
    public required string Id { get; init; }
    public required MetricDefinition Metric { get; init; }
    public required string Statistic { get; init; }
    public required string Title { get; init; }

    /// <summary>Heading of the value's column.</summary>
    public required string ValueName { get; init; }

    public required string Unit { get; init; }
    public required int Digits { get; init; }
    public required TimeGrain Grain { get; init; }
    public required IReadOnlyList<PeriodFigures> Periods { get; init; }

    /// <summary>Columns beside the value's.</summary>
    public IReadOnlyList<ControlColumn> Columns { get; init; } = [];

    /// <summary>What stands under the chart.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>What other systems told of an earlier time.</summary>
    public IReadOnlyList<LineLevel> Baselines { get; init; } = [];
}

/// <param name="Name">The heading.</param>
/// <param name="CellOf">The cell of a period.</param>
internal sealed record ControlColumn(string Name, Func<PeriodFigures, DashboardCell> CellOf);
