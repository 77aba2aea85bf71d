using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Spectre.Console;

namespace Palveluohjaus.Host.Cli;

/// <summary>Metrics as text. Numbers and days are invariant whatever the terminal's language: files are read by machines.</summary>
internal static class MetricsOutput
{
    private const string FewMark = "*";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Write(TextWriter output, IReadOnlyList<MetricValue> values, string format)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(JsonSerializer.Serialize(values, Json));
                break;
            case "csv":
                WriteCsv(output, values);
                break;
            default:
                WriteTable(output, values);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, IReadOnlyList<MetricValue> values)
    {
        var divisions = values.SelectMany(value => value.By.Keys).Distinct().ToList();
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var name in (string[])["metric", "statistic", "value", "unit", "n", "from", "to", .. divisions, "state", "reason", "below-minimum-n"])
            csv.WriteField(name);
        csv.NextRecord();
        foreach (var value in values)
        {
            csv.WriteField(value.Metric);
            csv.WriteField(value.Statistic);
            csv.WriteField(value.Value);
            csv.WriteField(value.Unit);
            csv.WriteField(value.N);
            csv.WriteField(Day(value.From));
            csv.WriteField(Day(value.To));
            foreach (var division in divisions)
                csv.WriteField(value.By.GetValueOrDefault(division));
            csv.WriteField(State(value));
            csv.WriteField(value.Reason is { } reason ? Codes.Of(reason) : null);
            csv.WriteField(value.IsBelowMinimumN ? "yes" : null);
            csv.NextRecord();
        }
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<MetricValue> values)
    {
        var divisions = values.SelectMany(value => value.By.Keys).Distinct().ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in (string[])["metric", "statistic", .. divisions])
            table.AddColumn(name);
        table.AddColumn(new TableColumn("value").RightAligned());
        table.AddColumn("unit");
        table.AddColumn(new TableColumn("n").RightAligned());
        foreach (var value in values)
        {
            table.AddRow(
            [
                .. ((string[])[value.Metric, value.Statistic, .. divisions.Select(division => VisibleText.Of(value.By.GetValueOrDefault(division, string.Empty)))]).Select(Markup.Escape),
                value.State == MetricState.Ok ? Rounded(value.Value!.Value) : Markup.Escape(value.Reason is { } reason ? Codes.Of(reason) : State(value)),
                Markup.Escape(value.Unit),
                (value.N?.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty) + (value.IsBelowMinimumN ? FewMark : string.Empty),
            ]);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Output.AreResultsRedirected)
            console.Profile.Width = int.MaxValue;
        console.Write(table);

        // Each reason in words once, below: a sentence in a cell would break every row.
        foreach (var reason in values.Select(value => value.Reason).OfType<NotComputableReason>().Distinct())
            output.WriteLine($"{Codes.Of(reason)}: {MetricWords.Of(reason)}");
        if (values.Any(value => value.IsBelowMinimumN))
            output.WriteLine($"{FewMark} {MetricWords.Of("Metrics.BelowMinimumN")}");
    }

    private static string Rounded(double value) =>
        value == Math.Truncate(value) ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("N2", CultureInfo.InvariantCulture);

    private static string State(MetricValue value) => Codes.Of(value.State);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
