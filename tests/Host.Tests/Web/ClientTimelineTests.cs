using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;

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
    public async Task Who_had_a_case_and_how_a_referral_went_are_told_in_words_and_the_services_start_once()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        await app.ReadAsync(async guidance =>
        {
            var (unit, sanna, liisa) = (await guidance.Units.SingleAsync(each => each.Code == "ITA"), await guidance.Workers.SingleAsync(each => each.Code == "sanna"), await guidance.Workers.SingleAsync(each => each.Code == "liisa"));
            var at = new DateTime(2026, 3, 3, 8, 0, 0, DateTimeKind.Utc);
            guidance.Add(new CaseAssignment { CaseId = caseId, UnitId = unit.Id, Kind = CaseAssignmentKind.Taken, ToWorkerId = sanna.Id, ByWorkerId = sanna.Id, AtUtc = at });
            guidance.Add(new CaseAssignment { CaseId = caseId, UnitId = unit.Id, Kind = CaseAssignmentKind.Assigned, FromWorkerId = sanna.Id, ToWorkerId = liisa.Id, ByWorkerId = liisa.Id, AtUtc = at.AddHours(1), Reason = "Loma <b>alkaa</b>" });
            guidance.Add(new CaseAssignment { CaseId = caseId, UnitId = unit.Id, Kind = CaseAssignmentKind.Released, FromWorkerId = liisa.Id, ByWorkerId = liisa.Id, AtUtc = at.AddHours(2) });
            var service = new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "k", Sector = ServiceSector.ThirdSector, NameFi = "Kulkukerho" };
            var referral = new Referral { CaseId = caseId, ServiceId = service.Id, MadeByWorkerId = sanna.Id, UnitId = unit.Id, MadeAtUtc = at, LastStepAtUtc = at, SubmissionKey = Guid.NewGuid() };
            guidance.AddRange(service, referral);
            foreach (var (state, hours) in ((ReferralState, int)[])[(ReferralState.Made, 3), (ReferralState.Accepted, 4), (ReferralState.Waiting, 5), (ReferralState.Started, 6), (ReferralState.Ended, 7)])
                guidance.Add(new ReferralStep { ReferralId = referral.Id, State = state, OccurredAtUtc = at.AddHours(hours), RecordedAtUtc = at.AddHours(hours), WorkerId = sanna.Id, UnitId = unit.Id });
            guidance.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.ServiceArranged, OccurredAtUtc = at.AddHours(6), RecordedAtUtc = at.AddHours(6), UnitId = unit.Id });
            return await guidance.SaveChangesAsync();
        });

        var (_, page) = await app.Browser.OpenAsync($"/clients/{helmi}");

        foreach (var text in (string[])
        [
            "Asia otettu hoidettavaksi: asuminen.", "Asia annettu työntekijälle Liisa Salmi: asuminen.", "aiemmin Sanna Koivu", "Asia palautettu yksikön jonoon: asuminen.",
            "Ohjattiin palveluun:", "Palvelu otti asiakkaan vastaan:", "Asiakas odottaa palvelun alkamista:", "Palvelu alkoi:", "Palvelu päättyi tai asiakas ei ottanut sitä:", "Kulkukerho",
            "Aikajana <span class=\"count\">9</span>",
        ])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        StringAssert.Contains(await app.Browser.GetStringAsync(PageForms.At($"/clients/{helmi}")), "Loma &lt;b&gt;alkaa", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}?show=contacts")).Page, "Aikajana <span class=\"count\">1</span>", StringComparison.Ordinal);
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
