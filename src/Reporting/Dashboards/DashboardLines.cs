namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A line chart over time and the table behind it.</summary>
public sealed record DashboardLines : DashboardFigure
{
    /// <summary>What a screen reader says in place of the plot; null when there is no point to draw.</summary>
    public required string? PlotLabel { get; init; }

    public required ChartLines Data { get; init; }
}

/// <summary>What the script draws; see <c>charts/time.js</c>.</summary>
public sealed record ChartLines(string Unit, int Digits, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    public string Kind { get; } = "lines";

    public PlacedMarks Marks { get; init; } = PlacedMarks.None;

    public IReadOnlyList<ChartLevel> Levels { get; init; } = [];
}

/// <summary>A level over the whole plot.</summary>
/// <param name="Text">What stands at it: its name and its value.</param>
/// <param name="Value">In the unit of the plot.</param>
/// <param name="Role"><c>target</c> or <c>baseline</c>.</param>
public sealed record ChartLevel(string Text, double Value, string Role);

/// <param name="Name">The end of the line says it.</param>
/// <param name="Role"><c>main</c>, <c>second</c>, <c>mark</c>, or a segment's code in small letters.</param>
/// <param name="Values">One a label; null leaves a gap.</param>
public sealed record ChartSeries(string Name, string Role, IReadOnlyList<double?> Values);
