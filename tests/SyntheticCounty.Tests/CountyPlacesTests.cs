using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class CountyPlacesTests
{
    [TestMethod]
    public void The_municipalities_are_those_of_the_real_county_in_the_national_table()
    {
        var expected = File.ReadLines(SharedData.Require("municipalities.csv")).Select(line => line.Split(','))
            .Where(row => row[4] == "17")
            .Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]} {row[7]} {row[8]}");

        var ours = CountyMunicipalities.All.Select(home => home.Municipality)
            .Select(row => FormattableString.Invariant($"{row.Code} {row.NameFi} {row.NameSv} {(int)row.LanguageStatus} {row.Population} {row.PopulationYear}"));

        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', ours));
    }

    [TestMethod]
    public void Units_and_workers_have_codes_of_their_own_and_names_in_three_languages()
    {
        var units = CountyUnderTest.History.Setting.Units.All;

        Assert.HasCount(8, units.Select(unit => unit.Unit.Code).Distinct());
        Assert.IsTrue(units.All(unit => unit.Unit.NameFi.Length > 0 && unit.Unit.NameSv != unit.Unit.NameFi && unit.Unit.NameEn != unit.Unit.NameFi));
        Assert.HasCount(units.Sum(unit => unit.Workers.Count), units.SelectMany(unit => unit.Workers).Select(worker => worker.Code).Distinct());
        Assert.IsTrue(units.All(unit => unit.Workers.All(worker => worker.UnitId == unit.Unit.Id)));
    }

    [TestMethod]
    public void Each_unit_has_a_number_of_its_own_that_reads_as_one_and_reaches_nobody()
    {
        var phones = CountyUnderTest.History.Setting.Units.All.Select(unit => unit.Unit.Phone!).ToList();

        Assert.HasCount(8, phones.Select(PhoneNumber.Read).OfType<string>().Distinct());
        Assert.IsTrue(phones.TrueForAll(phone => phone.StartsWith("012 ", StringComparison.Ordinal)), "No number in Finland begins so.");
    }

    [TestMethod]
    public void A_birth_day_gives_each_sex_three_hundred_codes_and_then_none()
    {
        var codes = new ArtificialIdentityCodes();
        var day = new DateOnly(2000, 2, 29);

        var given = Enumerable.Range(0, 301).Select(_ => codes.Next(day, Sex.Male)).ToList();

        Assert.HasCount(300, given.OfType<PersonalIdentityCode>().Select(code => code.Value).Distinct());
        Assert.IsNull(given[300]);
        Assert.IsTrue(given.OfType<PersonalIdentityCode>().All(code => code is { IsArtificial: true, Sex: Sex.Male } && PersonalIdentityCode.TryParse(code.Value, out _)));
        Assert.AreEqual(Sex.Female, codes.Next(day, Sex.Female)!.Sex);
        Assert.IsNull(codes.Next(new DateOnly(1899, 12, 31), Sex.Female));
    }

    [TestMethod]
    public void Ids_are_of_version_seven_unlike_each_other_and_in_order()
    {
        var ids = new DerivedIds(CountyUnderTest.EndsAtUtc, new Random(5));

        var made = Enumerable.Range(0, 4_000).Select(_ => ids.Next()).ToList();

        Assert.HasCount(4_000, made.Distinct());
        Assert.IsTrue(made.TrueForAll(id => id.Version == 7 && id.Variant is >= 8 and <= 11));
        CollectionAssert.AreEqual(made.Select(id => id.ToString()).Order(StringComparer.Ordinal).ToList(), made.Select(id => id.ToString()).ToList());
    }
}
