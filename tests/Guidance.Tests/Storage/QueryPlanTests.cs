using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Tests.Clients;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Guidance.Tests.Queues;
using Palveluohjaus.Guidance.Tests.Warnings;
using Palveluohjaus.Guidance.Tests.Workbench;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

/// <summary>What the desk asks all day finds its rows by an index, on each provider: a scan is felt only where there are a million rows.</summary>
[TestClass]
[TestCategory("database")]
public sealed class QueryPlanTests
{
    [TestInitialize]
    public void Require_a_database_whose_plans_are_read_here()
    {
        if (TestServer.Current is { Provider: DatabaseProvider.SqlServer })
            Assert.Inconclusive("Plans of SQL Server are not read here.");
    }

    [TestMethod]
    public async Task The_queue_reads_no_table_from_end_to_end()
    {
        using var queue = new QueueDesk();
        await queue.Desk.AddAsync(queue.Desk.Case(), queue.Desk.Case(queue.Desk.Sanna));

        using var plans = QueryPlans.Watch();
        await queue.ReadAsync();

        await RequireNoScanAsync(plans, queue.Desk.Open());
    }

    [TestMethod]
    [DataRow(WorkView.Mine)]
    [DataRow(WorkView.Team)]
    public async Task The_workbench_reads_no_table_from_end_to_end(WorkView view)
    {
        using var desk = new WorkDesk();
        await desk.AddAsync(desk.Case(desk.Sanna), desk.Case(desk.Oskar));

        using var plans = QueryPlans.Watch();
        await desk.ReadAsync(view);
        await desk.QueryAsync(guidance => new CountOwnWork(guidance).CountAsync(desk.SannaActor, CancellationToken.None));

        await RequireNoScanAsync(plans, desk.Open());
    }

    [TestMethod]
    [DataRow("helmi kuus")]
    [DataRow("140547-914N")]
    [DataRow("050 000 0914")]
    public async Task A_client_is_found_without_looking_at_all(string text)
    {
        using var desk = new ClientDesk();
        await desk.CreatedAsync(ClientDesk.Helmi);

        using var plans = QueryPlans.Watch();
        await desk.SearchAsync(text);

        await RequireNoScanAsync(plans, desk.Open());
    }

    [TestMethod]
    public async Task A_contact_is_logged_and_told_when_it_comes_again_without_looking_at_all()
    {
        using var database = new TestDatabase();
        var desk = new GuidanceDesk(database.OpenGuidance);
        var call = desk.Call();

        using var plans = QueryPlans.Watch();
        await desk.LogAsync(call);
        await desk.LogAsync(call);
        await desk.LogAsync(desk.Call());

        await RequireNoScanAsync(plans, database.OpenGuidance());
    }

    [TestMethod]
    public async Task Deadlines_are_watched_without_looking_at_all_cases()
    {
        await using var desk = new WarningDesk();
        await desk.AddCaseAsync(desk.Sanna);
        desk.To("18.3. 8.00");

        using var plans = QueryPlans.Watch();
        Assert.AreEqual(1, await desk.RunAsync());

        await RequireNoScanAsync(plans, desk.Open());
    }

    private static async Task RequireNoScanAsync(QueryPlans plans, GuidanceDbContext guidance)
    {
        await using (guidance)
        {
            Type[] big = [typeof(Client), typeof(ClientSearchKey), typeof(ClientContactDetails), typeof(GuidanceCase), typeof(CaseEvent), typeof(CaseAssignment), typeof(CaseDeadline), typeof(Contact), typeof(AuditEntry)];
            Assert.IsGreaterThan(0, plans.CountOf(guidance));
            var scans = await plans.FindScansAsync(guidance, big);
            Assert.IsEmpty(scans, string.Join($"{Environment.NewLine}{Environment.NewLine}", scans));
        }
    }
}
