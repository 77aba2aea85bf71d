using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>Whether the reader of a page may open the lists behind its figures, and of which units.</summary>
public sealed class OpenFigureLists(OpenPages pages, GuidanceReads guidance, CurrentActor actor)
{
    /// <param name="context">Who reads.</param>
    /// <param name="filter">What the page is limited to.</param>
    /// <returns>Null for a reader who may open none.</returns>
    public async Task<FigureLists?> FindAsync(HttpContext context, DashboardFilter filter)
    {
        if (!await pages.MayOpenAsync(context, FigureRowsAddress.Route))
            return null;
        var units = await OwnUnits.ReadCodesAsync(guidance, actor.Actor, context.RequestAborted);
        return units.Count > 0 ? new FigureLists(filter, units) : null;
    }
}
