using System.Net;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Liisa leads the eastern unit. She has nothing to do with Helmi, who was recorded twice.</summary>
[TestClass]
public sealed class MergePagesTests : IAsyncDisposable
{
    private PalveluohjausApp _app = null!;
    private Guid _helmi;
    private Guid _twin;

    [TestInitialize]
    public async Task StartAsync()
    {
        _app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Liisa);
        _helmi = await _app.IdOfAsync("kuusisaari helmi");
        _twin = await AddAsync("Helmi", "Kuusisari");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [TestMethod]
    public async Task A_pair_of_the_list_is_compared_merged_and_undone()
    {
        var list = await GetAsync("/clients/duplicates");
        Contains(list, "Kuusisari", "sama syntymäaika ja samankaltainen nimi", "Suviranta");

        var compare = await PostAsync("/clients/duplicates", list, ("pair", $"{_helmi} {_twin}"));
        Assert.AreEqual($"/clients/merge?a={_helmi}&b={_twin}", Target(compare));
        var comparison = await GetAsync(Target(compare));
        Contains(comparison, "Kuusisaari", "Kuusisari", ">eri<", "sama", "Kumpi jää?");

        var merge = await PostAsync(Target(compare), comparison, ("action", "merge"));
        var receipt = await GetAsync(Target(merge));
        StringAssert.StartsWith(Target(merge), $"/clients/{_helmi}/merges?done=", StringComparison.Ordinal);
        Contains(receipt, "Asiakkaat on yhdistetty klo 10.42", "Siirtyi: Suostumukset 1", "Liisa Salmi", "Pura yhdistäminen");
        Assert.AreEqual(_helmi, await MergedIntoAsync(_twin));

        var undo = await PostAsync($"/clients/{_helmi}/merges", receipt, ("undo", (await OnlyMergeAsync()).ToString()));
        var undone = await GetAsync(Target(undo));
        Contains(undone, "Yhdistäminen on purettu", "toinen asiakas");
        Assert.IsFalse(undone.Contains("Kuusisari", StringComparison.Ordinal), "They are two people again: the page of one does not name the other.");
        Assert.IsNull(await MergedIntoAsync(_twin));
    }

    [TestMethod]
    public async Task The_duplicates_of_one_client_lead_to_the_comparison()
    {
        var shut = await GetAsync($"/clients/{_helmi}/duplicates");
        Assert.IsFalse(shut.Contains("Helmi", StringComparison.Ordinal), "Nothing of a client before a ground is stated.");

        var open = await GetAsync(Target(await PostAsync($"/clients/{_helmi}/duplicates", shut, ("action", "state"))));
        Contains(open, "Helmi Kuusisaari", "Kuusisari");
        var compare = await PostAsync($"/clients/{_helmi}/duplicates", open, ("other", _twin.ToString()));

        Assert.AreEqual($"/clients/merge?a={_helmi}&b={_twin}", Target(compare));
    }

