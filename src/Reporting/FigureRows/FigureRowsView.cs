using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>The list behind a figure, or why there is none.</summary>
public sealed record FigureRowsView
{
    /// <summary>Null when there is no such metric.</summary>
    public required MetricDefinition? Metric { get; init; }

    /// <summary>Which of its figures.</summary>
    public string Statistic { get; init; } = string.Empty;

    /// <summary>Which part of a division it is limited to beside the filter; null when to none.</summary>
    public RowPart? Part { get; init; }

    /// <summary>Whether such a part was asked for that there is not.</summary>
    public bool IsPartIgnored { get; init; }

    /// <summary>Of the move, path or round it is limited to, its name in the address; null when to none.</summary>
    public string? Path { get; init; }

    /// <summary>The same in words.</summary>
    public string? PathName { get; init; }

    public required DashboardFilter Filter { get; init; }
    public required DashboardNames Names { get; init; }

    /// <summary>When the facts were last brought up to date, in words; null when never.</summary>
    public required string? Updated { get; init; }

    /// <summary>Null when there are rows.</summary>
    public required FigureRowsProblem? Problem { get; init; }

    /// <summary>Codes of the reader's units whose rows are listed.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Whether some of the reader's units are left out because too few rows, or others' few, could be told from the count.</summary>
    public bool LeavesUnitsOut { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>How many rows there are in all, and those of the page.</summary>
    public Cut<FigureRow> Rows { get; init; } = new([], 0);

    /// <summary>How many rows of the page stand for what is no longer there.</summary>
    public int RemovedOnPage { get; init; }

    /// <summary>Whether rows say when they happened apart from when their case came in.</summary>
    public bool HasOwnTime { get; init; }

    /// <summary>Whether the figure has a part that rows can be in.</summary>
    public bool HasPart { get; init; }

    /// <summary>Whether the figure is of the rows' own times.</summary>
    public bool HasDays { get; init; }
}

/// <param name="AtUtc">When what was counted happened; null while it has not.</param>
/// <param name="Case">The case; null where the row has none, as an intervention of no case.</param>
/// <param name="UnitCode">The unit it counts for.</param>
/// <param name="Segment">The code of the segment it counts for; null when none.</param>
/// <param name="IsPart">Whether it is in the part that a share tells of; null where there is none.</param>
/// <param name="Days">Its own time, where the figure is of such times; null where it is not.</param>
public sealed record FigureRow(DateTime? AtUtc, ListedCase? Case, string UnitCode, string? Segment, bool? IsPart, double? Days);

/// <summary>Why there is no list. In words it is <c>FigureRows.Problem.{name}</c>.</summary>
public enum FigureRowsProblem
{
    NoSuchMetric,

    /// <summary>What it counts are no rows that can be listed.</summary>
    NoList,

    NeverRefreshed,

    /// <summary>The reader works in no unit whose rows the figures tell apart.</summary>
    NoUnit,

    /// <summary>The filter asks for a unit where the reader does not work.</summary>
    OtherUnit,

    /// <summary>The dashboards would not show how many there are.</summary>
    Hidden,

    Empty,
}
