using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class CheckPowerBiTests
{
    private const string Whole = "Token, Workspace, Clock, Dataset, Rights, Schema, Filled, Report, Pages, OwnPages, ReportDataset, Roles, EmbedToken";
    private static readonly string[] Pages = ["overview-fi", "overview-sv", "overview-en", "flow-fi", "flow-sv", "flow-en"];

    [TestMethod]
    public async Task Every_step_is_tried_and_nothing_is_changed()
    {
        await using var desk = await DeskAsync();
        var before = desk.Push.Server.Workspace.Dataset(PowerBiServer.Dataset).Tables.Select(table => (table.Key, table.Value.RowCount, table.Value.Digest)).ToList();

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings);

        Assert.IsTrue(isWhole, Say(steps));
        Assert.AreEqual(Whole, Say(steps));
        Assert.AreEqual($"Palveluohjaus, Palveluohjaus, Luvut, {string.Join(", ", Pages)}, Palveluohjaus model", string.Join(", ", steps.Select(step => step.Name).OfType<string>()));
        CollectionAssert.AreEqual(before, desk.Push.Server.Workspace.Dataset(PowerBiServer.Dataset).Tables.Select(table => (table.Key, table.Value.RowCount, table.Value.Digest)).ToList());
    }

    [TestMethod]
    public async Task What_is_wrong_is_told_and_the_rest_is_tried_all_the_same()
    {
        await using var desk = await DeskAsync();
        desk.Push.Server.Workspace.Datasets.Clear();

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings with { Reports = new Dictionary<string, Guid> { ["flow"] = Guid.NewGuid(), ["overview"] = desk.Report.Id } });

        Assert.IsFalse(isWhole);
        Assert.AreEqual("Token, Workspace, Clock, Dataset DatasetGone, Rights, Report ReportNotFound, Report, Pages, OwnPages, ReportDataset DatasetElsewhere", Say(steps));
        Assert.Contains(desk.Report.DatasetId!, Told(steps, PowerBiStep.ReportDataset));
    }

    [TestMethod]
    public async Task A_clock_that_is_off_is_told_by_how_much_though_everything_else_works()
    {
        await using var desk = await DeskAsync();

        var (isWhole, behind) = await desk.CheckAsync(desk.Settings, new ManualClock(desk.Push.Clock.GetUtcNow().AddMinutes(-63)));
        var (_, ahead) = await desk.CheckAsync(desk.Settings, new ManualClock(desk.Push.Clock.GetUtcNow().AddMinutes(12)));

        Assert.IsFalse(isWhole);
        Assert.AreEqual(PowerBiFault.ClockOff, behind.Single(step => step.Refused is not null).Refused!.Fault);
        Assert.Contains("1 h 3 min behind", Told(behind, PowerBiStep.Clock));
        Assert.Contains("12 min ahead", Told(ahead, PowerBiStep.Clock));
    }

    [TestMethod]
    public async Task Wrong_settings_end_it_at_the_first_step()
    {
        await using var desk = await DeskAsync();

        var (_, wrongSecret) = await desk.CheckAsync(desk.Settings with { ClientSecret = "salaisuus-1234" });
        var (_, wrongWorkspace) = await desk.CheckAsync(desk.Settings with { WorkspaceId = Guid.NewGuid() });

        Assert.AreEqual(("Token SecretWrong", "AADSTS7000215"), (Say(wrongSecret), wrongSecret[0].Refused!.Code));
        Assert.AreEqual("Token, Workspace WorkspaceNotFound", Say(wrongWorkspace));
    }

    [TestMethod]
    public async Task A_report_without_a_page_of_its_dashboard_in_some_language_fails_and_the_pages_are_named()
    {
        await using var desk = await DeskAsync(pages: ["overview-fi", "overview-sv", "overview-en", "flow-fi"]);

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings);

        Assert.IsFalse(isWhole);
        Assert.AreEqual(Whole.Replace("OwnPages", "OwnPages PagesMissing", StringComparison.Ordinal), Say(steps));
        Assert.Contains("flow-sv, flow-en", Told(steps, PowerBiStep.OwnPages));
    }

    [TestMethod]
    public async Task A_report_of_the_countys_own_is_told_to_open_at_its_first_page_and_fails_nothing()
    {
        await using var desk = await DeskAsync(pages: ["ReportSection"]);

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings);

        Assert.IsTrue(isWhole);
        Assert.AreEqual((PowerBiFault.PagesMissing, true), steps.Where(step => step.Step == PowerBiStep.OwnPages).Select(step => (step.Refused!.Fault, step.IsAdvice)).Single());
    }

    [TestMethod]
    [DataRow("overview", false, false, "Roles RowsNotLimited", DisplayName = "A published model without roles cannot be shown to guides.")]
    [DataRow("overview", true, true, "Roles RowsNotLimited", DisplayName = "A push dataset never has roles, and the county knows: it is told only.")]
    [DataRow("model-watch", false, true, "", DisplayName = "A dashboard whose figures are never by unit is limited to none.")]
    public async Task Rows_that_cannot_be_limited_to_a_readers_units_are_told(string dashboard, bool isPush, bool expected, string told)
    {
        await using var desk = await DeskAsync(pages: [$"{dashboard}-fi", $"{dashboard}-sv", $"{dashboard}-en"], new PushedDataset { Name = "Palveluohjaus model", IsPush = isPush });

        var (isWhole, steps) = await desk.CheckAsync(desk.Settings with { Reports = new Dictionary<string, Guid> { [dashboard] = desk.Report.Id } });

        Assert.AreEqual((expected, told), (isWhole, Say(steps.Where(step => step.Refused is not null))), Say(steps));
    }

    [TestMethod]
    public async Task A_dataset_that_a_killed_push_left_half_filled_is_told()
    {
        await using var desk = await DeskAsync();
        desk.Push.Server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", PowerBiFailure.Answer) { Status = 403, Code = "Tested" });

        await desk.Push.FaultAsync(order => order with { IsRefill = true, Read = ReadNothing });
        var (isWhole, steps) = await desk.CheckAsync(desk.Settings);
        await desk.Push.PushAsync(order => order with { Read = ReadNothing });
        var (isWholeAgain, _) = await desk.CheckAsync(desk.Settings);

        Assert.AreEqual((false, Whole.Replace("Filled", "Filled DatasetHalfFilled", StringComparison.Ordinal), true), (isWhole, Say(steps), isWholeAgain));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Whoever_may_only_look_is_found_before_anything_is_pushed(bool isMade)
    {
        await using var desk = await DeskAsync();
        desk.Push.Server.Workspace.Rights = PowerBiRights.Viewer;
        var settings = desk.Settings with { Reports = new Dictionary<string, Guid>(), Dataset = isMade ? PowerBiServer.Dataset : "Not made yet" };

        var (isWhole, steps) = await desk.CheckAsync(settings);

        Assert.IsFalse(isWhole);
        Assert.Contains("Rights NotAllowed", Say(steps));
    }

    private static string Say(IEnumerable<CheckedStep> steps) => string.Join(", ", steps.Select(step => step.Refused is { } refused ? $"{step.Step} {refused.Fault}" : $"{step.Step}"));

    private static string Told(IEnumerable<CheckedStep> steps, PowerBiStep step)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        return PowerBiWords.Of(steps.Single(each => each.Step == step).Refused!, CountyCalendar.Helsinki);
    }

    private static IEnumerable<object?[]> ReadNothing(ModelTable table) => table.Name == DescribeSemanticModel.Push ? [[null]] : [];

    private static async Task<Desk> DeskAsync(IReadOnlyList<string>? pages = null, PushedDataset? model = null)
    {
        var push = await PushDesk.OpenAsync();

        // The model as it is, without figures.
        push.Model = new DescribeSemanticModel().Describe();
        await push.PushAsync(order => order with { Read = ReadNothing });
        model ??= new PushedDataset { Name = "Palveluohjaus model", IsPush = false, HasRoles = true };
        push.Server.Workspace.Datasets.Add(model);
        var report = new WorkspaceReport("Luvut", model.Id, pages ?? Pages);
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
