using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class WorkbenchPageTests
{
    [TestMethod]
    public async Task The_workbench_is_where_a_guides_work_begins_and_the_menu_counts_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var helmi = await app.IdOfAsync(ClientsAtTheDesk.Helmi);
        await app.AddWorkAsync(helmi, DeskDatabase.Sanna, dueAtUtc: new DateTime(2026, 3, 14, 22, 0, 0, DateTimeKind.Utc));

        Assert.AreEqual("/workbench", await app.Browser.RedirectOfAsync("/"));
        var (status, page) = await app.Browser.OpenAsync("/workbench");

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])["tiistai 17.3.2026", "Myöhässä · 1", "Myöhässä 3 päivää", "Helmi Kuusisaari", "78 v", "Suviranta", "ei vahvistettu", "Vaihe: ensiarviointi", "<span class=\"n\">1</span>", "kello on 10.42"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        Assert.IsTrue((await app.AuditOfAsync(helmi)).All(entry => entry is { Action: AuditAction.Read, Reason: AuditReasons.Workbench, Actor: DeskDatabase.Sanna }));
        Assert.IsFalse((await app.OpenAsAsync(DeskDatabase.Pekka, "/workbench?view=team")).Contains("Helmi", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Deadlines_that_are_half_used_or_passed_are_warned_of_in_words_with_their_rule()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var half = await app.AddPromisedAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi), DeskDatabase.Sanna, new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc));
        var passed = await app.AddPromisedAsync(clientId: null, DeskDatabase.Sanna, new DateTime(2026, 3, 12, 8, 0, 0, DateTimeKind.Utc));
        var fresh = await app.AddPromisedAsync(clientId: null, DeskDatabase.Sanna, new DateTime(2026, 3, 17, 8, 0, 0, DateTimeKind.Utc));
        var nobodys = await app.AddPromisedAsync(clientId: null, account: null, new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc));

        var mine = PanelOf((await app.Browser.OpenAsync("/workbench")).Page);
        var team = PanelOf((await app.Browser.OpenAsync("/workbench?view=team&list=warnings")).Page);
        var others = (await app.OpenAsAsync(DeskDatabase.Pekka, "/workbench?view=team"));

        foreach (var text in (string[])["<span class=\"count\">2</span>", "Määräaika ylitetty: 1<", "80 % ajasta käytetty: 0<", "50 % ajasta käytetty: 1<", "Oma lupaus, 1 arkipäivä", "Oma lupaus", "Erääntyy tänään", "Helmi Kuusisaari"])
            StringAssert.Contains(mine, text, StringComparison.Ordinal);
        Assert.IsTrue(mine.IndexOf($"{passed}", StringComparison.Ordinal) < mine.IndexOf($"{half}", StringComparison.Ordinal), "The worst first.");
        Assert.IsFalse(mine.Contains($"{fresh}", StringComparison.Ordinal) || mine.Contains($"{nobodys}", StringComparison.Ordinal), mine);
        StringAssert.Contains(team, $"{nobodys}", StringComparison.Ordinal);
        StringAssert.Contains(team, "Ei vielä kenelläkään", StringComparison.Ordinal);
        Assert.IsFalse(others.Contains("Varoitukset määräajoista", StringComparison.Ordinal));
        StringAssert.Contains((await app.Browser.OpenAsync($"/queues/{await app.ReadAsync(guidance => guidance.Units.Where(unit => unit.Code == "ITA").Select(unit => unit.Id).SingleAsync())}")).Page, "50 % ajasta käytetty", StringComparison.Ordinal);

        static string PanelOf(string page)
        {
            var from = page.IndexOf("aria-labelledby=\"warnings\"", StringComparison.Ordinal);
            Assert.IsGreaterThan(0, from, page);
            return page[from..page.IndexOf("</section>", from, StringComparison.Ordinal)];
        }
    }

    [TestMethod]
    [DataRow("fi", "Työpöytä", "Myöhässä 3 päivää", "Ei luvattuja soittoja.")]
    [DataRow("sv", "Arbetsbord", "Försenad 3 dagar", "Inga utlovade samtal.")]
    [DataRow("en", "Workbench", "Overdue by 3 days", "No calls have been promised.")]
    public async Task It_speaks_the_readers_language(string language, string title, string due, string empty)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await app.AddWorkAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi), DeskDatabase.Sanna, dueAtUtc: new DateTime(2026, 3, 14, 22, 0, 0, DateTimeKind.Utc));
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/workbench", UriKind.Relative))).Dispose();

        var (_, page) = await app.Browser.OpenAsync("/workbench");

        foreach (var text in (string[])[title, due, empty])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Of_two_who_take_a_case_at_once_one_has_it_and_the_other_is_told_who()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var caseId = await app.AddCaseAsync(await app.IdOfAsync(ClientsAtTheDesk.Helmi));
        using var liisa = await app.OpenBrowserAsync(DeskDatabase.Liisa);

        var answers = await Task.WhenAll(TakeAsync(app.Browser), TakeAsync(liisa));

        var worker = await app.ReadAsync(guidance => guidance.Cases.Where(each => each.Id == caseId)
            .Join(guidance.Workers, each => each.ResponsibleWorkerId, worker => worker.Id, (_, worker) => worker.Name).SingleAsync());
        CollectionAssert.AreEquivalent(new[] { HttpStatusCode.SeeOther, HttpStatusCode.Conflict }, answers.Select(answer => answer.Status).ToArray());
        StringAssert.Contains(answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Page, $"Asian ehti ottaa {worker}.", StringComparison.Ordinal);

        Task<(HttpStatusCode Status, string Page, string? To)> TakeAsync(HttpClient browser) => browser.SendAsync("/workbench?view=mine", "take", ("case", $"{caseId}"));
    }

    [TestMethod]
    [DataRow("not an id")]
    [DataRow("00000000-0000-0000-0000-000000000000")]
    public async Task What_is_no_case_of_ones_unit_is_refused_in_words(string caseId)
    {
        await using var app = await PalveluohjausApp.StartAsync();

        var (status, page, _) = await app.Browser.SendAsync("/workbench", "take", ("case", caseId));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, status);
        StringAssert.Contains(page, "Asiaa ei löydy yksiköstäsi.", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Each_figure_of_the_day_opens_its_list()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        await EndpointIds.MakeAsync(app);

        foreach (var what in (string[])["contacts", "solved", "failure-demand", "delays", "callbacks", "suggestions", "nonsense"])
        {
            foreach (var view in (string[])["mine", "team"])
                Assert.AreEqual(HttpStatusCode.OK, (await app.Browser.OpenAsync($"/workbench/today?what={what}&view={view}&page=99999999999")).Status, what);
        }

        var (_, list) = await app.Browser.OpenAsync("/workbench/today?what=contacts&view=mine");
        StringAssert.Contains(list, "Päivän yhteydenotot <span class=\"count\">1</span>", StringComparison.Ordinal);
        StringAssert.Contains(list, "Helmi Kuusisaari", StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync("/workbench")).Page, "<b>1</b><span>yhteydenottoa</span>", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_protected_clients_number_and_municipality_are_nowhere_on_it()
    {
        await using var app = await PalveluohjausApp.StartAsync();
        var salla = await app.IdOfAsync(ClientsAtTheDesk.Salla);
        await app.GiveReachAsync(salla);
        var caseId = await app.AddWorkAsync(salla, DeskDatabase.Sanna, dueAtUtc: null);
        await app.PromiseCallAsync(caseId, salla);

        var (_, page) = await app.Browser.OpenAsync("/workbench");

        foreach (var text in (string[])["Salla Suojattu", "turvakielto", "numero piilotettu", "Myöhässä 12 min"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        foreach (var text in (string[])["500000914", "0914", "Ojankylä", "Piilokuja"])
            Assert.IsFalse(page.Contains(text, StringComparison.Ordinal), text);
    }

    [TestMethod]
    [DataRow("fi", "Saavutettavuusseloste", "https://www.saavutettavuusvaatimukset.fi/")]
    [DataRow("sv", "Tillgänglighetsutlåtande", "https://www.tillganglighetskrav.fi/")]
    [DataRow("en", "Accessibility statement", "https://www.webaccessibility.fi/")]
    public async Task The_accessibility_statement_is_open_to_everybody_and_linked_from_the_door(string language, string title, string address)
    {
        await using var app = await PalveluohjausApp.StartAsync(account: null);
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/accessibility", UriKind.Relative))).Dispose();

        var (status, page) = await app.Browser.OpenAsync("/accessibility");

        Assert.AreEqual(HttpStatusCode.OK, status);
        foreach (var text in (string[])[title, address, "Traficom"])
            StringAssert.Contains(page, text, StringComparison.Ordinal);
        StringAssert.Contains((await app.Browser.OpenAsync("/sign-in")).Page, "href=\"/accessibility\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("fi", "Pikanäppäimet", "Siirry työpöydälle")]
    [DataRow("sv", "Snabbtangenter", "Gå till arbetsbordet")]
    [DataRow("en", "Keyboard shortcuts", "Go to the workbench")]
    public async Task All_keys_are_listed_with_the_way_to_switch_them_off(string language, string title, string text)
    {
        await using var app = await PalveluohjausApp.StartAsync();
        (await app.Browser.GetAsync(new Uri($"/language?to={language}&returnUrl=/keys", UriKind.Relative))).Dispose();

        var (_, page) = await app.Browser.OpenAsync("/keys");

        foreach (var expected in (string[])[title, text, "href=\"/settings\"", "<kbd>G</kbd> <kbd>T</kbd>"])
            StringAssert.Contains(page, expected, StringComparison.Ordinal);
    }
}
