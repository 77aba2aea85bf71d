using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Bench;

/// <summary>DuckDB on the same raw tables: the same figures, and how long they take it. Needs <c>npm install --no-package-lock --prefix bench</c>.</summary>
internal static class FactsPeer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task CompareAsync(Func<GuidanceDbContext> open, FactSnapshot facts, double rebuildSeconds, Dictionary<string, double> ourMilliseconds)
    {
        var bench = Path.GetDirectoryName(HereIs())!;
        if (!Directory.Exists(Path.Combine(bench, "node_modules")))
        {
            Console.WriteLine("DuckDB is not there: npm install --no-package-lock --prefix bench");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("palveluohjaus-facts-peer-");
        try
        {
            await ExportAsync(open, folder.FullName);
            var to = CountyCalendar.Helsinki.DayOf(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-40);
            var query = new MetricQuery { From = to.AddYears(-1), To = to, By = [Dimension.Unit] };
            var found = Run(bench, folder.FullName, TicksOf(query.From.Value), TicksOf(query.To.Value));
            Compare(found, facts, query);
            var pass = found.ReadSeconds + found.ComputeSeconds;
            Print("seconds of DuckDB to read the raw tables, compute the facts and answer once", pass);
            Print("seconds of it without reading", found.ComputeSeconds);
            Print("our rebuild / DuckDB's pass", rebuildSeconds / pass);
            foreach (var answer in found.Answers)
                Print(string.Create(CultureInfo.InvariantCulture, $"times as quick as DuckDB on the raw tables ({answer.Milliseconds:F0} ms): {answer.Metric}"), answer.Milliseconds / ourMilliseconds[answer.Metric]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(PeerResult found, FactSnapshot facts, MetricQuery query)
    {
        // Asked at the end of the period, as DuckDB is: what is not over by then is not counted by either.
        var measures = new MeasureMetrics(CountyCalendar.Helsinki, new At(CountyCalendar.Helsinki.StartOfDayUtc(query.To!.Value)));
        var ours = measures.Measure(facts, found.Answers.Select(answer => MetricCatalogue.Find(answer.Metric)!), query)
            .ToDictionary(value => (value.Metric, value.Statistic, value.By.GetValueOrDefault("unit", string.Empty)), value => value.Value);
        var (equal, different) = (0, 0);
        foreach (var theirs in found.Values)
        {
            var own = ours.GetValueOrDefault((theirs.Metric, theirs.Statistic, theirs.Unit));
            if (own == theirs.Value || (own is { } one && theirs.Value is { } other && Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(one))))
                equal++;
            else if (different++ < 10)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DIFFERENT {theirs.Metric} {theirs.Statistic} {theirs.Unit}: ours {own}, DuckDB's {theirs.Value}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{equal,14:N0}  figures equal to DuckDB's, {different} different"));
    }

    private static async Task ExportAsync(Func<GuidanceDbContext> open, string folder)
    {
        await using var guidance = open();
        var units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, unit => unit.Code);
        var languages = await guidance.Clients.AsNoTracking().ToDictionaryAsync(client => client.Id, client => Codes.Of(client.ServiceLanguage));
        await WriteAsync("cases", "id,client,unit,received,closed", guidance.Cases.AsNoTracking().Select(row => new { row.Id, row.ClientId, row.ResponsibleUnitId, row.ReceivedAtUtc, row.ClosedAtUtc }),
            row => $"{row.Id:N},{row.ClientId:N},{Unit(row.ResponsibleUnitId)},{TicksOf(row.ReceivedAtUtc)},{TicksOf(row.ClosedAtUtc)}");
        await WriteAsync("contacts", "id,case_id,client,opens,unit,channel,language,asked,theme,started,reason,outcome", guidance.Contacts.AsNoTracking(), row => string.Join(
            ',', $"{row.Id:N}", $"{row.CaseId:N}", $"{row.ClientId:N}", row.OpensCase ? "true" : "false", Unit(row.UnitId), row.Channel.Code(), Codes.Of(row.ServiceLanguage),
            row.ClientId is { } client ? languages[client] : null, row.MainTheme, TicksOf(row.StartedAtUtc), row.RepeatReason, row.Outcome));
        await WriteAsync("events", "seq,case_id,kind,occurred,unit", guidance.CaseEvents.AsNoTracking().Select(row => new { row.Sequence, row.CaseId, row.Kind, row.OccurredAtUtc, row.UnitId }),
            row => $"{row.Sequence},{row.CaseId:N},{row.Kind},{TicksOf(row.OccurredAtUtc)},{row.UnitId:N}");

        string? Unit(Guid? id) => id is { } known ? units[known] : null;

        async Task WriteAsync<TRow>(string table, string header, IQueryable<TRow> rows, Func<TRow, string> lineOf)
        {
            await using var file = new StreamWriter(Path.Combine(folder, $"{table}.csv"));
            await file.WriteLineAsync(header);
            await foreach (var row in rows.AsAsyncEnumerable())
                await file.WriteLineAsync(lineOf(row));
        }
    }

    private static PeerResult Run(string bench, string folder, long from, long to)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(bench, "facts-peer.mjs"), folder, from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0 ? JsonSerializer.Deserialize<PeerResult>(output, Json)! : throw new InvalidOperationException($"DuckDB failed: exit {node.ExitCode}.");
    }

    private static long TicksOf(DateOnly day) => TicksOf(CountyCalendar.Helsinki.StartOfDayUtc(day));

    private static long TicksOf(DateTime instant) => instant.Ticks - DateTime.UnixEpoch.Ticks;

    private static long? TicksOf(DateTime? instant) => instant is { } known ? TicksOf(known) : null;

    private static string HereIs([CallerFilePath] string path = "") => path;

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,14:F1}  {what}"));

    private sealed record PeerResult(double ReadSeconds, double ComputeSeconds, IReadOnlyList<PeerAnswer> Answers, IReadOnlyList<PeerValue> Values);

    private sealed record PeerAnswer(string Metric, double Milliseconds);

    private sealed record PeerValue(string Metric, string Statistic, string Unit, double? Value);

    private sealed class At(DateTime instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => instant;
    }
}
