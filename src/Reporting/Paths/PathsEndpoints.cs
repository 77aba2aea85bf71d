using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>The figures of the page of clients' paths as a file.</summary>
public static class PathsEndpoints
{
    private static readonly string[] Columns = ["Kind", "Name", "Cases", "MedianHours"];

    public static void MapPaths(this IEndpointRouteBuilder app) =>
        app.MapGet("/paths/csv", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());

    private static async Task<FileContentHttpResult> DownloadAsync(HttpContext context, ReadPaths paths, DashboardWords words)
    {
        var (view, _) = await paths.ReadAsync(context.Request, context.RequestAborted);
        return FiguresAsCsv.Write("polut", csv =>
        {
            FiguresAsCsv.WriteRow(csv, Columns.Select(column => words[$"Paths.Csv.{column}"]));
            foreach (var row in view.Rows)
                FiguresAsCsv.WriteRow(csv, [words[$"Paths.Csv.{row.Kind}"], row.Name, row.Cases, row.MedianSeconds is { } seconds ? Math.Round(seconds / 3600, 2) : (double?)null]);
        });
    }
}
