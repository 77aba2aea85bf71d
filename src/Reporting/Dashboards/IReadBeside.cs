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
/// <param name="OfPeriod">The period that the table is of, though of the whole county; null where it is of none.</param>
internal sealed record BesideFigure(DashboardTable Table, DashboardFilter? OfPeriod);
