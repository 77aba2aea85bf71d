using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Host.Tests.Api;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed partial class SchedulesPageTests
{
    [TestMethod]
    public async Task Only_an_admin_sees_the_schedules_and_finds_them_in_the_menu()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        using var admin = await app.OpenBrowserAsync(DeskDatabase.Yrjo);

        Assert.AreEqual(HttpStatusCode.Forbidden, (await app.Browser.GetAsync(PageForms.At("/schedules"))).StatusCode);
        var page = await PageForms.OpenAsync(admin, "/schedules");

        StringAssert.Contains(page, "<h1>Ajastetut työt</h1>", StringComparison.Ordinal);
        StringAssert.Contains(page, "Mikään työ ei ole vielä ollut käynnissä.", StringComparison.Ordinal);
        StringAssert.Contains(page, "Sähköposti ei ole käytössä.", StringComparison.Ordinal);
        StringAssert.Contains(page, "Tämä palvelin ei aja töitä itsestään.", StringComparison.Ordinal);
        StringAssert.Contains(page, "name=\"job\" value=\"refresh-facts\"", StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"job\" value=\"watch-deadlines\"", page);
        StringAssert.Contains(await PageForms.OpenAsync(admin, "/units"), "href=\"/schedules\"", StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/schedules\"", await PageForms.OpenAsync(app.Browser, "/clients"));
    }

    [TestMethod]
    public async Task What_the_address_asks_for_and_there_is_not_is_told_and_a_fault_of_power_bi_is_named_with_its_fix()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var log = scope.ServiceProvider.GetRequiredService<JobLog>();
            await Assert.ThrowsExactlyAsync<PowerBiFaultException>(() => log.RunAsync(JobCatalogue.PushToPowerBi, (_, _) => throw new PowerBiFaultException(PowerBiFault.SecretExpired), CancellationToken.None));
        }

        var page = await PageForms.OpenAsync(app.Browser, "/schedules?job=nosuch&state=odd");

        StringAssert.Contains(page, "Tällaista työtä ei ole", StringComparison.Ordinal);
        StringAssert.Contains(page, "Tällaista tilaa ei ole", StringComparison.Ordinal);
        StringAssert.Contains(page, "Salaisuuden voimassaolo on päättynyt.", StringComparison.Ordinal);
        StringAssert.Contains(page, "Virheen laji tukea varten: SecretExpired.", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("sv", "Schemalagda körningar", "Uppdatering av nyckeltalen")]
    [DataRow("en", "Scheduled jobs", "Refreshing the figures")]
    public async Task The_page_is_in_the_readers_language(string language, string title, string job)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        (await app.Browser.GetAsync(PageForms.At($"/language?to={language}&returnUrl=/schedules"))).Dispose();

        var page = await PageForms.OpenAsync(app.Browser, "/schedules");

        StringAssert.Contains(page, $"<h1>{title}</h1>", StringComparison.Ordinal);
        StringAssert.Contains(page, job, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_job_is_started_by_hand_once_and_cancelled_and_both_are_told_and_audited()
    {
        var work = new SlowJob();
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo, configure: work.Add);
        var open = await app.Browser.GetStringAsync(PageForms.At("/schedules"));

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PressAsync(app, open, ("job", "refresh-facts"))));
        var led = both.Select(answer => answer.Headers.Location?.ToString() ?? answer.StatusCode.ToString()).Order(StringComparer.Ordinal).ToArray();
        var during = await PageForms.OpenAsync(app.Browser, "/schedules?done=running&of=refresh-facts");
        var drawn = await app.Browser.GetStringAsync(PageForms.At("/schedules"));
        var run = RunId().Match(drawn).Groups[1].Value;
        var cancelled = await PressAsync(app, drawn, ("job", "refresh-facts"), ("run", run));
        await work.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        await UntilAsync(app, run => run.EndedAtUtc is not null);
        var tooLate = await PressAsync(app, drawn, ("job", "refresh-facts"), ("run", run));
        var after = await PageForms.OpenAsync(app.Browser, "/schedules");

        StringAssert.Contains(tooLate.Headers.Location!.ToString(), "done=ended", StringComparison.Ordinal);
        StringAssert.Contains(led[0], "done=running", StringComparison.Ordinal);
        StringAssert.Contains(led[1], "done=started", StringComparison.Ordinal);
        Assert.AreEqual(1, work.Begun);
        StringAssert.Contains(during, "Jo käynnissä: Tunnuslukujen päivitys. Alkoi 17.3.2026 10.42", StringComparison.Ordinal);
        StringAssert.Contains(cancelled.Headers.Location!.ToString(), "done=cancelled", StringComparison.Ordinal);
        StringAssert.Contains(after, "Keskeytti ", StringComparison.Ordinal);
        var entries = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Subject == "JobRun").OrderBy(entry => entry.Sequence).ToListAsync());
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Create, DeskDatabase.Yrjo, "started by hand: refresh-facts"), (AuditAction.Update, DeskDatabase.Yrjo, "cancelled") },
            entries.Select(entry => (entry.Action, entry.Actor, entry.Reason)).ToArray());
    }

    [TestMethod]
    public async Task What_failed_is_told_in_words_with_what_to_do_and_runs_are_filtered_and_paged()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo);
        var log = app.Services.GetRequiredService<JobLog>();
        for (var run = 0; run < ReadJobs.PageSize + 5; run++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await log.RunAsync("score-clients", (_, _) => Task.FromResult(3), CancellationToken.None);
        }

        await Assert.ThrowsAsync<IOException>(() => log.RunAsync("fit-deadline-forecast", (_, _) => throw new IOException("Matti Meikäläinen", 28), CancellationToken.None));

        var first = await PageForms.OpenAsync(app.Browser, "/schedules");
        var last = await PageForms.OpenAsync(app.Browser, "/schedules?job=score-clients&page=2");
        var failed = await PageForms.OpenAsync(app.Browser, "/schedules?state=failed");
        var none = await PageForms.OpenAsync(app.Browser, "/schedules?job=score-clients&state=Failed&page=-7");
        var odd = await PageForms.OpenAsync(app.Browser, "/schedules?job=%3Cb%3E&state=99&page=999999999999&done=%3Cb%3E&of=x");

        StringAssert.Contains(first, "Levy on täynnä. Vapauta tilaa ja käynnistä työ uudelleen.", StringComparison.Ordinal);
        Assert.DoesNotContain("Meikäläinen", first);
        StringAssert.Contains(first, "rel=\"next\"", StringComparison.Ordinal);
        Assert.AreEqual(5, Rows(last));
        Assert.AreEqual(1, Rows(failed));
        StringAssert.Contains(none, "Näillä valinnoilla ei ole yhtään ajoa.", StringComparison.Ordinal);
        Assert.AreEqual(ReadJobs.PageSize, Rows(odd));
    }

    [TestMethod]
    public async Task The_api_lists_starts_once_and_tells_of_runs()
    {
        var work = new SlowJob();
        await using var app = await PalveluohjausApp.StartAsync(account: null, configure: work.Add);
        var admin = await ApiCaller.OpenAsync(app, DeskDatabase.Yrjo);

        var list = await admin.GetAsync("/schedules");
        var started = await admin.SendAsync(HttpMethod.Post, "/schedules/refresh-facts/runs", null);
        var again = await admin.SendAsync(HttpMethod.Post, "/schedules/refresh-facts/runs", null);
        var unknown = await admin.SendAsync(HttpMethod.Post, "/schedules/no-such/runs", null);
        var runs = await admin.GetAsync("/schedules/refresh-facts/runs");
        await app.Services.GetRequiredService<JobLog>().CancelAsync(started.Body.GetProperty("id").GetGuid(), null, CancellationToken.None);
        await work.Ended.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.AreEqual(JobCatalogue.Shipped.Count, list.Body.GetArrayLength());
        Assert.AreEqual((HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.NotFound), (started.Status, again.Status, unknown.Status));
        Assert.AreEqual("RunsAlready", again.Text("reason"));
        Assert.AreEqual("Running", runs.Body.GetProperty("runs")[0].GetProperty("state").GetString());
        Assert.AreEqual(1, work.Begun);
    }

    [TestMethod]
    public async Task A_button_without_its_token_or_of_an_unknown_job_starts_nothing()
    {
        var work = new SlowJob();
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Yrjo, configure: work.Add);
        var open = await app.Browser.GetStringAsync(PageForms.At("/schedules"));

        var forged = await app.Browser.PostAsync(PageForms.At("/schedules"), new FormUrlEncodedContent([KeyValuePair.Create("_handler", "steer"), KeyValuePair.Create("job", "refresh-facts")]));
        var unknown = await PressAsync(app, open, ("job", "<b>"));
        var off = await PressAsync(app, open, ("job", "watch-deadlines"));

        Assert.AreEqual((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (forged.StatusCode, unknown.StatusCode, off.StatusCode));
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.GetAsync(unknown.Headers.Location)).StatusCode);
        StringAssert.Contains(off.Headers.Location!.ToString(), "done=needs", StringComparison.Ordinal);
        Assert.AreEqual(0, work.Begun);
    }

    private static Task<HttpResponseMessage> PressAsync(PalveluohjausApp app, string page, params (string Name, string Value)[] fields) => app.Browser.PostAsync(
        PageForms.At("/schedules"),
        new FormUrlEncodedContent([
            KeyValuePair.Create("_handler", "steer"),
            KeyValuePair.Create("__RequestVerificationToken", PalveluohjausApp.HiddenField(page, "__RequestVerificationToken")),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));

    [GeneratedRegex("name=\"run\" value=\"([^\"]+)\"")]
    private static partial Regex RunId();

    private static int Rows(string page) => page[page.IndexOf("<table", StringComparison.Ordinal)..].Split("<tr").Length - 2;

    private static async Task UntilAsync(PalveluohjausApp app, Func<JobRun, bool> isSo)
    {
        for (var left = 200; left > 0; left--)
        {
            await using var scope = app.Services.CreateAsyncScope();
            if (isSo(await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().JobRuns.AsNoTracking().SingleAsync()))
                return;
            await Task.Delay(50);
        }

        Assert.Fail("The run did not end.");
    }

    /// <summary>The catalogue as shipped, but the refresh goes on until it is cancelled.</summary>
    private sealed class SlowJob
    {
        private readonly TaskCompletionSource _ended = new();
        private int _begun;

        public int Begun => _begun;

        public Task Ended => _ended.Task;

        public void Add(IServiceCollection services) => services.AddSingleton(new JobCatalogue([
            .. JobCatalogue.Shipped.Select(job => job.Name == RefreshFactsJob.Name ? job with { RunAsync = RunAsync } : job)]));

        private async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _begun);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return 0;
            }
            finally
            {
                _ended.TrySetResult();
            }
        }
    }
}
