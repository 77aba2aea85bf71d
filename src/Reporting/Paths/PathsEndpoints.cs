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
    private static readonly string[] Columns = ["Kind", "Name", "Cases", "MedianHours", "Percent"];

    /// <summary>What the file of each figure holds, by the figure's id on the page.</summary>
    private static readonly Dictionary<string, PathRowKind[]> OfFigures = new()
    {
        ["path-map"] = [PathRowKind.Step, PathRowKind.Move],
        ["path-flow"] = [PathRowKind.Flow],
        ["variants"] = [PathRowKind.Path],
        ["returns"] = [PathRowKind.Return],
    };

    public static void MapPaths(this IEndpointRouteBuilder app)
    {
        app.MapGet("/paths/csv", (HttpContext context, ReadPaths paths, CodeNames codes, DashboardWords words) => WriteAsync("polut", Enum.GetValues<PathRowKind>(), context, paths, codes, words))
            .WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());
        app.MapGet("/paths/csv/{figure}", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(string figure, HttpContext context, ReadPaths paths, CodeNames codes, DashboardWords words) =>
        OfFigures.TryGetValue(figure, out var kinds) ? await WriteAsync(figure, kinds, context, paths, codes, words) : TypedResults.NotFound();

    private static async Task<FileContentHttpResult> WriteAsync(string name, PathRowKind[] kinds, HttpContext context, ReadPaths paths, CodeNames codes, DashboardWords words)
    {
        var (view, names) = await paths.ReadAsync(context.Request, context.RequestAborted);
        var limits = new FileLimits(view.Filter, names, view.Ignored(words), codes, words);
        return FiguresAsCsv.Write(name, csv =>
        {
            FiguresAsCsv.WriteRow(csv, [.. Columns.Select(column => words[$"Paths.Csv.{column}"]), .. limits.Columns]);
            foreach (var row in view.Rows.Where(row => kinds.Contains(row.Kind)))
                FiguresAsCsv.WriteRow(csv, [words[$"Paths.Csv.{row.Kind}"], row.Name, row.Cases, row.MedianSeconds is { } seconds ? Math.Round(seconds / 3600, 2) : (double?)null, Math.Round(row.Percent, 2), .. limits.Cells([])]);
        });
    }
}
