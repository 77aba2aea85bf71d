using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Liisa, a team lead of the eastern unit, prints Helmi's log. She has nothing to do with Helmi until Helmi asks.</summary>
[TestClass]
public sealed class ClientLogPageTests : IAsyncDisposable
{
    private PalveluohjausApp _app = null!;
    private Guid _helmi;

    [TestInitialize]
    public async Task StartAsync()
    {
        _app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        _helmi = await _app.IdOfAsync("kuusisaari helmi");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [TestMethod]
    public async Task The_client_sees_who_did_what_and_why_in_words()
    {
        await ProcessAsync(_helmi, "Log a contact", daysAgo: 3);
        var page = await OpenAsync(_helmi);

        using var answer = await PostAsync(_helmi, page);
        var report = await TextAsync(answer);

        Contains(report, "Suvirannan hyvinvointialue", "Helmi Kuusisaari", "17.3.2024–17.3.2026", "Liisa Salmi, Asiakasohjaus, itäinen", "703/2023, 11\u00a0§");
        Contains(report, "Sanna Koivu", "14.3.2026", "Katselu: asiakkaan tiedot", "yhteydenoton kirjaaminen", "peruste annettu; asiakkaan pyyntö", "data-print");
        Assert.AreEqual(
            "The client's log report; ClientsRequest",
            await _app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Export && entry.ClientId == _helmi && entry.Actor == DeskDatabase.Liisa).Select(entry => entry.Reason).SingleAsync()));

