using Palveluohjaus.Reporting.Catalogue;

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
}

/// <param name="Name">The period, unit or municipality.</param>
/// <param name="Cells">One a column after the first.</param>
/// <param name="IsChosen">True for the one the page is limited to.</param>
public sealed record DashboardRow(string Name, IReadOnlyList<DashboardCell> Cells, bool IsChosen = false);

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
