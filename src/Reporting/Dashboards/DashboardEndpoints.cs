using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of dashboards as files, with the filter of the page they stand on.</summary>
public static class DashboardEndpoints
{
    public static void MapDashboards(this IEndpointRouteBuilder app)
    {
        foreach (var dashboard in DashboardCatalogue.All)
        {
            app.MapGet(dashboard.Address + "/csv/{figure}", (string figure, HttpContext context, ReadDashboard dashboards, DashboardWords words) => DownloadAsync(dashboard, figure, context, dashboards, words))
                .WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());
        }
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(Dashboard dashboard, string id, HttpContext context, ReadDashboard dashboards, DashboardWords words)
    {
        var (view, _) = await dashboards.ReadAsync(dashboard, context.Request, context.RequestAborted);
        return view.Figures.FirstOrDefault(figure => figure.Id == id) is { } found ? FiguresAsCsv.Write(found.Table, words, found.Id) : TypedResults.NotFound();
    }
}
