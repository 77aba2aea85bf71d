using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class GuidanceQualityDashboardTests
{
    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void The_unit_that_bounces_clients_is_named_with_how_much_it_differs()
    {
        var figure = (DashboardBars)Open(Bouncing(south: 50)).Figures.Single(each => each.Id == "bouncing");

        Assert.AreEqual("Asia palasi yksikköön, jolla se oli jo ollut: Etelä 50,0 %, muut yhteensä 6,5 %. Ero, 43,5 prosenttiyksikköä, on suurempi kuin sattuma selittäisi.", Plain(figure.Table.Finding));
        Assert.AreEqual("Etelä | 50,0 % | 0,50 | 0,0 % | 100", figure.Table.Rows[0].Write());
        CollectionAssert.AreEqual((bool[])[true, false, false], figure.Bars.Select(bar => bar!.Remark is not null).ToArray());
        Assert.IsTrue(figure.Bars[0] is { Low: < 0.84, High: 1, Goal: > 0.1 }, "The interval and the middle unit stand beside.");
    }

    [TestMethod]
    public void Where_units_differ_by_chance_only_none_is_pointed_at()
    {
        var figure = (DashboardBars)Open(Bouncing(south: 9)).Figures.Single(each => each.Id == "bouncing");

        StringAssert.Contains(figure.Table.Finding, "mikään ei erotu muista selvästi", StringComparison.Ordinal);
        Assert.IsTrue(figure.Bars.All(bar => bar!.Remark is null));
    }

    [TestMethod]
    public void A_unit_whose_few_returns_are_hidden_is_in_no_sentence_and_in_no_sum()
    {
        var figure = Open(Bouncing(south: 50, north: 3)).Table("bouncing");

        CollectionAssert.AreEqual((string[])["–", "–"], figure.Rows.Where(row => row.Name is "Asiakasohjaus pohjoinen" or "Länsi").Select(row => row.Write().Split(" | ")[1]).ToArray());
        StringAssert.EndsWith(Plain(figure.Finding), "vertailtavia on liian vähän.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Failure_demand_is_never_shown_without_saying_that_it_is_no_target()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 120; i++)
            county.Contact("2026-01-02", failure: i % 4 == 0, theme: i % 2 == 0 ? "housing" : "finances");

        var view = Open(county);

        foreach (var id in (string[])["failure-demand", "failure-demand-by-theme"])
            StringAssert.EndsWith(view.Table(id).Finding, "Luku on oppimista varten, ei koskaan tavoite.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_share_that_fell_beyond_chance_is_said_to_have_fallen_and_another_not()
    {
        var county = new SmallCounty();
        for (var month = 4; month <= 14; month++)
        {
            var day = new DateOnly(2025, 1, 2).AddMonths(month - 1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            for (var i = 0; i < 60; i++)
                county.Case(day, resolved: i < (month < 9 ? 45 : 20), returned: i < 10);
        }

        var view = Open(county);

        Assert.AreEqual(
            "Ratkaistu ensi yhteydenotolla, ei paluuta 7 päivässä: 33,3 % (12/2025–2/2026), alussa 75,0 % (4/2025–6/2025). Lasku ei selity sattumalla.",
            Plain(view.Table("first-contact").Finding));
        StringAssert.EndsWith(view.Table("bouncing-over-time").Finding, "Muutos mahtuu sattumaan.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Referrals_are_told_by_who_gives_the_service_and_by_who_referred()
    {
        var county = new SmallCounty().Case("2026-01-10");
        for (var i = 0; i < 40; i++)
        {
            county.Referral("2026-01-10", accepted: i < 8 ? "2026-01-12" : null, sector: "third-sector", unit: "south");
            county.Referral("2026-01-10", accepted: i < 34 ? "2026-01-14" : null, unit: "north");
            county.Referral("2026-01-10", accepted: i < 33 ? "2026-01-14" : null, unit: "west");
        }

        var view = Open(county);

        StringAssert.Contains(Plain(view.Table("referrals-by-unit").Finding), "Etelä 20,0 %, muut yhteensä 83,8 %.", StringComparison.Ordinal);
        StringAssert.StartsWith(Plain(view.Table("sectors").Finding), "Ohjauksia: eniten Julkinen, 80 (67 %).", StringComparison.Ordinal);
        Assert.AreEqual("Etelä | 20,0 % | 80,0 % | 2,0 pv | 40", view.Table("referrals-by-unit").Rows[0].Write());
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void Where_nothing_is_recorded_of_a_thing_its_figure_says_so(string language)
    {
        var view = DashboardsAtHand.Open("/guidance-quality", new SmallCounty().Case("2026-01-10"), _clock, language);

        Assert.IsTrue(view.HasFacts);
        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0));
        Assert.HasCount(18, view.Figures.Select(figure => figure.Id).Distinct());
    }

    private DashboardView Open(SmallCounty county) => DashboardsAtHand.Open("/guidance-quality", county, _clock);

    /// <summary>A hundred cases of each of three units, of which so many came back.</summary>
    private static SmallCounty Bouncing(int south, int north = 7)
    {
        var county = new SmallCounty();
        for (var i = 0; i < 100; i++)
        {
            county.Case("2026-01-05", unit: "south", returned: i < south, handoffs: i < south ? 1 : 0);
            county.Case("2026-01-05", unit: "north", returned: i < north, handoffs: i < north ? 1 : 0);
            county.Case("2026-01-05", unit: "west", returned: i < 6, handoffs: i < 6 ? 1 : 0);
        }

        return county;
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
