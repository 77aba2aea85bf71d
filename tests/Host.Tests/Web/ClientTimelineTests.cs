using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ClientTimelineTests
{
    [TestMethod]
    public async Task The_timeline_joins_contacts_steps_assessments_and_decisions_and_can_show_one_kind()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await FillAsync(app, helmi);

        var (_, all) = await app.Browser.OpenAsync($"/clients/{helmi}");
        var (_, decisions) = await app.Browser.OpenAsync($"/clients/{helmi}?show=decisions");
        var (_, contacts) = await app.Browser.OpenAsync($"/clients/{helmi}?show=contacts");

        foreach (var text in (string[])["Aikajana <span class=\"count\">4</span>", "Muistiinpano vuokrasta", "Palvelutarpeen arviointi alkoi: asuminen.", "Ensiarviointi tehty.", "Segmentti vahvistettu:", "ehdotus Tuki", "asiakkaan oma toive", "viimeistään 18.5.2026"])
            StringAssert.Contains(all, text, StringComparison.Ordinal);
        StringAssert.Contains(decisions, "Aikajana <span class=\"count\">1</span>", StringComparison.Ordinal);
        Assert.IsFalse(decisions.Contains("Muistiinpano vuokrasta", StringComparison.Ordinal));
        StringAssert.Contains(contacts, "Aikajana <span class=\"count\">1</span>", StringComparison.Ordinal);
        Assert.IsFalse(contacts.Contains("Ensiarviointi tehty.", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Earlier_entries_and_closed_cases_open_from_their_counts()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        for (var number = 0; number < 23; number++)
            await app.AddCaseAsync(helmi);
        await app.ReadAsync(async guidance =>
        {
            foreach (var each in (await guidance.Cases.Where(each => each.ClientId == helmi).ToListAsync()).Take(3))
                each.Close(new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc));
            return await guidance.SaveChangesAsync();
        });

        var (_, page) = await app.Browser.OpenAsync($"/clients/{helmi}");
        var (_, more) = await app.Browser.OpenAsync($"/clients/{helmi}?rows=120&closed=true");

        foreach (var text in (string[])["Avoimet asiat <span class=\"count\">20</span>", ">Päättyneet (3)</a>", ">Näytä aiemmat (3)</a>"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        Assert.AreEqual(23, more.Split("Muistiinpano vuokrasta").Length - 1);
        StringAssert.Contains(more, "Päättyneet · 3", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.OpenAsync($"/clients/{helmi}?show=%00&rows=-5&closed=maybe")).Status);
    }

    [TestMethod]
    public async Task Of_two_who_name_the_responsible_worker_at_once_both_are_kept_and_one_answers()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddCaseAsync(helmi);
        var (sanna, liisa, pekka) = (await WorkerAsync("sanna"), await WorkerAsync("liisa"), await WorkerAsync("pekka"));
        using var other = await app.OpenBrowserAsync(DeskDatabase.Liisa);

        var answers = await Task.WhenAll(
            app.Browser.ActAsync($"/clients/{helmi}", "responsible", ("Responsible", $"{sanna}")),
            other.ActAsync($"/clients/{helmi}", "responsible", ("Responsible", $"{liisa}")));
        var (refused, page, _) = await app.Browser.ActAsync($"/clients/{helmi}", "responsible", ("Responsible", $"{pekka}"));

        Assert.IsTrue(answers.All(answer => answer.Status == HttpStatusCode.SeeOther));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused, "A worker of another unit is not named.");
        StringAssert.Contains(page, "Valitse vastuutyöntekijä omien yksiköidesi työntekijöistä.", StringComparison.Ordinal);
        var rows = await app.ReadAsync(guidance => guidance.ResponsibleWorkers.AsNoTracking().Where(row => row.ClientId == helmi).ToListAsync());
        Assert.AreEqual((2, 1), (rows.Count, rows.Count(row => row.UntilUtc is null)));
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, "Aiemmat (1)", StringComparison.Ordinal);

        Task<Guid> WorkerAsync(string code) => app.ReadAsync(guidance => guidance.Workers.Where(worker => worker.Code == code).Select(worker => worker.Id).SingleAsync());
    }

    [TestMethod]
    [DataRow("sv", "Tidslinje", "Segmenthistorik", "Ansvarig arbetstagare")]
    [DataRow("en", "Timeline", "Segment history", "Responsible worker")]
    public async Task The_card_speaks_the_readers_language(string language, params string[] texts)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await FillAsync(app, helmi);
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/", UriKind.Relative))).Dispose();

        var (_, page) = await app.Browser.OpenAsync($"/clients/{helmi}");

        foreach (var text in texts)
            StringAssert.Contains(page, text, StringComparison.Ordinal);
    }

    private static async Task FillAsync(PalveluohjausApp app, Guid helmi)
    {
        var caseId = await app.AddCaseAsync(helmi);
        await app.ReadAsync(async guidance =>
        {
            var at = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
            guidance.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.NeedsAssessmentStarted, OccurredAtUtc = at, RecordedAtUtc = at });
            guidance.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.ContactLogged, OccurredAtUtc = at, RecordedAtUtc = at });
            guidance.Add(new Assessment { ClientId = helmi, CaseId = caseId, LifeStage = LifeStage.OlderPeople, Answers = new Dictionary<string, int> { ["need.health"] = 2 }, AssessedAtUtc = at });
            guidance.Add(new SegmentDecision
            {
                ClientId = helmi,
                Segment = "OMA",
                SuggestedSegment = "TUKI",
                OverrideReasonKind = OverrideReasonKind.ClientsWish,
                DecidedAtUtc = at.AddMinutes(5),
                ReviewOn = new DateOnly(2026, 5, 18),
            });
            return await guidance.SaveChangesAsync();
        });
    }
}
