using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

[TestClass]
public sealed class InterventionsDashboardTests
{
    private const string NoComparison = "Vertailuryhmää ei ole: osa olisi voinut kohentua ilman menetelmääkin, eivätkä kesken jääneet ole mukana.";

    // 12.00 in Helsinki.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 15, 10, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void A_change_stands_with_its_interval_its_size_and_those_who_gave_up()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 20; i++)
            county.Intervention("home-rehabilitation", "sppb", 4 + (i % 5), 6 + (i % 5) + (i % 3));
        for (var i = 0; i < 5; i++)
            county.Intervention("home-rehabilitation", "sppb", 4, null, completed: false);

        var figure = (DashboardBars)Open(county).Figures.Single(each => each.Id == "effects");

        // Changes of 2, 3 and 4 points, 7, 7 and 6 times; scores before of 4–8, four times each.
        Assert.AreEqual("Kotikuntoutus: SPPB, liikkumiskyky | 3,0 | 2,6 | 3,3 | 2,03 | 80 % | 20", figure.Table.Rows.Single().Write());
        StringAssert.EndsWith(figure.Table.Finding, NoComparison, StringComparison.Ordinal);
        StringAssert.StartsWith(figure.Table.Finding.Replace('\u00a0', ' '), "Suurin muutos alkupisteiden hajontaan nähden: Kotikuntoutus: SPPB, liikkumiskyky, 3,0 pistettä eli 2,03 keskihajontaa (20 mitattua).", StringComparison.Ordinal);
        Assert.IsTrue(figure.Bars.Single() is { Low: > 0.7, High: 1, Remark: null });
    }

    [TestMethod]
    public void A_change_that_may_be_chance_is_no_effect_and_one_for_the_worse_is_said()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 12; i++)
        {
            county.Intervention("ipc-young", "phq-9", 10 + (i % 4), 10 + (i % 4) + (i % 2 == 0 ? 3 : -2), higherIsBetter: false);
            county.Intervention("home-rehabilitation", "sppb", 8 + (i % 3), 6 + (i % 2));
        }

        var figure = (DashboardBars)Open(county).Figures.Single(each => each.Id == "effects");

        StringAssert.StartsWith(figure.Table.Finding, "Huonompaan: Kotikuntoutus", StringComparison.Ordinal);
        StringAssert.Contains(figure.Table.Finding, "Muutos voi olla sattumaa: IPC nuorille", StringComparison.Ordinal);
        Assert.DoesNotContain("Suurin muutos", figure.Table.Finding);
        CollectionAssert.AreEqual((bool[])[false, true], figure.Bars.Select(bar => bar!.Remark is not null).ToArray());
    }

    [TestMethod]
    public void Fewer_than_five_measured_are_hidden_whole()
    {
        var county = new SmallCounty();
        for (var i = 0; i < 4; i++)
            county.Intervention("home-rehabilitation", "sppb", 4 + i, 9);

        var table = Open(county).Table("effects");

        StringAssert.EndsWith(table.Rows.Single().Write(), "| – | – | – | – | – | –", StringComparison.Ordinal);
        Assert.AreEqual("Luvut ovat niin pieniä, ettei niitä näytetä.", table.Finding);
    }

    [TestMethod]
    public void Feedback_names_the_unit_with_lower_scores_than_chance_explains()
    {
        var county = new SmallCounty();
        foreach (var unit in (string[])["north", "west"])
            county.Feedback("2026-01-01", 5, 40, unit).Feedback("2026-01-01", 4, 30, unit).Feedback("2026-02-01", 3, 10, unit);
        county.Feedback("2026-01-01", 2, 40, "south").Feedback("2026-02-01", 4, 20, "south");

        var view = Open(county);

        Assert.AreEqual("Muita heikompi arvosana kuin sattuma selittäisi: Etelä 2,67. Keskimmäinen on 4,38.", view.Table("feedback-by-unit").Finding);
        Assert.AreEqual("Etelä | 2,67 | 2,42 | 2,91 | 60", view.Table("feedback-by-unit").Rows[0].Write());
    }

    [TestMethod]
    public void Fewer_than_five_answers_are_hidden_and_so_is_what_would_tell_them()
    {
        var county = new SmallCounty();
        county.Feedback("2026-01-01", 5, 40, "north").Feedback("2026-01-01", 1, 3, "south").Feedback("2026-01-01", 4, 20, "west");

        var rows = Open(county).Table("feedback-by-unit").Rows;

        Assert.AreEqual("Etelä | – | – | – | –", rows.Single(row => row.Name == "Etelä").Write());
        Assert.HasCount(2, rows.Where(row => row.Write().EndsWith("| –", StringComparison.Ordinal)).ToList(), "The sum of all would tell a lone hidden one.");
    }

    [TestMethod]
    public void A_limit_on_what_anonymous_answers_lack_is_said_in_place_of_nothing()
    {
        var county = new SmallCounty().Feedback("2026-01-01", 5, 40).Case("2026-01-10", municipality: "905");

        var view = DashboardsAtHand.Open("/interventions-and-feedback?municipality=905", county, _clock);

        foreach (var id in (string[])["feedback", "feedback-by-unit", "feedback-by-channel"])
            StringAssert.StartsWith(view.Table(id).Finding, "Nimettömästä palautteesta ei tiedetä kuntaa", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("fi-FI")]
    [DataRow("sv-FI")]
    [DataRow("en-GB")]
    public void A_county_without_either_says_that_there_is_nothing(string language)
    {
        var view = DashboardsAtHand.Open("/interventions-and-feedback", new SmallCounty().Case("2026-01-10"), _clock, language);

        Assert.IsTrue(view.Figures.All(figure => figure.Table.Finding.Length > 0 && figure.Table.Rows.All(row => row.Cells.Count > 0)));
    }

    private DashboardView Open(SmallCounty county) => DashboardsAtHand.Open("/interventions-and-feedback", county.Case("2026-01-10"), _clock);
}
