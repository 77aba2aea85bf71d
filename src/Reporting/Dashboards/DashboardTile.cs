using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A key figure.</summary>
public sealed record DashboardTile
{
    public required MetricDefinition Metric { get; init; }
    public required string Title { get; init; }
    public required TileState State { get; init; }
    public string? Value { get; init; }
    public string? Unit { get; init; }

    /// <summary>False where it is a count of nought, or there is no value.</summary>
    public bool HasRows { get; init; }

    /// <summary>What changed, in words, set apart by weight and, where one way is better, by colour.</summary>
    public string? Change { get; init; }

    /// <summary>What it is compared with, or why there is no value.</summary>
    public required string Comparison { get; init; }

    public ChangeTone Tone { get; init; }
    public IReadOnlyList<double> Trend { get; init; } = [];
    public string? Footnote { get; init; }

    /// <summary>The figure that the footnote tells, where that is another than the tile's and has rows of its own.</summary>
    public ListedFigure? FootnoteList { get; init; }

    /// <summary>The id of the section on the page that shows what is behind the number.</summary>
    public required string SectionId { get; init; }
}

public enum ChangeTone
{
    Neutral,
    Better,
    Worse,
}
