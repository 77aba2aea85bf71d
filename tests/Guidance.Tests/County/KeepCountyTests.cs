using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.County;

[TestClass]
public sealed class KeepCountyTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    private static CountyToSave Kainuu { get; } = new()
    {
        NameFi = "Kainuun hyvinvointialue",
        NameSv = "Kajanalands välfärdsområde",
        NameEn = "The wellbeing services county of Kainuu",
        MunicipalityCodes = ["205", "290"],
    };

    [TestMethod]
    public void Every_municipality_of_Finland_is_in_one_county_under_its_own_code()
    {
        var all = Finland.Counties.SelectMany(county => county.Municipalities).ToList();

        Assert.HasCount(308, all);
        Assert.HasCount(308, all.Select(municipality => municipality.Code).Distinct());
        Assert.IsTrue(all.TrueForAll(municipality => municipality.Code.Length == 3 && municipality.Code.All(char.IsAsciiDigit) && municipality.Population > 0));
        Assert.AreEqual(MunicipalityLanguageStatus.BilingualSwedishMajority, all.Single(municipality => municipality.NameFi == "Mustasaari").LanguageStatus);
    }

    [TestMethod]
    public async Task An_empty_database_gets_a_real_county_with_its_municipalities()
    {
        using var database = new TestDatabase();

        Assert.IsEmpty(await SaveAsync(database, Kainuu));

        await using var guidance = database.OpenGuidance();
        var county = await guidance.Counties.SingleAsync();
        Assert.AreEqual(("Kainuun hyvinvointialue", false), (county.NameFi, county.IsFictional));
        Assert.AreEqual("Kajaani, Kuhmo", string.Join(", ", await guidance.Municipalities.OrderBy(municipality => municipality.Code).Select(municipality => municipality.NameFi).ToListAsync()));
        Assert.AreEqual("2 municipalities", (await guidance.AuditEntries.SingleAsync()).Reason);
    }

    [TestMethod]
    public async Task Names_and_municipalities_can_be_changed_later()
    {
        using var database = new TestDatabase();
        await SaveAsync(database, Kainuu);

        Assert.IsEmpty(await SaveAsync(database, Kainuu with { NameEn = "Kainuu", MunicipalityCodes = ["290", "777", "777"] }));

        await using var guidance = database.OpenGuidance();
        Assert.AreEqual("Kainuu", (await guidance.Counties.SingleAsync()).NameEn);
        Assert.AreEqual("290, 777", string.Join(", ", await guidance.Municipalities.OrderBy(municipality => municipality.Code).Select(municipality => municipality.Code).ToListAsync()));
    }

    [TestMethod]
    public async Task A_municipality_with_clients_stays()
    {
        using var database = new TestDatabase();
        _ = new GuidanceDesk(database.OpenGuidance);

        var problems = await SaveAsync(database, Kainuu);

        Assert.AreEqual(CountyProblemKind.MunicipalityInUse, problems.Single().Kind);
        await using var guidance = database.OpenGuidance();
        Assert.AreEqual("901", (await guidance.Municipalities.SingleAsync()).Code);
    }

    [TestMethod]
    public async Task An_invented_county_does_not_become_a_real_one()
    {
        using var database = new TestDatabase();
        await using (var guidance = database.OpenGuidance())
        {
            guidance.Add(new WellbeingCounty { NameFi = "Keksitty", NameSv = "Påhittat", NameEn = "Invented", IsFictional = true });
            await guidance.SaveChangesAsync();
        }

        Assert.AreEqual(CountyProblemKind.Fictional, (await SaveAsync(database, Kainuu)).Single().Kind);
    }

    [TestMethod]
    [DataRow("", CountyProblemKind.NameMissing)]
    [DataRow(" \u200B\u202E ", CountyProblemKind.NameMissing)]
    [DataRow("\uE000", CountyProblemKind.NameUnreadable)]
    public async Task A_county_needs_a_name_that_can_be_read(string name, CountyProblemKind kind)
    {
        using var database = new TestDatabase();

        Assert.AreEqual(kind, (await SaveAsync(database, Kainuu with { NameSv = name })).Single().Kind);
    }

    [TestMethod]
    public async Task Municipalities_are_chosen_from_the_list()
    {
        using var database = new TestDatabase();

        Assert.AreEqual(CountyProblemKind.MunicipalityMissing, (await SaveAsync(database, Kainuu with { MunicipalityCodes = [] })).Single().Kind);
        Assert.AreEqual(CountyProblemKind.MunicipalityUnknown, (await SaveAsync(database, Kainuu with { MunicipalityCodes = ["290", "' OR 1=1 --"] })).Single().Kind);
        Assert.AreEqual(CountyProblemKind.TooLong, (await SaveAsync(database, Kainuu with { NameFi = new string('a', 10_000) })).Single().Kind);
    }

    [TestMethod]
    public async Task A_case_is_not_handed_to_a_closed_unit()
    {
        using var database = new TestDatabase();
        var desk = new GuidanceDesk(database.OpenGuidance);
        await using (var guidance = database.OpenGuidance())
            await guidance.Units.Where(unit => unit.Id == desk.HomeCare.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.ClosedOn, new DateOnly(2026, 3, 17)));

        var result = await desk.LogAsync(desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = desk.HomeCare.Id });

        Assert.AreEqual(ContactProblemKind.HandoffUnitUnknown, ((LogContactResult.Refused)result).Problems.Single().Kind);
    }

    private static async Task<IReadOnlyList<CountyProblem>> SaveAsync(TestDatabase database, CountyToSave county)
    {
        await using var guidance = database.OpenGuidance();
        return await new KeepCounty(guidance, Clock).SaveAsync(county, new Actor("aino"), CancellationToken.None);
    }
}
