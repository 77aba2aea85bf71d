using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class CheckPowerBiTests
{
    private const string Whole = "Token Workspace Clock Dataset Schema Report Pages EmbedToken";

    [TestMethod]
    public async Task Every_step_is_tried_and_nothing_is_changed()
    {
        await using var desk = await DeskAsync();

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings);

        Assert.IsTrue(isWhole, Say(steps));
        Assert.AreEqual(Whole, string.Join(' ', steps.Select(step => step.Step)));
        Assert.AreEqual("Palveluohjaus, Palveluohjaus, Luvut, overview, flow", string.Join(", ", steps.Select(step => step.Name).OfType<string>()));
    }

    [TestMethod]
    public async Task What_is_wrong_is_told_and_the_rest_is_tried_all_the_same()
    {
        await using var desk = await DeskAsync();
        desk.Push.Server.Workspace.Datasets.Clear();

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = Guid.NewGuid(), ["overview"] = desk.Report.Id } });

        Assert.IsFalse(isWhole);
        Assert.AreEqual("Token, Workspace, Clock, Dataset DatasetGone, Report ReportNotFound, Report, Pages, EmbedToken ReportNotFound", Say(steps));
    }

    [TestMethod]
    public async Task A_clock_an_hour_off_is_found_though_everything_else_works()
    {
        await using var desk = await DeskAsync();
        var clock = new ManualClock(desk.Push.Clock.GetUtcNow().AddHours(-1));

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings, clock);

        Assert.IsFalse(isWhole);
        Assert.AreEqual(PowerBiFault.ClockOff, steps.Single(step => step.Fault is not null).Fault);
    }

    [TestMethod]
    public async Task Wrong_settings_end_it_at_the_first_step()
    {
        await using var desk = await DeskAsync();

        var (_, wrongSecret) = await desk.CheckAsync(desk.Settings with { ClientSecret = "salaisuus-1234" });
        var (_, wrongWorkspace) = await desk.CheckAsync(desk.Settings with { WorkspaceId = Guid.NewGuid() });

        Assert.AreEqual(("Token SecretWrong", "AADSTS7000215"), (Say(wrongSecret), wrongSecret[0].Code));
        Assert.AreEqual("Token, Workspace WorkspaceNotFound", Say(wrongWorkspace));
    }

    private static string Say(IEnumerable<CheckedStep> steps) => string.Join(", ", steps.Select(step => step.Fault is { } fault ? $"{step.Step} {fault}" : $"{step.Step}"));

    private static async Task<Desk> DeskAsync()
    {
        var push = await PushDesk.OpenAsync();

        // The model as it is, without figures.
        push.Model = new DescribeSemanticModel().Describe();
        await push.PushAsync(order => order with { Read = table => table.Name == DescribeSemanticModel.Push ? [[null]] : [] });
        var report = new WorkspaceReport("Luvut", push.Server.Workspace.Datasets[0].Id, ["overview", "flow"]);
        push.Server.Workspace.Reports.Add(report);
        return new Desk(push, report);
    }

    private sealed record Desk(PushDesk Push, WorkspaceReport Report) : IAsyncDisposable
    {
        public PowerBiSettings Settings => Push.Server.Settings with { Reports = new Dictionary<string, Guid> { ["overview"] = Report.Id, ["flow"] = Report.Id } };

        public async Task<(bool IsWhole, List<CheckedStep> Steps)> CheckAsync(PowerBiSettings settings, TimeProvider? clock = null)
        {
            var steps = new List<CheckedStep>();
            return (await Push.WithPushRowsAsync(settings, clock ?? Push.Clock, (powerBi, rows) => new CheckPowerBi(powerBi, () => rows).RunAsync(steps.Add, CancellationToken.None)), steps);
        }

        public ValueTask DisposeAsync() => Push.DisposeAsync();
    }
}
