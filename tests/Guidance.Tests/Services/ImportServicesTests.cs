using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Services;

[TestClass]
public sealed class ImportServicesTests : IDisposable
{
    private static readonly Actor Importer = new("command: services import");
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    [TestMethod]
    public async Task A_service_comes_in_with_its_names_text_themes_and_streams()
    {
        var result = await ImportAsync(Catalogue.Page(1, 1, Catalogue.Service("a", "Asumisneuvonta")));

        var service = (await AllAsync()).Single();
        Assert.AreEqual((1, 1, 0), (result.Files[0].Read, result.Files[0].Added, result.Files[0].SetAside));
        Assert.AreEqual(("Asumisneuvonta", "Asumisneuvonta sv", "", "Esimerkkialue", ServiceSector.Public), (service.NameFi, service.NameSv, service.NameEn, service.Provider, service.Sector));
        Assert.AreEqual("Tukea kotona & muualla.\n\n– yksi\n– kaksi\nAlle < 18 v", service.DescriptionFi);
        CollectionAssert.AreEqual(new[] { NeedReason.Housing }, service.Themes.ToArray());
        CollectionAssert.AreEqual(new[] { LifeStage.OlderPeople }, service.LifeStages.ToArray());
        CollectionAssert.AreEqual((string[])["fi", "sv"], service.Languages.ToArray());
        Assert.AreEqual(new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc), service.ModifiedAtUtc);
    }

    [TestMethod]
    public async Task Only_what_has_been_modified_changes_and_what_the_county_knows_stays()
    {
        await ImportAsync(Catalogue.List(Catalogue.Service("a", "Vanha nimi"), Catalogue.Service("b", "Toinen"), Catalogue.Service("c", "Ilman päivää", modified: null)));
        await ChangeAsync(service => service.ConfirmWait(ServiceCapacity.Few, 12, _clock.GetUtcNow().UtcDateTime, null).OfferTo(["TUKI"]));

        var result = await ImportAsync(Catalogue.List(
            Catalogue.Service("a", "Uusi nimi", modified: "2026-03-02T00:00:00Z"), Catalogue.Service("b", "Ei muutu", modified: "2026-02-01T00:00:00Z"), Catalogue.Service("c", "Ilman päivää", modified: null)));

        Assert.AreEqual((0, 1, 2), (result.Files[0].Added, result.Files[0].Changed, result.Files[0].Unchanged));
        var services = await AllAsync();
        CollectionAssert.AreEquivalent((string[])["Uusi nimi", "Toinen", "Ilman päivää"], services.Select(service => service.NameFi).ToArray());
        Assert.IsTrue(services.All(service => service is { WaitingDays: 12, Capacity: ServiceCapacity.Few, Segments: ["TUKI"] }));
    }

    [TestMethod]
    public async Task A_file_cut_anywhere_in_the_middle_leaves_everything_as_it_was()
    {
        await ImportAsync(Catalogue.List(Catalogue.Service("old", "Oli jo")));
        var whole = Catalogue.Page(1, 1, Enumerable.Range(0, 3).Select(index => Catalogue.Service($"s{index}", $"Palvelu {index}")));

        for (var length = 1; length < whole.Length; length += 37)
        {
            var result = await ImportAsync(whole[..length], isComplete: true);

            Assert.AreEqual(PtvProblemKind.CutShort, result.Files[0].Problem, $"Cut at {length}.");
            Assert.AreEqual(NotCompleteReason.FileRefused, result.NotComplete);
            Assert.AreEqual("Oli jo", (await AllAsync()).Single(service => service.WithdrawnAtUtc is null).NameFi);
        }
    }

    [TestMethod]
    public async Task A_file_of_many_batches_that_ends_badly_is_not_half_applied_and_the_others_come_in()
    {
        var many = Catalogue.List(Enumerable.Range(0, 450).Select(index => Catalogue.Service($"s{index}", $"Palvelu {index}")));
        Write("1.json", many[..^1]);
        Write("2.json", Catalogue.List(Catalogue.Service("good", "Hyvä")));

        var result = await RunAsync([_folder.FullName], isComplete: false);

        CollectionAssert.AreEqual(new PtvProblemKind?[] { PtvProblemKind.CutShort, null }, result.Files.Select(file => file.Problem).ToArray());
        Assert.AreEqual("Hyvä", (await AllAsync()).Single().NameFi);
    }

    [TestMethod]
    [DataRow("", PtvProblemKind.NotJson)]
    [DataRow("<html>504</html>", PtvProblemKind.NotJson)]
    [DataRow("[{\"id\":\"a\"},}]", PtvProblemKind.NotJson)]
    [DataRow("\"text\"", PtvProblemKind.NotServices)]
    [DataRow("{\"error\":\"no\"}", PtvProblemKind.NotServices)]
    [DataRow("{\"itemList\":{}}", PtvProblemKind.NotServices)]
    public async Task What_is_no_catalogue_is_named(string text, PtvProblemKind problem)
    {
        Assert.AreEqual(problem, (await ImportAsync(text)).Files[0].Problem);
        Assert.IsEmpty(await AllAsync());
    }

    [TestMethod]
    public async Task A_file_that_is_not_there_is_named() =>
        Assert.AreEqual(PtvProblemKind.NotThere, (await RunAsync([Path.Combine(_folder.FullName, "none.json")], isComplete: false)).Files[0].Problem);

    [TestMethod]
    public async Task What_is_not_known_is_counted_and_the_rest_comes_in()
    {
        var odd = Catalogue.Service("a", "Outo", className: "Kalastusluvat", group: "KR9");
        odd["fundingType"] = "CrowdFunded";
        odd["languages"] = "fi";
        odd["serviceDescriptions"] = 7;
        var permit = Catalogue.Service("p", "Lupa");
        permit["type"] = "PermitOrObligation";
        var nameless = Catalogue.Service("n", "");
        nameless["serviceNames"] = new JsonArray();

        var result = await ImportAsync(Catalogue.List(odd, permit, nameless, JsonValue.Create("not a service")!));

        Assert.AreEqual((4, 1, 1, 2), (result.Files[0].Read, result.Files[0].Added, result.Files[0].PassedOver, result.Files[0].SetAside));
        CollectionAssert.AreEqual(new[] { new CountedValue("fundingType", "CrowdFunded", 1) }, result.UnknownValues.ToArray());
        CollectionAssert.AreEqual(new[] { new CountedValue("serviceClasses", "P1.1 Kalastusluvat", 1), new CountedValue("targetGroups", "KR9", 1) }, result.UnmappedClasses.ToArray());
        Assert.AreEqual(ServiceSector.Other, (await AllAsync()).Single().Sector);
    }

    [TestMethod]
    public async Task Municipalities_are_read_in_each_of_their_shapes()
    {
        var limited = Catalogue.Service("a", "Alueella");
        limited["areaType"] = "LimitedType";
        limited["areas"] = new JsonArray(
            new JsonObject { ["type"] = "Municipality", ["areaCodes"] = new JsonArray("905", "xyz") },
            new JsonObject { ["type"] = "Municipality", ["municipalities"] = new JsonArray(new JsonObject { ["code"] = "499" }) },
            new JsonObject { ["type"] = "WellbeingServiceCounties", ["areaCodes"] = new JsonArray("01") },
            new JsonObject { ["type"] = "Region", ["code"] = "15" });

        var result = await ImportAsync(Catalogue.List(limited));

        var codes = (await AllAsync()).Single().MunicipalityCodes;
        CollectionAssert.IsSubsetOf((string[])["018", "434", "499", "905"], codes.ToArray());
        Assert.IsTrue(codes.All(code => code.Length == 3));
        CollectionAssert.AreEqual(new[] { new CountedValue("areas.type", "Region", 1) }, result.UnknownValues.ToArray());
    }

    [TestMethod]
    public async Task A_complete_import_withdraws_what_is_gone_and_brings_back_what_returns()
    {
        await ImportAsync(Catalogue.List(Catalogue.Service("a", "Jää"), Catalogue.Service("b", "Lähtee")));
        await AddAsync(new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "own", Sector = ServiceSector.ThirdSector, NameFi = "Oma" });

        var result = await ImportAsync(Catalogue.Page(1, 1, Catalogue.Service("a", "Jää")), isComplete: true);
        Assert.AreEqual((1, null), (result.Withdrawn, result.NotComplete));
        CollectionAssert.AreEqual((string[])["Lähtee"], (await AllAsync()).Where(service => service.WithdrawnAtUtc is not null).Select(service => service.NameFi).ToArray());

        await ImportAsync(Catalogue.List(Catalogue.Service("b", "Lähtee")));
        Assert.IsTrue((await AllAsync()).All(service => service.WithdrawnAtUtc is null));
    }

    [TestMethod]
    public async Task A_complete_import_that_is_not_whole_withdraws_nothing()
    {
        await ImportAsync(Catalogue.List(Catalogue.Service("a", "Jää")));

        Assert.AreEqual(NotCompleteReason.PagesMissing, (await ImportAsync(Catalogue.Page(1, 2, Catalogue.Service("b", "Toinen")), isComplete: true)).NotComplete);
        Assert.AreEqual(NotCompleteReason.NothingRead, (await ImportAsync("[]", isComplete: true)).NotComplete);
        Assert.IsTrue((await AllAsync()).All(service => service.WithdrawnAtUtc is null));
    }

    [TestMethod]
    public async Task A_service_the_catalogue_deleted_is_withdrawn_and_a_byte_order_mark_is_no_fault()
    {
        await ImportAsync(Catalogue.List(Catalogue.Service("a", "Poistuu")));
        var deleted = Catalogue.Service("a", "Poistuu", modified: "2026-03-05T00:00:00Z");
        deleted["publishingStatus"] = "Deleted";

        var result = await ImportAsync("\uFEFF" + Catalogue.List(deleted));

        Assert.AreEqual((1, null), (result.Files[0].Withdrawn, result.Files[0].Problem));
        Assert.IsNotNull((await AllAsync()).Single().WithdrawnAtUtc);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private async Task<ServiceImportResult> ImportAsync(string json, bool isComplete = false) => await RunAsync([Write("page.json", json)], isComplete);

    private string Write(string name, string json)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private async Task<ServiceImportResult> RunAsync(string[] paths, bool isComplete)
    {
        await using var guidance = _database.OpenGuidance();
        return await new ImportServices(guidance, PtvMapping.Shipped, _clock).RunAsync(paths, isComplete, Importer, null, CancellationToken.None);
    }

    private async Task<List<GuidanceService>> AllAsync()
    {
        await using var guidance = _database.OpenGuidance();
        return await guidance.GuidanceServices.AsNoTracking().ToListAsync();
    }

    private async Task AddAsync(GuidanceService service)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.Add(service);
        await guidance.SaveChangesAsync();
    }

    private async Task ChangeAsync(Action<GuidanceService> change)
    {
        await using var guidance = _database.OpenGuidance();
        await guidance.GuidanceServices.ForEachAsync(change);
        await guidance.SaveChangesAsync();
    }
}
