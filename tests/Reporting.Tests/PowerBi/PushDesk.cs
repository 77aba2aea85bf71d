using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>A small made-up model, its rows, and a county that pushes them to the enforcing server.</summary>
internal sealed class PushDesk : IAsyncDisposable
{
    public const int Months = 3;
    private readonly TestDatabase _database = new();

    private PushDesk(PowerBiServer server, SelfAdvancingClock clock) => (Server, Clock) = (server, clock);

    public PowerBiServer Server { get; }

    public SelfAdvancingClock Clock { get; }

    /// <summary>So many rows has the table of figures.</summary>
    public int Figures { get; set; } = 12_000;

    /// <summary>Raised, every figure is another.</summary>
    public int Edition { get; set; } = 1;

    public SemanticModel Model { get; set; } = new(
        [
            new ModelTable(DescribeSemanticModel.Push, [new("UpdatedAt", ModelDataType.DateTime)], []),
            new ModelTable("Month", [new("Code", ModelDataType.String) { IsHidden = true, IsKey = true }, new("Name", ModelDataType.String) { SortByColumn = "Code" }], []),
            new ModelTable("Figure", [new("Month", ModelDataType.String) { IsHidden = true }, new("Value", ModelDataType.Double) { IsHidden = true, FormatString = "0.0" }, new("N", ModelDataType.Int64), new("IsShown", ModelDataType.Boolean)], [new("Sum", "SUM(Figure[Value])", "none") { FormatString = "0" }]),
        ],
        [new ModelRelationship("FigureMonth", "Figure", "Month", "Month", "Code")],
        []);

    public static async Task<PushDesk> OpenAsync()
    {
        var clock = new SelfAdvancingClock(TimeProvider.System.GetUtcNow());
        return new PushDesk(await PowerBiServer.StartAsync(clock), clock);
    }

    /// <summary>One run, in a scope of its own as a job has.</summary>
    /// <param name="change">Of what is ordered.</param>
    /// <param name="settings">Of where to; the server's unless another is given.</param>
    /// <param name="watch">Sees the database of the run before it begins.</param>
    /// <param name="progress">Told of rows worked out and taken.</param>
    public async Task<PushSummary> PushAsync(Func<PushOrder, PushOrder>? change = null, PowerBiSettings? settings = null, Action<ReportingDbContext>? watch = null, Action<PushProgress>? progress = null)
    {
        using var powerBi = PowerBiInUse.Open(settings ?? Server.Settings, Clock);
        await using var reporting = _database.OpenReporting();
        await using var guidance = _database.OpenGuidance();
        watch?.Invoke(reporting);
        var order = new PushOrder(Model, Read);
        return await new PushRows(powerBi, reporting, new AuditAdministration(guidance, Clock), Clock)
            .RunAsync(change?.Invoke(order) ?? order, new Actor("job: push-to-power-bi"), progress is null ? null : new Immediately(progress), CancellationToken.None);
    }

    public Task<bool> RemoveAsync() => WithPushRowsAsync(Server.Settings, Clock, (_, rows) => rows.RemoveAsync(new Actor("command: powerbi remove"), CancellationToken.None));

    public async Task<T> WithPushRowsAsync<T>(PowerBiSettings settings, TimeProvider clock, Func<PowerBiInUse, PushRows, Task<T>> act)
    {
        using var powerBi = PowerBiInUse.Open(settings, clock);
        await using var reporting = _database.OpenReporting();
        await using var guidance = _database.OpenGuidance();
        return await act(powerBi, new PushRows(powerBi, reporting, new AuditAdministration(guidance, clock), clock));
    }

    public async Task<PowerBiFault> FaultAsync(Func<PushOrder, PushOrder>? change = null, PowerBiSettings? settings = null) =>
        (await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => PushAsync(change, settings))).Fault;

    public ReportingDbContext OpenReporting() => _database.OpenReporting();

    public GuidanceDbContext OpenGuidance() => _database.OpenGuidance();

    /// <summary>Every row is there, once and in its order, and nothing else.</summary>
    public void RequireWhole(string dataset = PowerBiServer.Dataset, string? when = null)
    {
        var tables = Server.Workspace.Dataset(dataset).Tables;
        Assert.AreEqual($"1 {Months} {Figures}", string.Join(' ', Model.Tables.Select(table => tables[table.Name].RowCount)), when);
        Assert.AreEqual(Figure(Figures - 1), tables["Figure"].Rows[^1], when);
        Assert.HasCount(Figures, tables["Figure"].Rows.Distinct(), when);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _database.Dispose();
    }

    public IEnumerable<object?[]> Read(ModelTable table) => table.Name switch
    {
        DescribeSemanticModel.Push => [[Clock.GetUtcNow().UtcDateTime]],
        "Month" => Enumerable.Range(1, Months).Select(month => (object?[])[$"2026-{month:00}", $"{month}/2026"]),
        _ => Enumerable.Range(0, Figures).Select(figure => (object?[])[MonthOf(figure), ValueOf(figure), figure % 7 == 0 ? null : (long)figure, true]),
    };

    private string Figure(int figure) => string.Create(CultureInfo.InvariantCulture, $$"""{"Month":"{{MonthOf(figure)}}","Value":{{ValueOf(figure)}}{{(figure % 7 == 0 ? "" : $",\"N\":{figure}")}},"IsShown":true}""");

    private static string MonthOf(int figure) => $"2026-{(figure % Months) + 1:00}";

    private double ValueOf(int figure) => (Edition * 1_000_000) + figure + 0.5;

    private sealed class Immediately(Action<PushProgress> act) : IProgress<PushProgress>
    {
        public void Report(PushProgress value) => act(value);
    }
}