        using var again = await PostAsync(_helmi, page);
        Contains(await TextAsync(again), "Luovutus: lokitiedot");
    }

    [TestMethod]
    public async Task Nothing_is_shown_before_it_is_said_that_the_client_asked()
    {
        var page = await GetAsync(_helmi);
        Contains(page, "Onko asiakas pyytänyt lokitietonsa?");
        Assert.IsFalse(page.Contains("Helmi", StringComparison.Ordinal));

        using var answer = await PostAsync(_helmi, page, ("action", "show"), ("From", "1.1.2026"), ("To", "17.3.2026"));
        var shut = await TextAsync(answer);

        Contains(shut, "Onko asiakas pyytänyt lokitietonsa?");
        Assert.IsFalse(shut.Contains("Helmi", StringComparison.Ordinal));
        Assert.AreEqual(0, await _app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.ClientId == _helmi)));
    }

    [TestMethod]
    public async Task What_is_older_than_two_years_needs_a_special_reason()
    {
        await ProcessAsync(_helmi, "Of old", daysAgo: 900);
        var page = await OpenAsync(_helmi);

        using var refused = await PostAsync(_helmi, page, ("From", "1.1.2023"));
        var said = await TextAsync(refused);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Contains(said, "Aloita 17.3.2024 tai myöhemmin, tai vahvista asiakkaan erityinen syy.", "value=\"1.1.2023\"");
        Assert.IsFalse(said.Contains("Of old", StringComparison.Ordinal));

        using var given = await PostAsync(_helmi, page, ("From", "1.1.2023"), ("SpecialReason", "true"));
        Contains(await TextAsync(given), "Of old", "1.1.2023–17.3.2026");
        Assert.IsTrue(await _app.ReadAsync(guidance => guidance.AuditEntries.AnyAsync(entry => entry.Reason == "The client's log report; ClientsRequest; special reason accepted")));
    }

    [TestMethod]
    [DataRow("31.2.2026", "17.3.2026", "Anna päivä")]
    [DataRow("1.1.2026", "", "Anna päivä")]
    [DataRow("1.1.2026", "1.12.2025", "jakso päättyy ennen alkuaan")]
    [DataRow("1.1.2027", "1.2.2027", "tämä päivä tai aiempi")]
    [DataRow("<script>alert(1)</script>", "17.3.2026", "Anna päivä")]
    [DataRow("'; DROP TABLE AuditEntries; --", "17.3.2026", "Anna päivä")]
    [DataRow("🙂 ‮1.1.2026", "17.3.2026", "Anna päivä")]
    [DataRow("1.1.0001", "31.12.9999", "Anna päivä")]
    public async Task A_period_that_cannot_be_is_told_and_kept(string from, string to, string told)
    {
        var page = await OpenAsync(_helmi);

        using var answer = await PostAsync(_helmi, page, ("From", from), ("To", to));
        var raw = await answer.Content.ReadAsStringAsync();

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Contains(WebUtility.HtmlDecode(raw), told, $"value=\"{from}\"");
        Assert.IsFalse(raw.Contains("<script>alert", StringComparison.Ordinal));
        Assert.IsFalse(await _app.ReadAsync(guidance => guidance.AuditEntries.AnyAsync(entry => entry.Action == AuditAction.Export)));
    }

    [TestMethod]
    public async Task Ten_thousand_letters_are_no_day()
    {
        var page = await OpenAsync(_helmi);

        using var answer = await PostAsync(_helmi, page, ("From", new string('1', 10_000)));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [TestMethod]
    public async Task A_protected_clients_log_tells_nothing_of_where_they_live()
    {
        var salla = await _app.IdOfAsync("suojattu salla");
        await ProcessAsync(salla, "Client page: StreetAddress, MunicipalityCode", daysAgo: 1);
        var page = await OpenAsync(salla);

        using var answer = await PostAsync(salla, page);
        var report = await TextAsync(answer);

        Contains(report, "Salla Suojattu", "koski: Osoite, Kotikunta");
        Assert.IsFalse(report.Contains("Ojankylä", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_report_includes_what_was_done_to_the_same_person_as_another_client()
    {
        var salla = await _app.IdOfAsync("suojattu salla");
        await ProcessAsync(salla, "Under another id", daysAgo: 1);
        await _app.ReadAsync(guidance => guidance.Clients.Where(client => client.Id == salla).ExecuteUpdateAsync(set => set.SetProperty(client => client.MergedIntoId, _helmi)));
        var page = await OpenAsync(_helmi);

        using var answer = await PostAsync(_helmi, page);

        Contains(await TextAsync(answer), "Under another id");
    }

    [TestMethod]
    public async Task Only_who_prints_logs_reaches_the_page_and_an_unknown_client_has_none()
    {
        foreach (var account in (string[])[DeskDatabase.Sanna, DeskDatabase.Mauri, DeskDatabase.Anna, DeskDatabase.Yrjo])
        {
            using var browser = await _app.OpenBrowserAsync(account);
            using var answer = await browser.GetAsync(PathOf(_helmi));
            Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode, account);
        }

        using var unknown = await _app.Browser.GetAsync(PathOf(Guid.NewGuid()));
        Assert.AreEqual(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static Uri PathOf(Guid clientId) => new($"/clients/{clientId}/log", UriKind.Relative);

    private static void Contains(string page, params string[] words)
    {
        foreach (var word in words)
            StringAssert.Contains(page, word, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private async Task<string> GetAsync(Guid clientId) => WebUtility.HtmlDecode(await (await _app.Browser.GetAsync(PathOf(clientId))).Content.ReadAsStringAsync());

    /// <summary>The page once the client has asked.</summary>
    private async Task<string> OpenAsync(Guid clientId)
    {
        using var stated = await PostAsync(clientId, await GetAsync(clientId), ("action", "state"));
        Assert.AreEqual(HttpStatusCode.SeeOther, stated.StatusCode);
        return await GetAsync(clientId);
    }

    private Task<HttpResponseMessage> PostAsync(Guid clientId, string page, params (string Name, string? Value)[] changes) =>
        _app.Browser.PostAsync(PathOf(clientId), PalveluohjausApp.FormOf(page, changes));

    /// <summary>Something Sanna did with a client. The server alone has the key to seal it with; the report does not ask.</summary>
    private Task<int> ProcessAsync(Guid clientId, string reason, int daysAgo) => _app.ReadAsync(async guidance =>
    {
        var sanna = await guidance.Workers.SingleAsync(worker => worker.Code == DeskDatabase.Sanna);
        var at = _app.Clock.GetUtcNow().UtcDateTime.AddDays(-daysAgo);
        return await guidance.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO AuditEntries (Sequence, AtUtc, Actor, WorkerId, UnitId, Action, Subject, SubjectId, ClientId, Reason, Mac)
            VALUES ({long.MaxValue - daysAgo}, {at}, {DeskDatabase.Sanna}, {sanna.Id}, {sanna.UnitId}, 'Read', 'Client', {clientId}, {clientId}, {reason}, zeroblob(32))
            """);
    });
}
