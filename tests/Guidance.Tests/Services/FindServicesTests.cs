using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Services.Paths;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Services;

[TestClass]
public sealed class FindServicesTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ServiceIndex _index = new();

    [TestMethod]
    [DataRow("päivätoiminta", "Ikäihmisten päivätoiminta")]
    [DataRow("PAIVATOIMINTA", "Ikäihmisten päivätoiminta")]
    [DataRow("toiminta", "Ikäihmisten päivätoiminta")]
    [DataRow("paivätominta", "Ikäihmisten päivätoiminta")]
    [DataRow("dagverksamhet", "Ikäihmisten päivätoiminta")]
    [DataRow("velkaneuvon", "Velkaneuvonta")]
    [DataRow("velkaneuvontaa", "Velkaneuvonta")]
    [DataRow("omaishoidon", "Omaishoito")]
    [DataRow("seniori", "Ikäihmisten päivätoiminta")]
    public async Task Words_find_their_service_whatever_their_case_ending_and_spelling(string text, string expected)
    {
        await AddThreeAsync();

        Assert.AreEqual(expected, (await FindAsync(new ServiceSearch { Text = text })).Page is [var first, ..] ? first.NameFi : null, text);
    }

    [TestMethod]
    [DataRow("omaishoitja", "Omaishoitajien vertaistuki")]
    [DataRow("omaishoitjaa", "Omaishoitajien vertaistuki")]
    [DataRow("mielnterveys", "Mielenterveyden tuki")]
    [DataRow("närstandevard", "Närståendevård")]
    [DataRow("senori", "Seniorikerho")]
    [DataRow("seinori", "Seniorikerho")]
    public async Task A_letter_or_two_amiss_find_the_word_and_its_longer_forms(string text, string expected)
    {
        await AddAsync([.. ((string[])["Omaishoitajien vertaistuki", "Mielenterveyden tuki", "Närståendevård", "Seniorikerho", "Päihdeneuvola"]).Select(Service)]);

        Assert.AreEqual(expected, string.Join(", ", (await FindAsync(new ServiceSearch { Text = text })).Page.Select(service => service.NameFi)), text);
    }

    [TestMethod]
    [DataRow("aaaaaaaa")]
    [DataRow("qwertyui")]
    [DataRow("kissankulta")]
    [DataRow("abcd")]
    public async Task A_word_of_no_language_finds_nothing_among_many(string text)
    {
        await AddAsync([.. ((string[])["Omaishoitajien vertaistuki", "Apaja", "A ja B", "Aa-kerho", "Kansalaisopisto", "Kissa", "Akuutti apu", "Arjen apu ja asuminen"]).Select(Service)]);

        Assert.AreEqual(string.Empty, string.Join(", ", (await FindAsync(new ServiceSearch { Text = text })).Page.Select(service => service.NameFi)), text);
    }

    [TestMethod]
    [DataRow("toimeentulotuki", "Finances", "")]
    [DataRow("toimeentulotukea", "Finances", "")]
    [DataRow("utkomststöd", "Finances", "")]
    [DataRow("alkoholi", "", "")]
    [DataRow("velkanuovonto", "", "velkaneuvonta")]
    public async Task What_nothing_holds_is_answered_with_themes_and_words_that_find_something(string text, string theme, string word)
    {
        await AddThreeAsync();
        await using var guidance = _database.OpenGuidance();
        var find = new FindServices(guidance, _index, FinderWords.Shipped);

        var hints = await find.HintAsync(new ServiceSearch { Text = text }, CancellationToken.None);

        Assert.AreEqual((theme, word), (string.Join(", ", hints.Themes.Select(each => $"{each.Search.Theme}")), string.Join(", ", hints.Words.Select(each => each.Text))), text);
    }

    [TestMethod]
    [DataRow("yksinäisyys", NeedReason.Participation)]
    [DataRow("Ensamhet", NeedReason.Participation)]
    [DataRow("alkoholi", NeedReason.SubstancesHealthDisabilityAge)]
    [DataRow("muistisairaus", NeedReason.SubstancesHealthDisabilityAge)]
    [DataRow("psykisk hälsa", NeedReason.SubstancesHealthDisabilityAge)]
    public void Everyday_words_tell_their_theme(string text, NeedReason theme) => CollectionAssert.Contains(FinderWords.Shipped.ThemesOf(text).ToList(), theme, text);

    [TestMethod]
    public void A_countys_own_words_are_read_and_what_is_wrong_in_them_is_told()
    {
        static Stream Of(string json) => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));

        var own = FinderWords.Read(Of("""{ "version": 1, "themes": [{ "theme": "Housing", "words": ["katto pään päälle"] }] }"""), FinderWords.FileName);
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => FinderWords.Read(Of("""{ "version": 1, "themes": [{ "theme": "Housing", "words": ["", "—"] }] }"""), FinderWords.FileName));

        CollectionAssert.AreEqual(new[] { NeedReason.Housing }, own.ThemesOf("Katto pään päälle").ToArray());
        StringAssert.Contains(wrong.Message, "themes[0].words[1]", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("xyzzy")]
    [DataRow("velkaneuvonta xyzzy")]
    [DataRow("%")]
    [DataRow("_")]
    [DataRow("% _ *")]
    [DataRow("\U0001F600")]
    [DataRow("'; drop table")]
    public async Task What_no_service_says_finds_nothing(string text)
    {
        await AddThreeAsync();

        Assert.AreEqual(0, (await FindAsync(new ServiceSearch { Text = text })).Count);
        Assert.AreEqual(3, (await FindAsync(new ServiceSearch())).Count, "Nothing is said.");
    }

    [TestMethod]
    public async Task Filters_leave_out_what_is_for_others_and_keep_what_is_for_all()
    {
        await AddThreeAsync();

        await ExpectAsync(new ServiceSearch { Theme = NeedReason.Finances }, "Velkaneuvonta");
        await ExpectAsync(new ServiceSearch { LifeStage = LifeStage.Youth }, "Omaishoito", "Velkaneuvonta");
        await ExpectAsync(new ServiceSearch { Segment = "OMA" }, "Ikäihmisten päivätoiminta", "Omaishoito");
        await ExpectAsync(new ServiceSearch { MunicipalityCode = "499" }, "Omaishoito", "Velkaneuvonta");
        await ExpectAsync(new ServiceSearch { Language = "sv" }, "Ikäihmisten päivätoiminta", "Omaishoito");
        await ExpectAsync(new ServiceSearch { Sector = ServiceSector.MeetingPlace }, "Ikäihmisten päivätoiminta");
    }

    [TestMethod]
    public async Task What_is_withdrawn_is_not_offered_and_a_change_is_found_at_once()
    {
        await AddThreeAsync();
        Assert.AreEqual(3, (await FindAsync(new ServiceSearch())).Count);

        await using (var guidance = _database.OpenGuidance())
        {
            guidance.GuidanceServices.Single(service => service.NameFi == "Velkaneuvonta").Withdraw(DateTime.UnixEpoch);
            guidance.Add(Service("Uusi kerho"));
            await guidance.SaveChangesAsync();
        }

        await ExpectAsync(new ServiceSearch(), "Ikäihmisten päivätoiminta", "Omaishoito", "Uusi kerho");
    }

    [TestMethod]
    public async Task Full_ones_come_last_and_the_shortest_wait_first()
    {
        var full = Service("A").ConfirmWait(ServiceCapacity.Full, 0, DateTime.UnixEpoch, null);
        var slow = Service("B").ConfirmWait(ServiceCapacity.Free, 30, DateTime.UnixEpoch, null);
        var quick = Service("C").ConfirmWait(ServiceCapacity.Few, 3, DateTime.UnixEpoch, null);
        await AddAsync(full, slow, quick, Service("D"));

        CollectionAssert.AreEqual((string[])["C", "B", "D", "A"], (await FindAsync(new ServiceSearch())).Page.Select(service => service.NameFi).ToArray());
    }

    [TestMethod]
    public void A_search_is_read_back_from_its_address_and_nonsense_is_passed_over()
    {
        var search = new ServiceSearch { Text = "päivä & yö", Theme = NeedReason.Housing, Segment = "HUOL", LifeStage = LifeStage.WorkingAge, MunicipalityCode = "905", Language = "sv", Sector = ServiceSector.ThirdSector, Page = 2 };

        Assert.AreEqual("text=p%C3%A4iv%C3%A4%20%26%20y%C3%B6&theme=housing&segment=HUOL&stage=working-age&municipality=905&language=sv&sector=third-sector&page=2", search.Query);
        Assert.AreEqual(search, ServiceSearch.Read("päivä & yö", "housing", "HUOL", "working-age", "905", "sv", "third-sector", "2"));
        Assert.AreEqual(new ServiceSearch(), ServiceSearch.Read(null, "Housing'", "X", "9", "90x", "SVE", "", "-1"));
    }

    [TestMethod]
    public void Every_segment_and_life_stage_has_a_path()
    {
        foreach (var segment in SegmentationScheme.Default.Segments)
        {
            foreach (var stage in Enum.GetValues<LifeStage>())
                Assert.IsGreaterThan(2, ServicePaths.Shipped.Of(segment.Code, stage).Count, $"{segment.Code} {stage}");
        }
    }

    [TestMethod]
    [DataRow("{\"version\":1,\"offers\":[],\"paths\":[{\"segment\":\"X\",\"lifeStage\":\"Youth\",\"offers\":[]}]}", "paths[0].segment")]
    [DataRow("{\"version\":1,\"offers\":[],\"paths\":[{\"segment\":\"OMA\",\"lifeStage\":\"Youth\",\"offers\":[\"a\"]}]}", "paths[0].offers")]
    [DataRow("{\"offers\":[],\"pahts\":[]}", "pahts")]
    [DataRow("[", "line 1")]
    public void A_file_that_is_no_paths_says_where(string json, string where)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ServicePaths.Read(stream, "county.json")).Message, where, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();

    private static GuidanceService Service(string name) => new() { Source = GuidanceCase.OwnSource, ExternalId = name, Sector = ServiceSector.ThirdSector, NameFi = name };

    private Task AddThreeAsync() => AddAsync(
        new GuidanceService
        {
            Source = GuidanceCase.OwnSource, ExternalId = "1", Sector = ServiceSector.MeetingPlace, NameFi = "Ikäihmisten päivätoiminta", NameSv = "Dagverksamhet för äldre", Keywords = ["seniorit"],
            Languages = ["fi", "sv"], MunicipalityCodes = ["905"], Themes = [NeedReason.Participation], LifeStages = [LifeStage.OlderPeople],
        },
        new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "2", Sector = ServiceSector.Public, NameFi = "Velkaneuvonta", Languages = ["fi"], Themes = [NeedReason.Finances] }.OfferTo(["TUKI", "HUOL"]),
        new GuidanceService { Source = GuidanceService.PtvSource, ExternalId = "3", Sector = ServiceSector.Public, NameFi = "Omaishoito", Themes = [NeedReason.SupportingCloseOnes] });

    private async Task AddAsync(params object[] rows)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.AddRange(rows);
        await guidance.SaveChangesAsync();
    }

    private async Task<FoundServices> FindAsync(ServiceSearch search)
    {
        await using var guidance = _database.OpenGuidance();
        return await new FindServices(guidance, _index, FinderWords.Shipped).FindAsync(search, CancellationToken.None);
    }

    private async Task ExpectAsync(ServiceSearch search, params string[] names) =>
        CollectionAssert.AreEquivalent(names, (await FindAsync(search)).Page.Select(service => service.NameFi).ToArray(), search.Query);
}
