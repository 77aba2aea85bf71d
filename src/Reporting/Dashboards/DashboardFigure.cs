using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// One figure of a dashboard as it is shown: every word and number in the user's language, every hidden one already gone. Its table holds all that it shows, and
/// is its file.
/// </summary>
public abstract record DashboardFigure
{
    /// <summary>Unique on the page; names its file too.</summary>
    public required string Id { get; init; }

    /// <summary>Those whose definitions stand beside it, the main one first.</summary>
    public required IReadOnlyList<MetricDefinition> Metrics { get; init; }

    public required DashboardTable Table { get; init; }

    /// <summary>The figure whose rows stand behind the whole; null where its table says it.</summary>
    public ListedFigure? List { get; init; }

    /// <summary>The same: where nothing says which, that of its main metric.</summary>
    public ListedFigure Listed => List ?? ListedInTable ?? new ListedFigure(Metrics[0].Id);

    /// <summary>Of its table's figures, the one that stands for it.</summary>
    protected virtual ListedFigure? ListedInTable => Table.Lists is [var first, ..] ? first : null;

    /// <summary>Over both columns of the page.</summary>
    public bool IsWide { get; init; }
}

/// <summary>A table that is the figure itself.</summary>
public sealed record DashboardRows : DashboardFigure;

/// <summary>A table with bars beside one of its columns.</summary>
public sealed record DashboardBars : DashboardFigure
{
    /// <summary>Which of the cells the bars repeat, counted from 0 after the row's name.</summary>
    public required int Column { get; init; }

    protected override ListedFigure? ListedInTable => Table.Lists.ElementAtOrDefault(Column);

    /// <summary>One a row of the table; null where the cell has no number.</summary>
    public required IReadOnlyList<DashboardBar?> Bars { get; init; }

    /// <summary>What the bars and marks mean, where that is not plain; null where it is.</summary>
    public string? Key { get; init; }
}

/// <param name="Share">0–1 of the full width.</param>
/// <param name="Goal">A mark of what is aimed at or compared with, 0–1.</param>
/// <param name="Low">Where the interval of uncertainty begins, 0–1; null when there is none.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Remark">Why it stands out, in words; null when it does not. Its bar is then red.</param>
public sealed record DashboardBar(double Share, double? Goal = null, double? Low = null, double? High = null, string? Remark = null);

/// <summary>Differences from something, each with its interval, as bars to both sides of nought. Its table's last three cells are the interval's ends and the number of rows.</summary>
public sealed record DashboardGaps : DashboardFigure
{
    /// <summary>One a row of the table; null where nothing can be said of the difference.</summary>
    public required IReadOnlyList<DashboardGap?> Gaps { get; init; }

    /// <summary>What the bars and marks mean.</summary>
    public required string Key { get; init; }
}

/// <param name="Difference">−1–1: nought is in the middle, and the ends are the bar's.</param>
/// <param name="Low">Where the interval begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Interval">The interval in words.</param>
/// <param name="Tone">Whether it stands out, and which way.</param>
/// <param name="Remark">Why it stands out, in words; null when it does not.</param>
public sealed record DashboardGap(double Difference, double Low, double High, string Interval, ChangeTone Tone, string? Remark);

/// <summary>How each row's whole divides into the four segments.</summary>
public sealed record DashboardMix : DashboardFigure
{
    public required IReadOnlyList<DashboardMixRow> Rows { get; init; }

    /// <summary>Why there is no mix here at all; null when there may be one.</summary>
    public string? Nothing { get; init; }
}

/// <param name="State">Why the row is hidden whole, if it is: shares of a known total are counts.</param>
/// <param name="Parts">The four shares in order; empty when hidden.</param>
public sealed record DashboardMixRow(CellState State, IReadOnlyList<MixPart> Parts);
