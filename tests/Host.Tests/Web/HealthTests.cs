using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class HealthTests
{
    [TestMethod]
    public async Task A_server_that_answers_is_live_without_anyone_signing_in()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        var answer = await app.Browser.GetAsync(PageForms.At("/health/live"));

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual("{\"status\":\"Healthy\",\"checks\":{}}", await answer.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task Ready_tells_each_check_and_old_figures_are_degraded_and_not_away()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);

        var before = await ReadAsync(app, HttpStatusCode.OK);
        await app.Services.GetRequiredService<JobLog>().RunAsync(RefreshFactsJob.Name, JobCatalogue.Shipped.Single(job => job.Name == RefreshFactsJob.Name).RunAsync, CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var fresh = await ReadAsync(app, HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        var old = await ReadAsync(app, HttpStatusCode.OK);

        Assert.AreEqual("Degraded", StateOf(before, "facts"));
        Assert.AreEqual("database disk facts facts-database scheduler", string.Join(' ', fresh.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order(StringComparer.Ordinal)));
        Assert.AreEqual(("Healthy", "Healthy", "Healthy"), (StateOf(fresh, "facts"), StateOf(fresh, "database"), StateOf(fresh, "facts-database")));
        Assert.AreEqual(("Degraded", 1200), (StateOf(old, "facts"), old.GetProperty("checks").GetProperty("facts").GetProperty("ageSeconds").GetInt32()));
    }

    [TestMethod]
    public async Task A_database_that_cannot_be_read_is_503_and_says_nothing_of_the_error()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        SqliteConnection.ClearAllPools();
        File.WriteAllText(Path.Combine(app.Folder, EmbeddedDatabase.FactsFileName), new string('x', 5000));

        var answer = await app.Browser.GetAsync(PageForms.At("/health/ready"));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode, text);
        Assert.AreEqual("Unhealthy", StateOf(JsonDocument.Parse(text).RootElement, "facts-database"));
        Assert.DoesNotContain("xception", text);
        Assert.DoesNotContain(app.Folder, text);
    }

    [TestMethod]
    public async Task The_schedules_of_a_server_that_runs_them_are_told_of()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null, configure: services =>
        {
            services.AddSingleton(new JobCatalogue([]));
            services.AddSchedules(DatabaseSettings.Embedded(string.Empty));
        });

        Assert.AreEqual("Healthy", StateOf(await ReadAsync(app, HttpStatusCode.OK), "scheduler"));
    }

    private static string? StateOf(JsonElement answer, string check) => answer.GetProperty("checks").GetProperty(check).GetProperty("status").GetString();

    private static async Task<JsonElement> ReadAsync(PalveluohjausApp app, HttpStatusCode expected)
    {
        var answer = await app.Browser.GetAsync(PageForms.At("/health/ready"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(expected, answer.StatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
