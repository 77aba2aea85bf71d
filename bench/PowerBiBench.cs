using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Bench;

/// <summary>
/// A million rows pushed through the server that enforces Power BI's description and limits, in its own process and ours at once. Hours of waiting take no time:
/// both sides go by one clock that jumps. Asked: within the limits, with flat memory.
/// </summary>
internal static class PowerBiBench
{
    private const double Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(string[] sizes)
    {
        foreach (var rows in sizes is [var given, ..] ? [int.Parse(given, CultureInfo.InvariantCulture)] : (int[])[100_000, 1_000_000])
            await MeasureAsync(rows);
        return 0;
    }

    private static async Task MeasureAsync(int rows)
    {
        var clock = new SelfAdvancingClock(TimeProvider.System.GetUtcNow());
        await using var server = await PowerBiServer.StartAsync(clock);
        server.Workspace.KeepsRows = false;
        using var database = new TestDatabase();
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        await using var reporting = database.OpenReporting();
        await using var guidance = database.OpenGuidance();
        var model = new DescribeSemanticModel().Describe();
        var push = new PushRows(powerBi, reporting, new AuditAdministration(guidance, clock), clock);

        var least = Collected();
        var most = new Most();
        var watch = Stopwatch.StartNew();
        var summary = await push.RunAsync(new PushOrder(model, table => table.Name == DescribeSemanticModel.Figure ? Figures(table, rows) : table.Name == DescribeSemanticModel.Push ? [[clock.GetUtcNow().UtcDateTime]] : []), new Actor("bench"), most, CancellationToken.None);
        watch.Stop();
        var there = server.Workspace.Dataset(PowerBiServer.Dataset).Tables[DescribeSemanticModel.Figure].RowCount;

        Write("rows pushed", summary.Rows, there == rows ? "each there once" : $"{there:N0} there");
        Write("seconds, the server's checks included", watch.Elapsed.TotalSeconds, string.Empty);
        Write("rows a second", summary.Rows / watch.Elapsed.TotalSeconds, string.Empty);
        Write("requests of the API", server.Requests.Count, $"{server.Workspace.Throttled} came too soon");
        Write("minutes the limits would have made it wait", clock.Waited.TotalMinutes, string.Empty);
        Write("MB of objects that live on, at most, above the start", (most.Bytes - least) / Megabyte, "client and server");
        Write("MB of the process at its peak", Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte, string.Empty);
        Console.WriteLine();
    }

    private static IEnumerable<object?[]> Figures(ModelTable table, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var number = row;
            yield return [.. table.Columns.Select(column => Value(column, number))];
        }

        static object? Value(ModelColumn column, int row) => column.DataType switch
        {
            ModelDataType.String => $"{column.Name}{row % 97}",
            ModelDataType.Double => row + 0.5,
            ModelDataType.Int64 => row % 5 == 0 ? null : (long)row,
            ModelDataType.Boolean => row % 2 == 0,
            _ => DateTime.UnixEpoch.AddMinutes(row),
        };
    }

    private static long Collected() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Write(string name, double value, string note) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58}{value,14:N1}   {note}"));

    /// <summary>Looks at what lives on after every tenth batch.</summary>
    private sealed class Most : IProgress<PushProgress>
    {
        private int _reports;

        public long Bytes { get; private set; }

        public void Report(PushProgress value)
        {
            if (value.Of is not null && _reports++ % 10 == 0)
                Bytes = Math.Max(Bytes, Collected());
        }
    }
}
