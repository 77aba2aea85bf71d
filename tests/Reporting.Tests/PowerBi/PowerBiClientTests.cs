using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.PowerBi.Contract;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>Every request and every fault, against the server that enforces the official description.</summary>
[TestClass]
public sealed class PowerBiClientTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [TestMethod]
    public async Task Every_operation_agrees_with_the_official_description()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);
        var client = powerBi.Client!;

        var group = await client.GetGroupAsync(CancellationToken.None);
        var made = await client.PostDatasetInGroupAsync(Small, CancellationToken.None);
        await client.PutTableInGroupAsync(made.Id, Small.Tables[0], CancellationToken.None);
        await client.PostRowsInGroupAsync(made.Id, "Month", Rows(1), CancellationToken.None);
        var datasets = await client.GetDatasetsInGroupAsync(CancellationToken.None);
        var tables = await client.GetTablesInGroupAsync(made.Id, CancellationToken.None);
        var report = new WorkspaceReport("Palveluohjaus", made.Id, ["flow", "overview"]);
        server.Workspace.Reports.Add(report);
        var found = await client.GetReportInGroupAsync(report.Id, CancellationToken.None);
        var pages = await client.GetPagesInGroupAsync(report.Id, CancellationToken.None);
        server.Workspace.Dataset("Palveluohjaus").HasRoles = true;
        var (token, goodFor) = await client.GenerateTokenAsync(
            new GenerateTokenRequestV2 { Datasets = [new(made.Id)], Reports = [new(report.Id)], Identities = [new EffectiveIdentity { Username = "unit-1", Roles = ["Units"], Datasets = [made.Id] }], LifetimeInMinutes = 10 },
            CancellationToken.None);
        await client.DeleteRowsInGroupAsync(made.Id, "Month", CancellationToken.None);
        var left = server.Workspace.Dataset("Palveluohjaus").Tables["Month"].RowCount;
        await client.DeleteDatasetInGroupAsync(made.Id, CancellationToken.None);

        Assert.AreEqual(
            (server.Workspace.Id, "Palveluohjaus", true, "Month", made.Id, "flow, overview", 0, 1),
            (group.Id, datasets.Single().Name, datasets.Single().AddRowsApiEnabled, tables.Single().Name, found.DatasetId, string.Join(", ", pages.Select(page => page.Name)), left, server.Directory.TokensGiven));
        Assert.AreEqual(10, goodFor.TotalMinutes, 0.1);
        Assert.AreEqual("unit-1", server.Workspace.EmbedTokens.Single(each => each.Token == token.Token).Identities.Single().GetProperty("username").GetString());
        Assert.IsEmpty(server.Workspace.Datasets);
    }

    [TestMethod]
    public async Task The_server_refuses_what_is_not_described()
    {
        var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);

        var fault = await FaultAsync(() => powerBi.Client!.PostDatasetInGroupAsync(new CreateDatasetRequest { Name = "n", Tables = [new Table { Name = "Month", Columns = [new Column { Name = "Name", DataType = "Text" }] }] }, CancellationToken.None));

        Assert.AreEqual(PowerBiFault.ServiceBroken, fault.Fault);
        Assert.Contains("Name is of no type of a push dataset", string.Join("; ", server.Violations));
        await Assert.ThrowsExactlyAsync<AssertFailedException>(() => server.DisposeAsync().AsTask());
    }

    [TestMethod]
    public async Task Signing_in_says_what_is_wrong_and_no_secret()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var stranger = SmtpServer.MakeCertificate(Now);
        using var own = SmtpServer.MakeCertificate(Now);
        server.Directory.Certificate = own;
        var settings = server.Settings;

        await RequireAsync(PowerBiFault.TenantUnknown, settings with { TenantId = Guid.NewGuid().ToString() });
        await RequireAsync(PowerBiFault.ClientUnknown, settings with { ClientId = Guid.NewGuid() });
        await RequireAsync(PowerBiFault.SecretWrong, settings with { ClientSecret = "salaisuus-1234" });
        await RequireAsync(PowerBiFault.CertificateRefused, settings with { Authentication = PowerBiAuthentication.Certificate, Certificate = stranger });
        server.Directory.SecretEndsAt = Now.AddDays(-1);
        await RequireAsync(PowerBiFault.SecretExpired, settings);

        async Task RequireAsync(PowerBiFault expected, PowerBiSettings given)
        {
            using var powerBi = PowerBiInUse.Open(given, TimeProvider.System);
            var fault = await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));
            Assert.AreEqual(expected, fault.Fault, fault.ToString());
            Assert.DoesNotContain("salaisuus-1234", fault.ToString());
            Assert.DoesNotContain(server.Directory.Secret, fault.ToString());
        }
    }

    [TestMethod]
    public async Task A_certificate_signs_in_and_a_clock_an_hour_off_is_told()
    {
        var clock = new ManualClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var own = SmtpServer.MakeCertificate(Now);
        server.Directory.Certificate = own;
        var settings = server.Settings with { Authentication = PowerBiAuthentication.Certificate, Certificate = own };

        using (var powerBi = PowerBiInUse.Open(settings, TimeProvider.System))
            Assert.AreEqual(server.Workspace.Id, (await powerBi.Client!.GetGroupAsync(CancellationToken.None)).Id);

        clock.Advance(TimeSpan.FromHours(1));
        using (var powerBi = PowerBiInUse.Open(settings, TimeProvider.System))
            Assert.AreEqual(PowerBiFault.ClockOff, (await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None))).Fault);
    }

    [TestMethod]
    public async Task How_long_an_embed_token_is_good_for_is_told_by_the_services_own_clock()
    {
        var clock = new ManualClock(Now.AddHours(-1));
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);
        var made = await powerBi.Client!.PostDatasetInGroupAsync(Small, CancellationToken.None);
        var report = new WorkspaceReport("Palveluohjaus", made.Id, ["flow"]);
        server.Workspace.Reports.Add(report);

        var (_, goodFor) = await powerBi.Client.GenerateTokenAsync(new GenerateTokenRequestV2 { Datasets = [new(made.Id)], Reports = [new(report.Id)] }, CancellationToken.None);

        Assert.AreEqual(60, goodFor.TotalMinutes, 0.1);
        Assert.AreEqual(-60, powerBi.Client.ClockAhead!.Value.TotalMinutes, 1);
    }

    [TestMethod]
    public async Task Whoever_waits_is_told_that_it_is_silent_and_when_it_is_asked_again()
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        using var stop = new CancellationTokenSource();
        var waits = new ConcurrentQueue<PowerBiWait>();
        powerBi.TellWaits(waits.Enqueue);

        server.Order(new PowerBiOrder("Groups_GetGroup", PowerBiFailure.Answer) { Status = 503, RetryAfter = "30" });
        await powerBi.Client!.GetGroupAsync(CancellationToken.None);
        var again = waits.Where(wait => wait.Kind == PowerBiWaitKind.Again).ToList();
        powerBi.TellWaits(wait =>
        {
            waits.Enqueue(wait);
            stop.Cancel();
        });
        server.Order(new PowerBiOrder("Groups_GetGroup", PowerBiFailure.Silence));
        await Assert.ThrowsAsync<OperationCanceledException>(() => powerBi.Client.GetGroupAsync(stop.Token));

        CollectionAssert.AreEqual(new[] { new PowerBiWait(PowerBiWaitKind.Again, TimeSpan.FromSeconds(30)) { Fault = PowerBiFault.ServiceBroken } }, again);
        Assert.AreEqual(new PowerBiWait(PowerBiWaitKind.Answer, TimeSpan.FromSeconds(10)), waits.Last());
    }

    [TestMethod]
    public async Task A_token_that_was_revoked_is_replaced_once()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);
        await powerBi.Client!.GetGroupAsync(CancellationToken.None);

        server.Directory.Revoke();
        await powerBi.Client.GetGroupAsync(CancellationToken.None);
        server.Order(new PowerBiOrder(null, PowerBiFailure.Answer) { Status = 401, Times = 100 });
        var fault = await FaultAsync(() => powerBi.Client.GetGroupAsync(CancellationToken.None));

        Assert.AreEqual((PowerBiFault.TokenRefused, 3, 5), (fault.Fault, server.Directory.TokensGiven, server.Requests.Count));
    }

    [TestMethod]
    [DataRow(400, PowerBiFault.RequestRefused)]
    [DataRow(403, PowerBiFault.NotAllowed)]
    [DataRow(404, PowerBiFault.WorkspaceNotFound)]
    public async Task A_plain_no_is_asked_for_once(int status, PowerBiFault expected)
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);
        server.Order(new PowerBiOrder("Groups_GetGroup", PowerBiFailure.Answer) { Status = status, Times = 10, Code = "AnyCode" });

        var fault = await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));

        Assert.AreEqual((expected, "AnyCode", 1), (fault.Fault, fault.Code, server.Requests.Count));
    }

    [TestMethod]
    [DataRow("7", 7)]
    [DataRow("date", 42)]
    [DataRow(null, 1)]
    public async Task Told_to_wait_it_waits_as_long_as_it_is_told(string? retryAfter, int seconds)
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        server.Order(new PowerBiOrder("Groups_GetGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = retryAfter == "date" ? Now.AddSeconds(42).ToString("R", CultureInfo.InvariantCulture) : retryAfter });

        await powerBi.Client!.GetGroupAsync(CancellationToken.None);

        Assert.AreEqual(seconds, clock.Waited.TotalSeconds, 1);
    }

    [TestMethod]
    public async Task Told_to_wait_for_too_long_it_gives_up_at_once()
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        server.Order(new PowerBiOrder("Groups_GetGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = "3600" });

        var fault = await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));

        Assert.AreEqual((PowerBiFault.Throttled, TimeSpan.Zero, 1), (fault.Fault, clock.Waited, server.Requests.Count));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi");
        Assert.StartsWith($"Power BI pyytää odottamaan kello {CountyCalendar.Helsinki.ToLocal(Now.UtcDateTime.AddHours(1)):HH'.'mm} asti (1 h 0 min)", PowerBiWords.Of(fault, CountyCalendar.Helsinki));
    }

    [TestMethod]
    [DataRow(PowerBiFailure.Answer, PowerBiFault.ServiceBroken)]
    [DataRow(PowerBiFailure.Cut, PowerBiFault.ServiceAway)]
    [DataRow(PowerBiFailure.Silence, PowerBiFault.Silent)]
    public async Task A_service_that_is_away_is_asked_a_few_times_and_then_left_in_peace(PowerBiFailure failure, PowerBiFault expected)
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings with { TimeoutSeconds = 1 }, clock);
        server.Order(new PowerBiOrder(null, failure) { Times = 100 });

        var faults = new List<PowerBiFault>();
        for (var call = 0; call < 10; call++)
            faults.Add((await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None))).Fault);

        Assert.AreEqual((expected, 10), (faults.Distinct().Single(), faults.Count));
        Assert.IsLessThanOrEqualTo(10, server.Requests.Count);
    }

    [TestMethod]
    public async Task After_a_rest_a_service_that_came_back_is_found()
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        server.Order(new PowerBiOrder(null, PowerBiFailure.Answer) { Status = 503, Times = 8 });
        await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));
        await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));
        await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None));
        var asked = server.Requests.Count;

        clock.Advance(PowerBiConnection.Rest);
        await powerBi.Client!.GetGroupAsync(CancellationToken.None);

        Assert.AreEqual((8, 9), (asked, server.Requests.Count));
    }

    [TestMethod]
    [DataRow(PowerBiFailure.CutWhenDone)]
    [DataRow(PowerBiFailure.AnswerWhenDone)]
    [DataRow(PowerBiFailure.Silence)]
    public async Task Rows_whose_fate_is_not_known_are_not_sent_again(PowerBiFailure failure)
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings with { TimeoutSeconds = 1 }, clock);
        var made = await powerBi.Client!.PostDatasetInGroupAsync(Small, CancellationToken.None);
        server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", failure));

        var fault = await FaultAsync(() => powerBi.Client.PostRowsInGroupAsync(made.Id, "Month", Rows(3), CancellationToken.None));

        Assert.IsTrue(fault.MayHaveBeenDone);
        Assert.AreEqual(1, server.Requests.Count(each => each.Operation == "Datasets_PostRowsInGroup"));
    }

    [TestMethod]
    public async Task Rows_that_came_too_soon_are_sent_again()
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var powerBi = PowerBiInUse.Open(server.Settings, clock);
        var made = await powerBi.Client!.PostDatasetInGroupAsync(Small, CancellationToken.None);
        server.Order(new PowerBiOrder("Datasets_PostRowsInGroup", PowerBiFailure.Answer) { Status = 429, RetryAfter = "60" });

        await powerBi.Client.PostRowsInGroupAsync(made.Id, "Month", Rows(3), CancellationToken.None);

        Assert.AreEqual(3, server.Workspace.Dataset("Palveluohjaus").Tables["Month"].RowCount);
    }

    [TestMethod]
    public async Task An_answer_that_is_not_Power_BIs_is_told()
    {
        await using var server = await PowerBiServer.StartAsync();
        using var powerBi = PowerBiInUse.Open(server.Settings, TimeProvider.System);
        server.Order(new PowerBiOrder(null, PowerBiFailure.Nonsense));

        Assert.AreEqual(PowerBiFault.AnswerNotUnderstood, (await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None))).Fault);
    }

    [TestMethod]
    public async Task Wrong_addresses_and_certificates_are_told_apart()
    {
        var clock = new SelfAdvancingClock(Now);
        await using var server = await PowerBiServer.StartAsync(clock);
        using var stranger = SmtpServer.MakeCertificate(Now);

        await RequireAsync(PowerBiFault.CertificateNotTrusted, server.Settings with { TrustedCertificates = [stranger] });
        await RequireAsync(PowerBiFault.NameUnknown, server.Settings with { Authority = new Uri("https://nowhere.invalid/") });
        await RequireAsync(PowerBiFault.ServiceAway, server.Settings with { ApiUrl = new Uri("https://localhost:1/") });

        async Task RequireAsync(PowerBiFault expected, PowerBiSettings given)
        {
            using var powerBi = PowerBiInUse.Open(given, clock);
            Assert.AreEqual(expected, (await FaultAsync(() => powerBi.Client!.GetGroupAsync(CancellationToken.None))).Fault);
        }
    }

    private static CreateDatasetRequest Small => new()
    {
        Name = "Palveluohjaus",
        Tables = [new Table { Name = "Month", Columns = [new Column { Name = "Code", DataType = "String" }, new Column { Name = "Number", DataType = "Int64", IsHidden = true, SummarizeBy = "None" }], Measures = [new Measure { Name = "Sum", Expression = "SUM(Month[Number])", FormatString = "0" }] }],
    };

    private static byte[] Rows(int count) => Encoding.UTF8.GetBytes($$"""{"rows":[{{string.Join(',', Enumerable.Range(1, count).Select(each => string.Create(CultureInfo.InvariantCulture, $$"""{"Code":"2026-{{each:00}}","Number":{{each}}}""")))}}]}""");

    private static Task<PowerBiFaultException> FaultAsync(Func<Task> act) => Assert.ThrowsExactlyAsync<PowerBiFaultException>(act);
}
