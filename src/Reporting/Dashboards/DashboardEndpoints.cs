using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The figures of dashboards as files, with the filter of the page they stand on.</summary>
public static class DashboardEndpoints
{
    /// <summary>Where the card of the model in use is read, as it was saved.</summary>
    public const string CardAddress = "/model-watch/card";

    public static void MapDashboards(this IEndpointRouteBuilder app)
    {
        foreach (var dashboard in DashboardCatalogue.All)
        {
            app.MapGet(dashboard.Address + "/csv/{figure}", (string figure, HttpContext context, ReadDashboard dashboards, CodeNames codes, DashboardWords words) => DownloadAsync(dashboard, figure, context, dashboards, codes, words))
                .WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());
        }

        app.MapGet(CardAddress, Card).WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());
    }

    private static Results<ContentHttpResult, NotFound> Card(SegmentModelInUse inUse) =>
        inUse.FindCard() is { } card ? TypedResults.Text(card, "text/plain", Encoding.UTF8) : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(Dashboard dashboard, string id, HttpContext context, ReadDashboard dashboards, CodeNames codes, DashboardWords words)
    {
        var (view, names) = await dashboards.ReadAsync(dashboard, context.Request, context.RequestAborted);
        if (view.Figures.FirstOrDefault(figure => figure.Id == id) is { } found)
            return FiguresAsCsv.Write(found.Table, new FileLimits(view.Filter, names, words.Ignored(view.Filter), codes, words), words, id);
        if (dashboard.Beside(context.RequestServices) is not { } reader || await reader.FindAsync(id, view.Filter, context.RequestAborted) is not { } beside)
            return TypedResults.NotFound();
        return FiguresAsCsv.Write(beside.Table, beside.Days is { } days ? FileLimits.OfOwnDays(days, names, codes, words) : null, words, id);
    }
}
