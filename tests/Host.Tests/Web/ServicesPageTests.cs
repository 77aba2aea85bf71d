using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ServicesPageTests
{
    [TestMethod]
    public async Task A_client_is_guided_to_a_service_from_the_finder_and_the_step_is_recorded()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var service = await AddServiceAsync(app, "Virkistyskerho", LifeStage.OlderPeople);
        await AddServiceAsync(app, "Nuorten tupa", LifeStage.Youth);

        var address = $"/services?client={helmi}&case={caseId}";
        var (_, page) = await app.Browser.OpenAsync(address);
        foreach (var text in (string[])["Helmi Kuusisaari", "Iäkkäät", "Virkistyskerho", "Ei vahvistettu", "Ohjaa palveluun"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        Assert.IsFalse(page.Contains("Nuorten tupa", StringComparison.Ordinal), "It is prefiltered by the client's life stage.");

        var key = Guid.NewGuid();
        var (status, answer, to) = await app.Browser.SendAsync(address, "refer", ("Service", $"{service}"), ("Case", $"{caseId}"), ("SubmissionKey", $"{key}"), ("Note", "Toivoo seuraa"));
        Assert.AreEqual(HttpStatusCode.SeeOther, status, answer);
        StringAssert.Contains((await app.Browser.OpenAsync(to!)).Page, "Ohjaus palveluun on tehty.", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync(address, "refer", ("Service", $"{service}"), ("Case", $"{caseId}"), ("SubmissionKey", $"{key}"), ("Note", "Toivoo seuraa"))).Status);
        var (reused, kept, _) = await app.Browser.SendAsync(address, "refer", ("Service", $"{service}"), ("Case", $"{caseId}"), ("SubmissionKey", $"{key}"), ("Note", "Toivoo rauhaa"));
        Assert.AreEqual(HttpStatusCode.Conflict, reused, kept);
        StringAssert.Contains(kept, "Lomake on jo lähetetty", StringComparison.Ordinal);
        StringAssert.Contains(kept, "Toivoo rauhaa", StringComparison.Ordinal);
        var referral = await app.ReadAsync(guidance => guidance.Referrals.AsNoTracking().SingleAsync());
        StringAssert.Contains((await app.Browser.OpenAsync($"/clients/{helmi}")).Page, "Virkistyskerho", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync("/referrals")).Page, "Edellinen vaihe tänään", StringComparison.Ordinal);

        var step = $"/referrals/{referral.Id}";
        var (refused, words, _) = await app.Browser.SendAsync(step, "step", ("Version", "0"), ("State", nameof(ReferralState.Declined)), ("Note", ""));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused, words);
        StringAssert.Contains(words, "Kerro syy", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync(step, "step", ("Version", "0"), ("State", nameof(ReferralState.Started)))).Status);
        Assert.AreEqual(HttpStatusCode.Conflict, (await app.Browser.SendAsync(step, "step", ("Version", "0"), ("State", nameof(ReferralState.Ended)))).Status);
        Assert.AreEqual(1, await app.ReadAsync(guidance => guidance.CaseEvents.CountAsync(happened => happened.CaseId == caseId && happened.Kind == CaseEventKind.ServiceArranged)));
        Assert.IsTrue((await app.AuditOfAsync(helmi)).Any(entry => entry is { Action: AuditAction.Create, Subject: nameof(Referral), Reason: AuditReasons.ReferralMade }));
    }

    [TestMethod]
    [DataRow("%25", "Hakusanassa ei ole kirjaimia eikä numeroita.", false)]
    [DataRow("_", "Hakusanassa ei ole kirjaimia eikä numeroita.", false)]
    [DataRow("%F0%9F%98%80", "Hakusanassa ei ole kirjaimia eikä numeroita.", false)]
    [DataRow("xyzzy", "Haku ei löytänyt palveluja.", false)]
    [DataRow("%20", "Virkistyskerho", true)]
    public async Task A_search_without_a_letter_or_digit_finds_nothing_and_says_why(string text, string said, bool findsAll)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await AddServiceAsync(app, "Virkistyskerho", LifeStage.OlderPeople);

        var (status, page) = await app.Browser.OpenAsync($"/services?text={text}");

        Assert.AreEqual(HttpStatusCode.OK, status);
        StringAssert.Contains(page, said, StringComparison.Ordinal);
        Assert.AreEqual(findsAll, page.Contains("Virkistyskerho", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("virkstyskerho", "Virkistyskerho")]
    [DataRow("yksinäisyys", "Katso aiheesta:")]
    [DataRow("yksinäisyys", "Osallisuus, syrjäytymisen ehkäisy (2)")]
    public async Task A_slip_is_forgiven_and_an_everyday_word_leads_to_its_theme(string text, string said)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await AddServiceAsync(app, "Virkistyskerho", LifeStage.OlderPeople);
        await app.ReadAsync(async guidance =>
        {
            guidance.Add(new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "t", Sector = ServiceSector.ThirdSector, NameFi = "Tupa", Themes = [NeedReason.Participation] });
            return await guidance.SaveChangesAsync();
        });

        StringAssert.Contains((await app.Browser.OpenAsync($"/services?text={Uri.EscapeDataString(text)}")).Page, said, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_page_past_the_last_shows_the_last_and_a_note_too_long_is_kept_and_explained()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var service = await AddServiceAsync(app, "Virkistyskerho", LifeStage.OlderPeople);

        StringAssert.Contains((await app.Browser.OpenAsync("/services?page=99")).Page, "Virkistyskerho", StringComparison.Ordinal);
        var note = new string('x', 501);
        var refused = await app.Browser.SendAsync($"/services?client={helmi}&case={caseId}", "refer", ("Service", $"{service}"), ("Case", $"{caseId}"), ("SubmissionKey", $"{Guid.NewGuid()}"), ("Note", note));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.Status, refused.Page);
        foreach (var text in (string[])[note, "Teksti on liian pitkä. Enintään 500 merkkiä."])
            StringAssert.Contains(refused.Page, text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Who_has_nothing_to_do_with_a_client_sees_services_and_nothing_of_the_client()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        var caseId = await app.AddCaseAsync(helmi);
        var service = await AddServiceAsync(app, "Virkistyskerho", LifeStage.OlderPeople);
        using var pekka = await app.OpenBrowserAsync(DeskDatabase.Pekka);

        var (status, page) = await pekka.OpenAsync($"/services?client={helmi}&case={caseId}");

        Assert.AreEqual(HttpStatusCode.Forbidden, status);
        Assert.IsFalse(page.Contains("Helmi", StringComparison.Ordinal));
        StringAssert.Contains(page, "Virkistyskerho", StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await pekka.SendAsync("/services", "refer", ("Service", $"{service}"), ("Case", $"{caseId}"), ("SubmissionKey", $"{Guid.NewGuid()}"))).Status);
        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.Referrals.CountAsync()));
    }

    [TestMethod]
    public async Task A_team_lead_adds_a_service_a_guide_confirms_its_wait_and_an_old_confirmation_is_marked()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);

        var (refused, words, _) = await liisa.SendAsync("/services/new", "service", ("NameFi", " "), ("WebAddress", "javascript:alert(1)"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused);
        foreach (var text in (string[])["Anna nimi suomeksi tai ruotsiksi.", "Anna verkko-osoite kokonaan", "Valitse vähintään yksi tuen tarve"])
            StringAssert.Contains(words, text, StringComparison.Ordinal);
        var (status, answer, to) = await liisa.SendAsync("/services/new", "service", ("NameFi", "Lukupiiri"), ("Sector", "ThirdSector"), ("Themes", "Participation"), ("Languages", "fi"), ("MunicipalityCodes", "901"), ("Segments", "OMA"));
        Assert.AreEqual(HttpStatusCode.SeeOther, status, answer);
        var path = to!.Split('?')[0];

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await app.Browser.SendAsync(path, "wait", ("WaitingDays", "pari"), ("Capacity", "Few"))).Status);
        Assert.AreEqual(HttpStatusCode.SeeOther, (await app.Browser.SendAsync(path, "wait", ("WaitingDays", "14"), ("Capacity", "Few"))).Status);
        StringAssert.Contains((await app.Browser.OpenAsync(path)).Page, "Vahvistettu 17.3.2026, Sanna", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync("/services?text=lukupirri")).Page, "Odotusaika 14 päivää", StringComparison.Ordinal);
        await app.ReadAsync(async guidance =>
        {
            (await guidance.GuidanceServices.SingleAsync()).ConfirmWait(ServiceCapacity.Few, 14, new DateTime(2026, 1, 2, 8, 0, 0, DateTimeKind.Utc), null);
            return await guidance.SaveChangesAsync();
        });
        StringAssert.Contains((await app.Browser.OpenAsync("/services")).Page, "Vanha tieto: vahvistettu 2.1.2026", StringComparison.Ordinal);

        Assert.AreEqual(HttpStatusCode.BadRequest, (await app.Browser.SendAsync(path, "offer", ("Offered", "false"))).Status, "A guide has no such form.");
        Assert.AreEqual(HttpStatusCode.SeeOther, (await liisa.SendAsync(path, "offer", ("Offered", "false"))).Status);
        Assert.IsFalse((await app.Browser.OpenAsync("/services")).Page.Contains("Lukupiiri", StringComparison.Ordinal));
        StringAssert.Contains((await app.Browser.OpenAsync(path)).Page, "Palvelu on poistunut", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("sv", "Tjänster", "Stödbehov")]
    [DataRow("en", "Services", "Reason of need")]
    public async Task The_finder_speaks_the_readers_language(string language, string title, string theme)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/services", UriKind.Relative))).Dispose();

        var (_, page) = await app.Browser.OpenAsync("/services?theme=nonsense&page=-3");

        StringAssert.Contains(page, title, StringComparison.Ordinal);
        StringAssert.Contains(page, theme, StringComparison.Ordinal);
    }

    private static Task<Guid> AddServiceAsync(PalveluohjausApp app, string name, LifeStage stage) => app.ReadAsync(async guidance =>
    {
        var service = new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = name, Sector = ServiceSector.ThirdSector, NameFi = name, Themes = [NeedReason.Participation], LifeStages = [stage] };
        guidance.Add(service);
        await guidance.SaveChangesAsync();
        return service.Id;
    });
}
