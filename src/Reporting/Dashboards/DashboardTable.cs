using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>A table with its title, what it shows as a sentence, and where the figures come from.</summary>
public sealed record DashboardTable
{
    public required string Title { get; init; }
    public required string Finding { get; init; }
    public required string Source { get; init; }

    /// <summary>The first names the rows.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<DashboardRow> Rows { get; init; }

    /// <summary>Which figure each of the cells shows, where the rows behind it could be listed; null for one that is no such figure.</summary>
    public IReadOnlyList<ListedFigure?> Lists { get; init; } = [];
}

/// <param name="Name">The period, unit or municipality.</param>
/// <param name="Cells">One a column after the first.</param>
/// <param name="IsChosen">True for the one the page is limited to.</param>
public sealed record DashboardRow(string Name, IReadOnlyList<DashboardCell> Cells, bool IsChosen = false)
{
    /// <summary>What the row is one part of. The page's limits on these do not hold for it.</summary>
    public IReadOnlyList<RowPart> Parts { get; init; } = [];

    /// <summary>Which figure the first cell shows, where each row shows another.</summary>
    public ListedFigure? List { get; init; }

    /// <summary>The move, path or round the row counts the cases of, as it stands in an address; null for other rows.</summary>
    public string? Path { get; init; }
}

/// <param name="Dimension">What was divided.</param>
/// <param name="Code">As in the facts.</param>
public sealed record RowPart(Dimension Dimension, string Code)
{
    /// <summary>Which of the page's limits it stands in place of: there is one on language, whichever of a contact's two is meant.</summary>
    public Dimension Limit => Dimension == Dimension.ClientLanguage ? Dimension.Language : Dimension;
}

/// <param name="Metric">Of the catalogue.</param>
/// <param name="Statistic">Which of its figures; null for the one that stands for it.</param>
public sealed record ListedFigure(string Metric, string? Statistic = null);

/// <param name="State">Why there is no number, if there is none.</param>
/// <param name="Text">The number and its unit; empty when there is none.</param>
public sealed record DashboardCell(MetricState State, string Text)
{
    /// <summary>The number itself, in the unit of its column, for files; null when there is none.</summary>
    public double? Number { get; init; }

    public static DashboardCell NotComputable { get; } = new(MetricState.NotComputable, string.Empty);

    /// <summary>Does not apply.</summary>
    public static DashboardCell None { get; } = Of("–");

    /// <summary>Words, as a name or a reason.</summary>
    public static DashboardCell Of(string text) => new(MetricState.Ok, text);
}
