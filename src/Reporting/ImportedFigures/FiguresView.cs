using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>What the page of figures is limited to; all of it stands in the address.</summary>
/// <param name="Series">Null for all.</param>
/// <param name="MunicipalityCode">Null for all.</param>
/// <param name="Year">Of figures by the month, the year that is shown; null for the latest.</param>
public sealed record FiguresFilter(FigureSeries? Series, string? MunicipalityCode, int? Year);

/// <summary>The page of figures in the reader's language.</summary>
public sealed record FiguresView
{
    /// <summary>Code and name, in the order of the names.</summary>
    public required IReadOnlyDictionary<string, string> Municipalities { get; init; }

    /// <summary>Series of which anything has been entered.</summary>
    public required IReadOnlyList<SeriesRow> Series { get; init; }

    /// <summary>Of the chosen series; null when none is chosen.</summary>
    public required FigureGrid? Grid { get; init; }

    public required IReadOnlyList<FigureComparison> Comparisons { get; init; }

    /// <summary>Series whose comparison is shown only when they are chosen: one page does not hold them all.</summary>
    public required int ComparisonsLeftOut { get; init; }

    /// <summary>What was entered by mistake and taken away, in the order of the latest.</summary>
    public required IReadOnlyList<RemovedFigure> Removed { get; init; }
}

/// <param name="Id">Of the figure.</param>
/// <param name="Text">What it was of, and what it said.</param>
public sealed record RemovedFigure(Guid Id, string Text);

/// <param name="Code"><see cref="FigureSeries.Code"/>.</param>
/// <param name="Name">With its unit.</param>
/// <param name="Municipalities">How many have a figure.</param>
/// <param name="Figures">How many there are.</param>
/// <param name="Missing">How many are missing between those that have been entered, and of the years the programme asked for.</param>
/// <param name="Periods">The first and the last.</param>
public sealed record SeriesRow(string Code, string Name, int Municipalities, int Figures, int Missing, string Periods);

/// <summary>Every figure of a series by municipality and period, with what is missing.</summary>
public sealed record FigureGrid
{
    public required FigureSeries Series { get; init; }
    public required string Name { get; init; }

    /// <summary>Of figures by the month, the years that have any.</summary>
    public required IReadOnlyList<int> Years { get; init; }
    public required int? Year { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<FigureGridRow> Rows { get; init; }

    /// <summary>What the metric computes from the figures of the row; empty where there is nothing to compute.</summary>
    public required IReadOnlyList<string> ComputedColumns { get; init; }
}

/// <param name="Municipality">Its name.</param>
/// <param name="Cells">One a period; a period without figures is a gap.</param>
/// <param name="Computed">One a computed column.</param>
public sealed record FigureGridRow(string Municipality, IReadOnlyList<IReadOnlyList<FigureInGrid>> Cells, IReadOnlyList<DashboardCell> Computed);

/// <param name="Id">Of the figure.</param>
/// <param name="Value">Without its unit.</param>
/// <param name="Source">The system it was taken from.</param>
/// <param name="IsOther">Counted in another way than the catalogue says.</param>
/// <param name="IsCorrected">It once said something else.</param>
public sealed record FigureInGrid(Guid Id, string Value, string Source, bool IsOther, bool IsCorrected);

/// <summary>The baselines of one series: those counted as we count beside ours, the others apart.</summary>
public sealed record FigureComparison
{
    public required FigureSeries Series { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required MetricDefinition Metric { get; init; }
    public required string Finding { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Empty when every baseline is counted in another way.</summary>
    public required IReadOnlyList<ComparedRow> Rows { get; init; }

    /// <summary>What the catalogue says it is.</summary>
    public required string Meaning { get; init; }

    public required IReadOnlyList<OtherFigure> Others { get; init; }
}

/// <param name="Name">Of the municipality.</param>
/// <param name="Source">The system the baselines were taken from.</param>
/// <param name="Cells">One a column.</param>
public sealed record ComparedRow(string Name, string Source, IReadOnlyList<ComparedCell> Cells);

/// <param name="Cell">The figure, or why there is none.</param>
/// <param name="Share">0–1 of the widest bar; null where there is no figure.</param>
/// <param name="IsOwn">Measured by this product.</param>
/// <param name="IsGap">Nobody entered it.</param>
public sealed record ComparedCell(DashboardCell Cell, double? Share, bool IsOwn, bool IsGap);

/// <summary>A baseline counted in another way.</summary>
public sealed record OtherFigure(Guid Id, string Municipality, string Period, string Value, string Source, string Definition);
