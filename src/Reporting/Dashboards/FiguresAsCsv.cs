using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// Figures as a file for a spreadsheet in the user's language: semicolons and the language's own decimal sign, as programs set to Finnish or Swedish expect.
/// A name that begins like a formula is kept from being run as one.
/// </summary>
internal static class FiguresAsCsv
{
    private const int MostDecimals = 4;

    /// <param name="table">What is hidden in it says so in the file too.</param>
    /// <param name="limits">What the page is limited to; null where nothing limits it.</param>
    /// <param name="words">In the user's language.</param>
    /// <param name="name">The file's, without its ending.</param>
    public static FileContentHttpResult Write(DashboardTable table, FileLimits? limits, DashboardWords words, string name) => Write(name, csv =>
    {
        // Where a page may break a word, a file must not: its columns and rows are looked up by name.
        WriteRow(csv, [.. table.Columns.Select(Whole), .. limits?.Columns ?? []]);
        foreach (var row in table.Rows)
            WriteRow(csv, [Whole(row.Name), .. row.Cells.Select(Content), .. limits?.Cells(row.Parts) ?? []]);

        static string Whole(string name) => name.Replace("\u00AD", string.Empty, StringComparison.Ordinal);

        object? Content(DashboardCell cell) => cell.State switch
        {
            MetricState.Suppressed => words["Overview.State.Suppressed"],
            MetricState.NotComputable => words["Overview.State.NotComputable"],
            _ => cell.Number is { } number ? Math.Round(number, MostDecimals) : cell.Text,
        };
    });

    public static FileContentHttpResult Write(string name, Action<CsvWriter> write)
    {
        using var text = new StringWriter(CultureInfo.CurrentCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.CurrentCulture) { Delimiter = ";", NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true))
            write(csv);

        // The mark at its beginning tells a spreadsheet that it is UTF-8.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", $"{name}.csv");
    }

    public static void WriteRow(CsvWriter csv, IEnumerable<object?> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }
}
