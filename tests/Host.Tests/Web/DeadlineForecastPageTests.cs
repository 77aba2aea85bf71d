using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Helmi's assessment is due to start by the seventh working day; half of the time is used.</summary>
[TestClass]
public sealed class DeadlineForecastPageTests
{
    private const string Rule = "shl36-start-75";
    private const string Chance = "Myöhästymisen riski";

    [TestMethod]
    public async Task The_chance_is_told_on_the_workbench_in_the_queue_and_with_what_it_rests_on()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, unitId) = await AskForAssessmentAsync(app);
        Assert.DoesNotContain(Chance, await TextAsync(app, "/workbench"), "Nothing has been forecast yet.");
        await ForecastAsync(app, known: 60, missed: 15);

        Assert.Contains($"{Chance} 25\u00a0%", await TextAsync(app, "/workbench"));
        Assert.Contains($"{Chance} 25\u00a0%", await TextAsync(app, $"/queues/{unitId}"));
        var deadlines = await TextAsync(app, $"/cases/{caseId}/deadlines");
        Assert.Contains("Miksi myöhästymisen riski on 25\u00a0%?", deadlines);
        Assert.Contains("Samanlaisia aiempia määräaikoja oli 60, ja niistä 15 ylittyi.", deadlines);
        Assert.Contains("odottaa ensiarviointia", deadlines);
    }

    [TestMethod]
    public async Task A_case_that_is_late_is_late_and_no_chance_is_told()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var (caseId, _) = await AskForAssessmentAsync(app);
        await ForecastAsync(app, known: 60, missed: 15);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
            var deadline = await guidance.CaseDeadlines.SingleAsync(each => each.CaseId == caseId && each.RuleCode == Rule);
            guidance.Entry(deadline).Property(each => each.DueAtUtc).CurrentValue = app.Clock.GetUtcNow().UtcDateTime;
            await guidance.SaveChangesAsync();
        }

        Assert.DoesNotContain("Miksi myöhästymisen riski", await TextAsync(app, $"/cases/{caseId}/deadlines"));
    }

    [TestMethod]
    public async Task Data_quality_tells_that_there_is_none_that_there_is_too_little_and_how_well_it_does()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        Assert.Contains("Ennustetta ei ole vielä laskettu", await TextAsync(app, "/data-quality"));

        await JobCatalogue.FitDeadlineForecastAsync(app.Services.CreateScope().ServiceProvider, CancellationToken.None);
        Assert.Contains("liian vähän", await TextAsync(app, "/data-quality"));

        await ForecastAsync(app, known: 60, missed: 15);
        var page = await TextAsync(app, "/data-quality");
        Assert.Contains("3,0 prosenttiyksikköä", page);
        Assert.Contains("25\u00a0% pienempi", page);
        Assert.Contains("Iäkkään palvelut on järjestetty", page);
        Assert.DoesNotContain("33,3", page, "Three deadlines are a handful.");
        Assert.DoesNotContain("41,0", page, "And one hidden alone could be counted from the rest.");
    }

    private static async Task<string> TextAsync(PalveluohjausApp app, string path)
    {
        using var answer = await app.Browser.GetAsync(PageForms.At(path));
        return await PageForms.TextAsync(answer);
    }

    private static async Task<(Guid CaseId, Guid UnitId)> AskForAssessmentAsync(PalveluohjausApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var helmi = await guidance.Clients.SingleAsync(client => client.GivenName == "Helmi");
        var sanna = await guidance.Workers.SingleAsync(worker => worker.Code == DeskDatabase.Sanna);
        var receivedAt = app.Clock.GetUtcNow().UtcDateTime.AddDays(-4.5);
        var made = new GuidanceCase { ClientId = helmi.Id, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = receivedAt }.AssignTo(sanna.UnitId, sanna.Id);
        made.Raise(receivedAt);
        guidance.Add(made);
        guidance.Add(new Contact
        {
            CaseId = made.Id, ClientId = helmi.Id, OpensCase = true, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone, StartedAtUtc = receivedAt, HandlingTimeMinutes = 10,
            Themes = [NeedReason.Housing], Outcome = ContactOutcome.FirstAssessment, UnitId = sanna.UnitId, WorkerId = sanna.Id, RecordedAtUtc = receivedAt,
        });
        await scope.ServiceProvider.GetRequiredService<Guidance.Deadlines.KeepDeadlines>().UpdateAsync(made, CancellationToken.None);
        await guidance.SaveChangesAsync();
        return (made.Id, sanna.UnitId!.Value);
    }

    /// <summary>A forecast by the same cell for every age, so that the page's own is among them.</summary>
    private static async Task ForecastAsync(PalveluohjausApp app, int known, int missed)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var forecast = new DeadlineForecast
        {
            FittedAtUtc = app.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), FirstDueAtUtc = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), LastDueAtUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
            Deadlines = 600, Missed = 150, MiddleLoadFromWeeks = 1, HighLoadFromWeeks = 2, TestDeadlines = 120, Brier = 0.15, BrierOfRate = 0.2, CalibrationError = 0.03,
        };
        guidance.Add(forecast);
        guidance.Add(new ForecastRule { ForecastId = forecast.Id, RuleCode = Rule, Known = known, Missed = missed });
        for (var band = 0; band < ForecastSituation.AgeBandCount; band++)
            guidance.Add(new ForecastCell { ForecastId = forecast.Id, RuleCode = Rule, AgeBand = band, Stage = CaseStage.Received, Load = UnitLoad.Unknown, Segment = "", Known = known, Missed = missed });
        guidance.Add(Bin("", 0, 100, 0.1));
        guidance.Add(Bin("", 1, 20, 0.5));
        guidance.Add(Bin(Rule, 0, 97, 0.25));
        guidance.Add(Bin("shl36-complete", 0, 20, 0.41));
        guidance.Add(Bin("vpl18", 0, 3, 0.333));
        await guidance.SaveChangesAsync();

        ForecastBin Bin(string rule, int index, int deadlines, double observed) => new()
        {
            ForecastId = forecast.Id, RuleCode = rule, Index = index, Moments = deadlines * 3, Deadlines = deadlines, Forecast = 0.2, Observed = observed,
        };
    }
}