    [TestMethod]
    public async Task Nothing_of_either_client_is_shown_before_it_is_said_why()
    {
        var page = await GetAsync(Compare(_helmi, _twin));

        Contains(page, "Kerro ensin, miksi tiedot avataan");
        foreach (var word in (string[])["Helmi", "Kuusis", "1947", "Suviranta,"])
            Assert.IsFalse(page.Contains(word, StringComparison.Ordinal), word);
        Assert.AreEqual(0, await _app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.ClientId == _helmi)));

        using var merged = await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"), ("Survivor", _helmi.ToString()));
        Assert.AreEqual(HttpStatusCode.Forbidden, merged.StatusCode);
        Contains(await TextAsync(merged), "Kerro ensin, miksi tiedot avataan");
        Assert.IsNull(await MergedIntoAsync(_twin), "A merge that skips the ground is none.");

        await PostAsync(Compare(_helmi, _twin), page, ("action", "state"));
        Contains(await GetAsync(Compare(_helmi, _twin)), "Kuusisaari");
        Assert.AreEqual(
            2,
            await _app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Read && entry.Reason == "Clients compared; DataCorrection" && entry.Actor == DeskDatabase.Liisa)));
    }

    [TestMethod]
    public async Task The_one_recorded_first_is_suggested_and_two_identity_codes_cannot_be_merged()
    {
        var page = await OpenComparisonAsync();
        Assert.AreEqual(_helmi.ToString(), SurvivorOf(page));

        await ChangeAsync(_twin, "one-code");
        await ChangeAsync(_helmi, "another-code");
        using var answer = await _app.Browser.GetAsync(new Uri(Compare(_helmi, _twin), UriKind.Relative));
        var refused = await TextAsync(answer);

        Assert.AreEqual(HttpStatusCode.Conflict, answer.StatusCode);
        Contains(refused, "kaksi eri henkilötunnusta", "Tiedot vierekkäin");
        Assert.IsFalse(refused.Contains("Kumpi jää?", StringComparison.Ordinal));
        using var merge = await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"));
        Assert.AreEqual(HttpStatusCode.Conflict, merge.StatusCode);
        Assert.IsNull(await MergedIntoAsync(_helmi));
    }

    [TestMethod]
    public async Task Of_a_protected_client_nothing_of_where_they_live_is_compared()
    {
        var salla = await _app.IdOfAsync("suojattu salla");
        var page = await OpenComparisonAsync(salla, _twin);

        Contains(page, "Turvakielto:", "ei voi verrata");
        Assert.IsFalse(page.Contains("Ojankylä", StringComparison.Ordinal));
        Assert.HasCount(6 + 1, page.Split("class=\"hidden-v\""), "Municipality, address, phone, e-mail, wishes and close ones are hidden in words.");
    }

    [TestMethod]
    [DataRow("/clients/merge")]
    [DataRow("/clients/merge?a=1&b=2")]
    [DataRow("/clients/merge?a=00000000-0000-0000-0000-000000000000&b=00000000-0000-0000-0000-000000000001")]
    [DataRow("/clients/merge?a=%3Cscript%3Ealert(1)%3C/script%3E&b=' OR 1=1 --")]
    [DataRow("/clients/00000000-0000-0000-0000-000000000000/duplicates")]
    [DataRow("/clients/00000000-0000-0000-0000-000000000000/merges")]
    public async Task Ids_of_nobody_are_not_found(string path)
    {
        using var answer = await _app.Browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [TestMethod]
    public async Task Who_does_not_merge_clients_does_not_reach_the_pages()
    {
        foreach (var account in (string[])[DeskDatabase.Sanna, DeskDatabase.Mauri, DeskDatabase.Anna, DeskDatabase.Yrjo])
        {
            using var browser = await _app.OpenBrowserAsync(account);
            foreach (var path in (string[])["/clients/duplicates", Compare(_helmi, _twin), $"/clients/{_helmi}/duplicates", $"/clients/{_helmi}/merges"])
            {
                using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
                Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode, $"{account} {path}");
            }
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("00000000-0000-0000-0000-000000000001")]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("'; DROP TABLE Clients; --")]
    [DataRow("🙂 ‮")]
    [DataRow(null)]
    public async Task Who_remains_must_be_one_of_the_two(string? survivor)
    {
        var page = await OpenComparisonAsync();

        using var answer = await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"), ("Survivor", survivor ?? new string('x', 10_000)));
        var refused = await TextAsync(answer);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Contains(refused, "Valitse, kumpi asiakkaista jää.", "Kuusisari");
        Assert.IsFalse(refused.Contains("<script>alert", StringComparison.Ordinal));
        Assert.IsNull(await MergedIntoAsync(_twin));
    }

    [TestMethod]
    public async Task A_pair_that_is_none_is_refused()
    {
        var list = await GetAsync("/clients/duplicates");

        foreach (var pair in (string[])["", "x", new string('y', 10_000), $"{_helmi}"])
        {
            using var answer = await PostAsync("/clients/duplicates", list, ("pair", pair));
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, answer.StatusCode, pair);
        }

        using var unknown = await PostAsync("/clients/duplicates", list, ("pair", $"{_helmi} {Guid.NewGuid()}"));
        Assert.AreEqual(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [TestMethod]
    public async Task Nobody_is_merged_with_themself_and_nobody_twice()
    {
        using var same = await _app.Browser.GetAsync(new Uri(Compare(_helmi, _helmi), UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.Conflict, same.StatusCode);
        Contains(await TextAsync(same), "Asiakasta ei voi yhdistää itseensä.");

        var page = await OpenComparisonAsync();
        await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"));
        using var again = await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"));
        Assert.AreEqual(HttpStatusCode.Conflict, again.StatusCode);
        Contains(await TextAsync(again), "on jo yhdistetty", $"/clients/{_twin}/merges");

        // Merged elsewhere while this page was open.
        var third = await AddAsync("Helmi", "Kuusisaar");
        using var elsewhere = await _app.Browser.GetAsync(new Uri(Compare(_twin, third), UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.Conflict, elsewhere.StatusCode);
    }

    [TestMethod]
    public async Task Of_two_who_merge_a_pair_in_opposite_directions_at_once_one_does()
    {
        var page = await OpenComparisonAsync();

        var answers = await Task.WhenAll(((Guid[])[_helmi, _twin, _helmi, _twin]).Select(survivor => PostAsync(Compare(_helmi, _twin), page, ("action", "merge"), ("Survivor", survivor.ToString()))));

        Assert.AreEqual("Conflict, Conflict, Conflict, SeeOther", string.Join(", ", answers.Select(answer => answer.StatusCode.ToString()).Order()));
        await OnlyMergeAsync();
    }

    [TestMethod]
    public async Task A_merge_is_undone_once_and_only_on_its_own_clients_page()
    {
        var page = await OpenComparisonAsync();
        var receipt = await GetAsync(Target(await PostAsync(Compare(_helmi, _twin), page, ("action", "merge"))));
        var merge = (await OnlyMergeAsync()).ToString();
        var ake = await _app.IdOfAsync("ohman ake");
        await PostAsync($"/clients/{ake}/merges", await GetAsync($"/clients/{ake}/merges"), ("action", "state"));

        using var elsewhere = await PostAsync($"/clients/{ake}/merges", receipt, ("undo", merge));
        Assert.AreEqual(HttpStatusCode.Conflict, elsewhere.StatusCode);
        Assert.IsFalse((await TextAsync(elsewhere)).Contains("Helmi", StringComparison.Ordinal));
        Assert.AreEqual(_helmi, await MergedIntoAsync(_twin));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync($"/clients/{_helmi}/merges", receipt, ("undo", merge))));

        Assert.AreEqual("Conflict, Conflict, SeeOther", string.Join(", ", answers.Select(answer => answer.StatusCode.ToString()).Order()));
        Assert.IsNull(await MergedIntoAsync(_twin));
    }

    private static string Compare(Guid one, Guid other) => $"/clients/merge?a={one}&b={other}";

    private static string Target(HttpResponseMessage answer)
    {
        Assert.AreEqual(HttpStatusCode.SeeOther, answer.StatusCode);
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
    }

    private static string SurvivorOf(string page) =>
        page.Split("name=\"Survivor\"")[1..].Single(input => input[..input.IndexOf('>', StringComparison.Ordinal)].Contains("checked", StringComparison.Ordinal))
            .Split("value=\"")[1].Split('"')[0];

    private static void Contains(string page, params string[] words)
    {
        foreach (var word in words)
            StringAssert.Contains(page, word, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private async Task<string> GetAsync(string path) => WebUtility.HtmlDecode(await (await _app.Browser.GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync());

    private Task<HttpResponseMessage> PostAsync(string path, string page, params (string Name, string? Value)[] changes) =>
        _app.Browser.PostAsync(new Uri(path, UriKind.Relative), PalveluohjausApp.FormOf(page, changes));

    private async Task<string> OpenComparisonAsync(Guid? one = null, Guid? other = null)
    {
        var path = Compare(one ?? _helmi, other ?? _twin);
        await PostAsync(path, await GetAsync(path), ("action", "state"));
        return await GetAsync(path);
    }

    private Task<Guid?> MergedIntoAsync(Guid clientId) =>
        _app.ReadAsync(guidance => guidance.Clients.Where(client => client.Id == clientId).Select(client => client.MergedIntoId).SingleAsync());

    private Task<Guid> OnlyMergeAsync() => _app.ReadAsync(guidance => guidance.Set<ClientMerge>().Select(merge => merge.Id).SingleAsync());

    private Task<int> ChangeAsync(Guid clientId, string lookup) => _app.ReadAsync(guidance => guidance.Clients.Where(client => client.Id == clientId)
        .ExecuteUpdateAsync(set => set.SetProperty(client => client.IdentityCodeLookup, lookup)));

    /// <summary>Born on Helmi's day, in Helmi's municipality, with one consent of her own.</summary>
    private async Task<Guid> AddAsync(string given, string family)
    {
        var client = new Client
        {
            GivenName = given,
            FamilyName = family,
            FoldedName = NameFolding.Fold(family, given),
            DateOfBirth = new DateOnly(1947, 5, 14),
            Sex = Sex.Female,
            MunicipalityCode = "901",
            ServiceLanguage = ServiceLanguage.Finnish,
            CreatedAtUtc = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        await _app.ReadAsync(async guidance =>
        {
            guidance.Add(client);
            guidance.Add(new ClientConsent
            {
                ClientId = client.Id, Kind = ConsentKind.ElectronicNotices, Answer = ConsentAnswer.Given,
                AnsweredOn = new DateOnly(2026, 2, 1), RecordedAtUtc = client.CreatedAtUtc, RecordedBy = DeskDatabase.Sanna,
            });
            await guidance.SaveChangesAsync();
            await new ClientIndex(guidance).AddMissingAsync(CancellationToken.None);
            return client.Id;
        });
        return client.Id;
    }
}
