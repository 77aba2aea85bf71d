using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
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
    public static void MapPaths(this IEndpointRouteBuilder app) =>
        app.MapGet("/paths/csv", DownloadAsync).WithMetadata(new AccessAttribute(AccessRight.ReadFigures), new NoClientDataAttribute());

    private static async Task<FileContentHttpResult> DownloadAsync(HttpContext context, ReadPaths paths, DashboardWords words)
    {
        var (view, _) = await paths.ReadAsync(context.Request, context.RequestAborted);
        // The mark at its beginning tells a spreadsheet that it is UTF-8.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Write(view.Rows, words))], "text/csv; charset=utf-8", "polut.csv");
    }

    // Semicolons and the language's own decimal sign, as programs set to Finnish or Swedish expect. A name that begins like a formula is kept from being run as one.
    private static string Write(IReadOnlyList<PathRow> rows, DashboardWords words)
    {
        using var text = new StringWriter(CultureInfo.CurrentCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.CurrentCulture) { Delimiter = ";", NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape });
        foreach (var column in (string[])["Kind", "Name", "Cases", "MedianHours"])
            csv.WriteField(words[$"Paths.Csv.{column}"]);
        csv.NextRecord();
        foreach (var row in rows)
        {
            csv.WriteField(words[$"Paths.Csv.{row.Kind}"]);
            csv.WriteField(row.Name);
            csv.WriteField(row.Cases);
            csv.WriteField(row.MedianSeconds is { } seconds ? Math.Round(seconds / 3600, 2) : (double?)null);
            csv.NextRecord();
        }

        csv.Flush();
        return text.ToString();
    }
}
