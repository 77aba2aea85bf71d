using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class DataQualityDashboardTests
{
    private static readonly string[] Municipalities = ["231", "475", "905"];

    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void The_municipality_that_leaves_things_unrecorded_is_named_with_how_much_it_differs()
    {
        var county = County((municipality, i) => municipality == "475" && i < 40 ? ContactFields.HandlingTime : ContactFields.None);

        var figure = Open(county).Table("complete-by-municipality");

        Assert.AreEqual("Kaikki aina kirjattavat tiedot kirjattu: Maalahti 60,0 %, muut yhteensä 100,0 %. Ero, 40,0 prosenttiyksikköä, on suurempi kuin sattuma selittäisi.", figure.Finding.Replace('\u00a0', ' '));
        Assert.AreEqual("Maalahti | 60,0 % | 100,0 % | 100,0 % | 100,0 % | 60,0 % | 100,0 % | 100", figure.Rows[0].Write());
    }

    [TestMethod]
    public void The_municipality_that_records_late_and_the_one_that_records_all_alike_are_named_too()
    {
        var county = County(
            (_, _) => ContactFields.None,
            delayOf: (municipality, i) => municipality == "231" && i < 60 ? 6_000 : 8,
            themeOf: (municipality, i) => municipality == "905" || i % 4 == 0 ? "everyday-living" : i % 4 == 1 ? "housing" : "finances");

        var view = Open(county);

        StringAssert.Contains(view.Table("in-time-by-municipality").Finding.Replace('\u00a0', ' '), "Kaskinen 40,0 %, muut yhteensä 100,0 %", StringComparison.Ordinal);
        StringAssert.Contains(view.Table("one-theme-by-municipality").Finding.Replace('\u00a0', ' '), "Vaasa 100,0 %, muut yhteensä 50,0 %", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Where_all_record_alike_nobody_is_pointed_at()
    {
        var view = Open(County((_, i) => i < 10 ? ContactFields.HandlingTime : ContactFields.None));

        foreach (var id in (string[])["complete-by-municipality", "in-time-by-municipality", "one-theme-by-municipality"])
        {
            StringAssert.Contains(view.Table(id).Finding, "mikään ei erotu muista selvästi", StringComparison.Ordinal);
            Assert.IsTrue(((DashboardBars)view.Figures.Single(figure => figure.Id == id)).Bars.All(bar => bar!.Remark is null));
        }

        Assert.AreEqual("Useimmin kirjaamatta jää: Käsittelyaika. Se on kirjattu 90,0 % yhteydenotoista.", view.Table("fields").Finding.Replace('\u00a0', ' ').Replace("\u00ad", string.Empty, StringComparison.Ordinal));
    }

    [TestMethod]
    public void The_largest_that_is_named_stands_first_and_those_too_few_to_compare_stand_last()
    {
        var county = County((_, _) => ContactFields.None, themeOf: (municipality, i) => i < 50 + (Array.IndexOf(Municipalities, municipality) * 2) ? "housing" : i % 2 == 0 ? "finances" : "everyday-living");
        for (var i = 0; i < 25; i++)
            county.Contact("2026-01-10", municipality: "288", theme: "housing");

        var table = Open(county).Table("one-theme-by-municipality");

        StringAssert.EndsWith(table.Finding.Replace('\u00a0', ' '), $"Suurin: {table.Rows[0].Name} {table.Rows[0].Cells[0].Text.Replace('\u00a0', ' ')}.", StringComparison.Ordinal);
        Assert.AreEqual("25", table.Rows[^1].Cells[^1].Text);
    }

    [TestMethod]
    public void Contacts_without_a_municipality_are_no_municipality_to_compare()
    {
        var county = County((_, _) => ContactFields.None);
        for (var i = 0; i < 100; i++)
            county.Contact("2026-01-10", missing: ContactFields.Municipality);

        var figure = (DashboardBars)Open(county).Figures.Single(each => each.Id == "complete-by-municipality");

        Assert.AreEqual("Ei tiedossa", figure.Table.Rows[^1].Name);
        Assert.IsNull(figure.Bars[^1]!.Remark);
        Assert.DoesNotContain("Ei tiedossa", figure.Table.Finding);
    }

    [TestMethod]
    public void A_few_bad_records_are_hidden_and_named_nowhere()
    {
        var figure = Open(County((municipality, i) => municipality == "475" && i < 3 ? ContactFields.HandlingTime : ContactFields.None)).Table("complete-by-municipality");

        StringAssert.StartsWith(figure.Rows.Single(row => row.Name == "Maalahti").Write(), "Maalahti | – |", StringComparison.Ordinal);
        Assert.DoesNotContain("Maalahti", figure.Finding);
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void A_county_without_contacts_says_that_there_is_nothing(string language)
    {
        var view = DashboardsAtHand.Open("/data-quality", new SmallCounty().Case("2026-01-10"), _clock, language);

        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0 && figure is not DashboardBars { Bars: [{ Remark: not null }, ..] }));
    }

    private DashboardView Open(SmallCounty county) => DashboardsAtHand.Open("/data-quality", county, _clock);

    /// <summary>A hundred contacts in each of three municipalities.</summary>
    private static SmallCounty County(Func<string, int, ContactFields> missingOf, Func<string, int, int>? delayOf = null, Func<string, int, string>? themeOf = null)
    {
        var county = new SmallCounty();
        foreach (var municipality in Municipalities)
        {
            for (var i = 0; i < 100; i++)
            {
                county.Contact(
                    "2026-01-10",
                    municipality: municipality,
                    missing: missingOf(municipality, i),
                    delayMinutes: delayOf?.Invoke(municipality, i) ?? 8,
                    theme: themeOf?.Invoke(municipality, i) ?? (i % 2 == 0 ? "housing" : "finances"));
            }
        }

        return county;
    }
}
