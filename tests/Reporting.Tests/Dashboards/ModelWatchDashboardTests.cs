using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class ModelWatchDashboardTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void The_segment_on_which_professionals_disagree_with_the_model_is_named()
    {
        var view = Open(County(yhtAgreed: 15, yhtAtOnce: 0));

        StringAssert.Contains(view.Table("agreement-by-segment").Finding.Replace('\u00a0', ' '), "Yhteistyöasiakkuus 25,0 %, muut yhteensä 80,0 %.", StringComparison.Ordinal);
        Assert.AreEqual("Poikkeamisia: eniten Muu syy, 81 (100 %).", Loosely(view.Table("reasons").Finding));
    }

    [TestMethod]
    public void The_segment_that_is_confirmed_unread_is_named_and_where_all_are_alike_none()
    {
        var unread = Open(County(yhtAgreed: 48, yhtAtOnce: 30));
        var alike = Open(County(yhtAgreed: 48, yhtAtOnce: 5));

        StringAssert.Contains(unread.Table("confirming-by-segment").Finding.Replace('\u00a0', ' '), "Yhteistyöasiakkuus 62,5 %", StringComparison.Ordinal);
        StringAssert.Contains(alike.Table("confirming-by-segment").Finding, "mikään ei erotu muista selvästi", StringComparison.Ordinal);
        StringAssert.Contains(alike.Table("agreement-by-segment").Finding, "mikään ei erotu muista selvästi", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Nothing_is_divided_by_unit_for_a_unit_may_be_one_worker()
    {
        var view = Open(County(yhtAgreed: 48, yhtAtOnce: 5));

        Assert.IsFalse(DashboardCatalogue.Find("/model-watch")!.HasUnits);
        Assert.IsFalse(view.Figures.Any(figure => figure.Table.Columns[0] == "Yksikkö"));
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void A_county_without_decisions_says_that_there_is_nothing(string language)
    {
        var view = DashboardsAtHand.Open("/model-watch", new SmallCounty().Case("2026-01-10"), _clock, language);

        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0));
    }

    private DashboardView Open(SmallCounty county) => DashboardsAtHand.Open("/model-watch", county, _clock);

    /// <summary>Sixty decisions of each segment, 48 of them as suggested, 5 of these at once; of YHT as said.</summary>
    private static SmallCounty County(int yhtAgreed, int yhtAtOnce)
    {
        var county = new SmallCounty().Case("2026-01-10");
        foreach (var segment in (string[])["OMA", "TUKI", "YHT", "HUOL"])
        {
            var (agreed, atOnce) = segment == "YHT" ? (yhtAgreed, yhtAtOnce) : (48, 5);
            for (var i = 0; i < 60; i++)
                county.Decision(segment, "2026-01-10", suggested: i < agreed ? segment : segment == "OMA" ? "HUOL" : "OMA", seconds: i < atOnce ? 2 : 40, reason: i < agreed ? null : "other");
        }

        return county;
    }

    private static string Loosely(string text) => text.Replace('\u00a0', ' ');
}
