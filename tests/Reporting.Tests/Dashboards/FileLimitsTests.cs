using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class FileLimitsTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void Each_row_of_a_file_says_its_period_its_limits_and_what_was_left_out()
    {
        var file = Open("/data-quality?from=2026-01-07&to=2026-02-28&municipality=475&unit=nobodys&language=swedish").File("fields");

        StringAssert.EndsWith(file[0], ";Rajaus: Alkaen;Rajaus: Päättyen;Rajaus: Kunta;Rajaus: Yksikkö;Rajaus: Elämänvaihe;Rajaus: Palvelukieli;Rajauksesta jätetty pois", StringComparison.Ordinal);
        Assert.HasCount(7, file, "A row for each of five fields, between the heading and the end.");
        foreach (var row in file[1..^1])
            StringAssert.EndsWith(row, ";1.1.2026;28.2.2026;Maalahti;;;ruotsi;Kausi laajennettiin kokonaisiksi kuukausiksi. Yksikköä ei tunnistettu, joten kaikki yksiköt ovat mukana.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_limit_that_does_not_hold_for_a_row_is_empty_there()
    {
        var file = Open("/data-quality?period=all&municipality=475").File("complete-by-municipality");
        var units = Open("/data-quality?period=all&municipality=475").File("complete-by-unit");

        Assert.HasCount(4, file, "All municipalities are compared, whichever the page is limited to.");
        foreach (var row in file[1..^1])
            StringAssert.EndsWith(row, ";1.1.2026;15.3.2026;;;;;", StringComparison.Ordinal);
        StringAssert.EndsWith(units[1], ";1.1.2026;15.3.2026;Maalahti;;;;", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("sv-FI", "Avgränsning: Från och med;Avgränsning: Till och med;Avgränsning: Kommun")]
    [DataRow("en-GB", "Limit: From;Limit: To;Limit: Municipality")]
    public void The_columns_are_in_the_readers_language(string language, string expected)
    {
        StringAssert.Contains(Open("/data-quality?period=all", language).File("fields")[0], expected, StringComparison.Ordinal);
    }

    private DashboardView Open(string address, string language = "fi-FI")
    {
        var county = new SmallCounty();
        foreach (var municipality in (string[])["475", "905"])
        {
            for (var i = 0; i < 40; i++)
                county.Contact("2026-01-10", municipality: municipality, unit: "north", missing: i < 10 ? ContactFields.HandlingTime : ContactFields.None);
        }

        return DashboardsAtHand.Open(address, county, _clock, language);
    }
}
