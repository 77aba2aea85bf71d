using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.FigureRows;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>Finds which rows of a dashboard's report somebody may see.</summary>
public sealed class ReadReaderRows(GuidanceReads guidance)
{
    /// <returns>Null when the report has no row for them.</returns>
    public async Task<ReaderRows?> ReadAsync(Dashboard dashboard, Actor actor, CancellationToken cancellationToken)
    {
        // Managers and analysts answer for the figures of the whole county; the others for their own units', and the built-in dashboards show them the rest.
        if (actor.May(AccessRight.EnterFigures))
            return ReaderRows.Whole;
        return dashboard.HasUnits ? ReaderRows.Of(await OwnUnits.ReadCodesAsync(guidance, actor, cancellationToken)) : null;
    }
}
