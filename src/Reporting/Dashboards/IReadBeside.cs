namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Figures of a dashboard that are read elsewhere than in the facts. The page draws them before or after the others; their tables are their files.</summary>
internal interface IReadBeside
{
    /// <param name="id">Of a figure.</param>
    /// <param name="filter">What the page is limited to.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Null where there is no such figure.</returns>
    Task<BesideFigure?> FindAsync(string id, DashboardFilter filter, CancellationToken cancellationToken);
}

/// <param name="Table">What it shows.</param>
/// <param name="Days">The days that the table is of, whatever the page's period, and of the whole county; null where each of its rows says its own.</param>
internal sealed record BesideFigure(DashboardTable Table, FigureDays? Days);

/// <param name="From">The first day; null where there is none.</param>
/// <param name="LastDay">The last.</param>
internal sealed record FigureDays(DateOnly? From, DateOnly? LastDay);
