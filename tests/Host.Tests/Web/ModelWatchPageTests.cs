using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ModelWatchPageTests
{
    [TestMethod]
    public async Task The_page_tells_how_the_watch_is_run_and_once_it_has_what_it_found_the_gravest_first()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Mauri);
        var before = await TextAsync(app, "/model-watch?unit=hel");
        Assert.Contains("Mallia ei ole vielä seurattu.", before);
        Assert.Contains("Yksikköä ei tunnistettu", before, "A unit's decisions may be one worker's.");

        await StoreAsync(app, new DateOnly(2026, 3, 2), WatchLevel.Ok, 0.75);
        await StoreAsync(app, new DateOnly(2026, 3, 9), WatchLevel.Act, 0.42);
        var page = await TextAsync(app, "/model-watch");

        Assert.Contains("Toimia vaatii 1, katsottavaa on 1.", page);
        Assert.Contains("Liian vähän tietoa: 1 kohtaa.", page);
        Assert.Contains("2 viimeisestä ajosta toimia vaati 1.", page);
        Assert.Contains("Käytössä on pisteytys", page);
        Assert.IsLessThan(page.IndexOf("Vahvistettu alle viidessä sekunnissa", StringComparison.Ordinal), page.IndexOf("Ehdotukset eivät vastaa", StringComparison.Ordinal), "What asks for action stands before what is to be looked into.");
        using var card = await app.Browser.GetAsync(PageForms.At("/model-watch/card"));
        Assert.AreEqual(HttpStatusCode.NotFound, card.StatusCode);
    }

    private static async Task StoreAsync(PalveluohjausApp app, DateOnly until, WatchLevel level, double agreement)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var run = new ModelWatchRun { RanAtUtc = app.Clock.GetUtcNow().UtcDateTime, FromDay = until.AddDays(-91), UntilDay = until, Model = "scorecard", Scheme = "four-field/1", Decisions = 120, DecisionsOfModel = 0, Level = level };
        guidance.Add(run);
        guidance.AddRange(
            new ModelWatchFinding { RunId = run.Id, Number = 0, Kind = WatchedThing.SuggestionDrift, Level = WatchLevel.TooFew },
            new ModelWatchFinding { RunId = run.Id, Number = 1, Kind = WatchedThing.QuickConfirmations, Level = WatchLevel.Look, Count = 90, Value = 0.12, Low = 0.07, High = 0.2 },
            new ModelWatchFinding { RunId = run.Id, Number = 2, Kind = WatchedThing.Agreement, Level = level, Count = 100, Value = agreement, Low = agreement - 0.1, High = agreement + 0.1 });
        await guidance.SaveChangesAsync();
    }

    private static async Task<string> TextAsync(PalveluohjausApp app, string path)
    {
        using var answer = await app.Browser.GetAsync(PageForms.At(path));
        return await PageForms.TextAsync(answer);
    }
}
