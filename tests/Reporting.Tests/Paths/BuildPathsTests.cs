using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.FigureRows;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Tests.Paths;

[TestClass]
public sealed class BuildPathsTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly DashboardNames Names = new(new Dictionary<string, string> { ["231"] = "Kaskinen", ["905"] = "Vaasa" }, new Dictionary<string, string> { ["U1"] = "Kotihoito", ["U2"] = "Kuntoutus" });

    [TestMethod]
    public void The_map_draws_what_follows_what_and_marks_what_came_back()
    {
        var view = Build(new PathTown().Add(40, "ContactLogged@1 Closed@1").Add(12, "ContactLogged@1 HandedOff@2 HandedOff@1 HandedOff@2 Closed@2"));

        var map = view.Map!;
        CollectionAssert.AreEquivalent((string[])["Yhteydenotto", "Päättynyt", "Kotihoito", "Kuntoutus"], map.Boxes.Select(box => box.Name[0]).ToArray());
        Assert.AreEqual(2, map.Boxes.Count(box => box.IsPingPong));
        Assert.AreEqual(2, map.Lines.Count(line => line.IsPingPong), "An arrow each way.");
        StringAssert.Contains(map.Finding, "Yhteydenotto → Päättynyt", StringComparison.Ordinal);
        CollectionAssert.Contains(view.Returns!.Rows.Select(row => row.Name).ToArray(), "Kotihoito → Kuntoutus → Kotihoito");
        Assert.AreEqual("Yhteydenotto → Päättynyt|40", $"{view.Variants!.Rows[0].Row.Name}|{view.Variants.Rows[0].Row.Cells[0].Text}");
        Assert.IsTrue(view.Variants.Rows[1].IsPingPong);
    }

    [TestMethod]
    public void The_commonest_round_is_drawn_also_back_to_the_first_unit_of_few_cases()
    {
        var map = Build(new PathTown().Add(1000, "ContactLogged@1 Closed@1").Add(100, "ContactLogged@1 HandedOff@2 Closed@2").Add(6, "ContactLogged@1 HandedOff@2 HandedOff@1 Closed@1"), least: "5").Map!;

        var line = map.Lines.Single(each => each.IsPingPong);
        Assert.IsTrue(line.IsBothWays);
        Assert.AreEqual("6 palasi", line.Label.Single());
        CollectionAssert.AreEquivalent((string[])["Kotihoito", "Kuntoutus"], map.Boxes.Where(box => box.IsPingPong).Select(box => box.Name[0]).ToArray());
        Assert.HasCount(4, map.Boxes);
    }

    [TestMethod]
    public void No_label_of_a_map_covers_anothers()
    {
        var town = new PathTown();
        for (var unit = 2; unit <= 7; unit++)
            town.Add(30, $"ContactLogged@1 HandedOff@{unit} HandedOff@1 Assessed@1 Closed@1").Add(20, $"ContactLogged@1 HandedOff@{unit} HandedOff@{(unit % 6) + 2} HandedOff@{unit} Closed@{unit}");

        var lines = Build(town, least: "5").Map!.Lines;

        Assert.IsGreaterThan(10, lines.Count);
        for (var one = 0; one < lines.Count; one++)
        {
            for (var other = 0; other < one; other++)
            {
                var (high, near) = ((lines[one].Label.Count + lines[other].Label.Count) * LayOutMap.LabelLine / 2.0, Math.Abs(lines[one].LabelX - lines[other].LabelX) < 1);
                Assert.IsFalse(near && Math.Abs(lines[one].LabelY - lines[other].LabelY) < high, $"{string.Join(' ', lines[one].Label)} covers {string.Join(' ', lines[other].Label)}");
            }
        }
    }

    [TestMethod]
    public void A_round_that_may_not_be_shown_is_not_drawn()
    {
        var map = Build(new PathTown().Add(1000, "ContactLogged@1 Closed@1").Add(100, "ContactLogged@1 HandedOff@2 Closed@2").Add(4, "ContactLogged@1 HandedOff@2 HandedOff@1 Closed@1"), least: "5").Map!;

        Assert.IsFalse(map.Lines.Any(line => line.IsPingPong));
        Assert.IsFalse(map.Boxes.Any(box => box.IsPingPong));
    }

    [TestMethod]
    public void A_path_of_seven_steps_fits_a_desks_screen()
    {
        var map = Build(new PathTown().Add(40, "A B C D E F G").Add(30, "A B G").Add(20, "A D B C D E F G")).Map!;

        Assert.HasCount(7, map.Boxes.Select(box => box.X).Distinct().ToArray());
        Assert.IsLessThanOrEqualTo(1174, map.Width, "The frame at 1440 px.");
    }

    [TestMethod]
    public void One_path_is_told_as_one()
    {
        Assert.AreEqual("Yleisin polku kattaa 100,0\u00a0% asioista.", Build(new PathTown().Add(9, "A B")).Variants!.Table.Finding);
    }

    [TestMethod]
    public void Four_cases_show_nothing_and_say_why()
    {
        var view = Build(new PathTown().Add(4, "A B"));

        Assert.IsNull(view.Map);
        StringAssert.Contains(view.Nothing!, "alle viisi", StringComparison.Ordinal);
    }

    [TestMethod]
    public void No_cases_at_all_and_none_in_the_period_are_told_apart()
    {
        Assert.AreNotEqual(Build(new PathTown()).Nothing, Build(new PathTown().Add(9, "A B"), "2025-01-01", "2025-02-01").Nothing);
    }

    [TestMethod]
    [DataRow("nonsense")]
    [DataRow("3")]
    [DataRow("-1")]
    [DataRow("1e9")]
    [DataRow("NaN")]
    public void A_detail_that_makes_no_sense_is_left_out(string least)
    {
        var view = Build(new PathTown().Add(9, "A B"), least: least);

        Assert.IsTrue(view.IsLeastIgnored);
        Assert.AreEqual(PathsFilter.UsualLeastPercent, view.LeastPercent);
        Assert.IsNotNull(view.Map);
    }

    [TestMethod]
    public void A_move_a_path_and_a_round_have_their_cases_behind_them_of_ones_own_units_only()
    {
        const string Round = "ContactLogged@1 HandedOff@2 HandedOff@1 Closed@1";
        var town = new PathTown().Add(12, "ContactLogged@1 Closed@1", unit: "U1").Add(7, Round, unit: "U1").Add(9, Round, unit: "U2").Add(30, "ContactLogged@2 Closed@2", unit: "U2");
        var view = Build(town, least: "0");

        var (move, path, round) = (view.Map!.Edges.Rows.Single(row => row.Name == "Yhteydenotto → Kuntoutus"), view.Variants!.Table.Rows.Single(row => row.Cells[0].Text == "16"), view.Returns!.Rows.Single(row => row.Name == "Kotihoito → Kuntoutus → Kotihoito"));
        foreach (var row in (DashboardRow[])[move, path, round])
        {
            var (rows, name) = FindRows(town, row.Path!, "U1");
            Assert.AreEqual((7, row.Name), (rows.Rows.Count, name));
            var units = town.Cases.Dimensions[Dimension.Unit];
            Assert.IsTrue(rows.Rows.All(each => units.ValueOf(units[each.Row]) == "U1"));
            Assert.HasCount(16, FindRows(town, row.Path!, "U1", "U2").Rows.Rows);
        }
    }

    [TestMethod]
    public void A_list_along_a_move_stays_shut_where_its_length_would_tell_another_units_few()
    {
        const string Round = "ContactLogged@1 HandedOff@2 HandedOff@1 Closed@1";
        var town = new PathTown().Add(40, "ContactLogged@1 Closed@1", unit: "U1").Add(40, "ContactLogged@1 Closed@1", unit: "U2").Add(7, Round, unit: "U1").Add(3, Round, unit: "U2");
        var path = Build(town, least: "0").Returns!.Rows.Single().Path!;

        var (rows, name) = FindRows(town, path, "U1");

        Assert.IsEmpty(rows.Rows, "The county's ten less these seven are three.");
        Assert.IsTrue(rows.LeavesUnitsOut);
        Assert.IsNull(name);
        Assert.IsEmpty(FindRows(town, "nonsense", "U1", "U2").Rows.Rows);
    }

    [TestMethod]
    public void Less_detail_draws_fewer_lines_and_every_drawing_keeps_its_boxes_apart()
    {
        var random = new Random(7);
        var town = new PathTown();
        for (var i = 0; i < 200; i++)
            town.Add(random.Next(5, 40), string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"S{random.Next(30)}@{random.Next(1, 4)}")));

        var lines = PathsFilter.LeastPercents.Select(percent => Build(town, least: PathsFilter.Write(percent)).Map!).ToArray();

        foreach (var map in lines)
        {
            foreach (var (box, other) in map.Boxes.SelectMany((box, index) => map.Boxes.Skip(index + 1).Select(other => (box, other))))
                Assert.IsTrue(Math.Abs(box.X - other.X) >= LayOutMap.BoxWidth || Math.Abs(box.Y - other.Y) >= LayOutMap.BoxHeight - 0.01, $"{box.Name[0]} lies on {other.Name[0]}");
            Assert.IsTrue(map.Boxes.All(box => box is { X: >= 0, Y: >= 0 } && box.X + LayOutMap.BoxWidth <= map.Width && box.Y + LayOutMap.BoxHeight <= map.Height));
        }

        Assert.IsLessThan(lines[^1].Lines.Count, lines[0].Lines.Count);
    }

    private static (FoundRows Rows, string? Name) FindRows(PathTown town, string path, params string[] ownUnits)
    {
        var (build, facts) = At(town);
        var today = new DateOnly(2026, 3, 1);
        return build.FindRows(facts, Names, DashboardFilter.Parse(new Dictionary<string, string> { ["from"] = "2026-01-01", ["to"] = "2026-02-01" }, Names, today, today), path, ownUnits);
    }

    private static PathsView Build(PathTown town, string from = "2026-01-01", string to = "2026-02-01", string? least = null)
    {
        var (build, facts) = At(town);
        var today = new DateOnly(2026, 3, 1);
        var filter = DashboardFilter.Parse(new Dictionary<string, string> { ["from"] = from, ["to"] = to }, Names, today, today);
        return build.Build(facts, Names, filter, least);
    }

    private static (BuildPaths Build, FactSnapshot Facts) At(PathTown town)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
        var build = new BuildPaths(
            new DashboardWords(Services.GetRequiredService<IStringLocalizer<ReportingTexts>>(), CountyCalendar.Helsinki),
            CountyCalendar.Helsinki,
            Services.GetRequiredService<IStringLocalizer<GuidanceTexts>>());
        return (build, new FactSnapshot(1, DateTime.UnixEpoch) { Cases = town.Cases, Referrals = town.Referrals, TraceWords = town.TraceWords });
    }
}
