using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The overview as it is shown: every word and number in the user's language, every hidden figure already gone.</summary>
public sealed record OverviewView
{
    public required OverviewFilter Filter { get; init; }

    /// <summary>"1.4.2025–15.3.2026".</summary>
    public required string Period { get; init; }

    /// <summary>False when nothing has been measured yet.</summary>
    public required bool HasFacts { get; init; }

    /// <summary>When the facts were last known to be up to date, in words; null when never.</summary>
    public required string? Updated { get; init; }

    public required IReadOnlyList<OverviewTile> Tiles { get; init; }
    public required IReadOnlyList<OverviewLines> Lines { get; init; }
    public required UnitTable Units { get; init; }
    public required SegmentTable Segments { get; init; }
    public required OverviewTable Municipalities { get; init; }
}

/// <summary>A key figure.</summary>
public sealed record OverviewTile
{
    public required MetricDefinition Metric { get; init; }
    public required string Title { get; init; }
    public required TileState State { get; init; }
    public string? Value { get; init; }
    public string? Unit { get; init; }

    /// <summary>What changed, in words, set apart by weight and, where one way is better, by colour.</summary>
    public string? Change { get; init; }

    /// <summary>What it is compared with, or why there is no value.</summary>
    public required string Comparison { get; init; }

    public ChangeTone Tone { get; init; }
    public IReadOnlyList<double> Trend { get; init; } = [];
    public string? Footnote { get; init; }

    /// <summary>The id of the section on the page that shows what is behind the number.</summary>
    public required string SectionId { get; init; }
}

public enum ChangeTone
{
    Neutral,
    Better,
    Worse,
}

/// <summary>A line chart over time and the table behind it.</summary>
public sealed record OverviewLines
{
    public required string Id { get; init; }
    public required MetricDefinition Metric { get; init; }
    public required OverviewTable Table { get; init; }

    /// <summary>What a screen reader says in place of the plot; null when there is no point to draw.</summary>
    public required string? PlotLabel { get; init; }

    public required ChartLines Data { get; init; }
    public bool IsWide { get; init; }
}

/// <summary>What the script draws; see <c>charts/time.js</c>.</summary>
public sealed record ChartLines(string Unit, int Digits, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    public string Kind { get; } = "lines";
}

/// <param name="Name">The end of the line says it.</param>
/// <param name="Role"><c>main</c>, <c>second</c> or <c>mark</c>.</param>
/// <param name="Values">One a label; null leaves a gap.</param>
public sealed record ChartSeries(string Name, string Role, IReadOnlyList<double?> Values);

/// <summary>A table with its title, what it shows as a sentence, and where the figures come from.</summary>
public sealed record OverviewTable
{
    public required string Title { get; init; }
    public required string Finding { get; init; }
    public required string Source { get; init; }

    /// <summary>The first names the rows.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<OverviewRow> Rows { get; init; }
}

/// <param name="Name">The period, unit or municipality.</param>
/// <param name="Cells">One a column after the first.</param>
/// <param name="IsChosen">True for the one the page is limited to.</param>
public sealed record OverviewRow(string Name, IReadOnlyList<OverviewCell> Cells, bool IsChosen = false);

/// <param name="State">Why there is no number, if there is none.</param>
/// <param name="Text">The number and its unit; empty when there is none.</param>
public sealed record OverviewCell(MetricState State, string Text);

/// <summary>Handoffs and ping-pong by unit.</summary>
public sealed record UnitTable(OverviewTable Table, IReadOnlyList<UnitRow> Rows);

/// <param name="Row">Cases, handoffs per case, returned, two or more handoffs.</param>
/// <param name="ReturnedShare">0–1 of the widest bar; null when hidden.</param>
/// <param name="StandsOut">True when it is far from the others.</param>
public sealed record UnitRow(OverviewRow Row, double? ReturnedShare, bool StandsOut);

/// <summary>Confirmed segments by municipality.</summary>
public sealed record SegmentTable(OverviewTable Table, IReadOnlyList<SegmentRow> Rows, bool IsComputable);

/// <param name="Name">The municipality.</param>
/// <param name="State">Hidden rows say why in words.</param>
/// <param name="Clients">In words; empty when hidden.</param>
/// <param name="Parts">The four shares in order; empty when hidden.</param>
/// <param name="IsChosen">True for the municipality the page is limited to.</param>
public sealed record SegmentRow(string Name, CellState State, string Clients, IReadOnlyList<MixPart> Parts, bool IsChosen);
