using System.Globalization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Tests.Catalogue;
using Palveluohjaus.Reporting.Tests.Dashboards;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class ReadModelRowsTests
{
    private const string All = ModelDivision.Whole;
    private static readonly DateOnly Today = new(2026, 6, 15);

    /// <summary>What each figure tells of the attacked county.</summary>
    private static readonly Dictionary<string, string> Attacked = new()
    {
        ["contacts/count"] = "contacts",
        ["contacts/anonymous-share"] = "anonymous-share",
        ["first-contact-resolution/share-7-days"] = "share-7-days",
        ["lead-time/p50"] = "lead-time",
        ["lead-time/p85"] = "lead-time",
        ["lead-time/mean"] = "lead-time",
        ["deadline-attainment/share"] = "deadline-attainment",
        ["deadline-attainment/met"] = "deadline-attainment",
        ["arrivals/count"] = "cases",
        ["throughput/count"] = "closed",
        ["handoffs-per-case/mean"] = "handoffs-per-case",
        ["handoffs-per-case/two-or-more"] = "two-or-more",
        ["ping-pong/share"] = "ping-pong",
    };

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public void Names_are_in_the_order_of_their_own_language_and_the_whole_comes_first()
    {
        var county = new SmallCounty();
        foreach (var channel in Enum.GetValues<ContactChannel>())
            county.Contact("2026-04-10", channel: Codes.Of(channel));
        var rows = new ModelRowsAtHand(county.Facts, _clock).ReadNamed("Channel").ToList();

        var orders = ModelWords.Languages.Select(language =>
        {
            var named = rows.OrderBy(row => (long)row[ModelWords.OrderOf(language)]!).Select(row => (Code: (string)row["Code"]!, Name: (string)row[$"Name{ModelWords.SuffixOf(language)}"]!)).ToList();
            var names = named.Where(each => each.Code is not ("*" or MetricValue.NotKnown)).Select(each => each.Name).ToList();
            Assert.AreEqual("*", named[0].Code);
            CollectionAssert.AreEqual(names.Order(StringComparer.Create(language, ignoreCase: true)).ToList(), names, language.Name);
            return string.Join(' ', named.Select(each => each.Code));
        }).ToList();

        CollectionAssert.AllItemsAreUnique(orders);
    }

    [TestMethod]
    [DataRow(1, "2024-11-01")]
    [DataRow(2, "2025-02-01")]
    [DataRow(3, "2025-07-01")]
    [DataRow(4, "2025-11-01")]
    public void No_count_of_one_to_four_can_be_reckoned_from_all_rows_together(int seed, string firstMonth)
    {
        var county = new AttackedCounty(seed, DateOnly.Parse(firstMonth, CultureInfo.InvariantCulture), Today);
        var rows = new ModelRowsAtHand(county.Facts, _clock);
        var periods = rows.ReadNamed("Period").ToDictionary(period => (string)period["Code"]!, period => rows.DaysOf((string)period["Code"]!));

        foreach (var row in rows.ReadNamed("Figure").Where(row => (string)row["State"]! == "ok"))
        {
            // All contacts are by phone: what is told of the channel is told of all of them.
            if (!Attacked.TryGetValue((string)row["Metric"]!, out var figure) || (string)row["Channel"]! == MetricValue.NotKnown || (string)row["Segment"]! != All)
                continue;
            string[] limits = [Limit("Municipality"), Limit("Unit"), Limit("Language"), Limit("LifeStage")];
            if (limits.Contains(MetricValue.NotKnown))
                continue;
            var (from, to) = periods[(string)row["Period"]!];
            var count = county.Attack.Learn(AttackedCounty.Tells[figure], limits, from, to);
            if (figure is "contacts" or "cases" or "closed")
                Assert.AreEqual(count, (double)row["Value"]!, $"{figure} of {string.Join('/', limits)} {from}–{to}");

            string Limit(string division) => (string)row[division]! is var code && code == All ? DifferenceAttack.All : code;
        }

        Assert.IsGreaterThan(200, county.Attack.CountSmall(), "The county is to hold small counts.");
        Assert.IsGreaterThan(800, county.Attack.Learnt, "The rows are to stay useful.");
        Assert.AreEqual(string.Empty, county.Attack.Recover(mostLimits: 2), $"seed {seed}");
    }

    [TestMethod]
    public void A_hidden_row_has_neither_value_nor_n_and_no_shown_one_rests_on_one_to_four()
    {
        var rows = new ModelRowsAtHand(new AttackedCounty(1, new DateOnly(2024, 11, 1), Today).Facts, _clock).ReadNamed("Figure").ToList();

        var hidden = rows.Where(row => (string)row["State"]! == "suppressed").ToList();
        Assert.IsGreaterThan(100, hidden.Count);
        Assert.IsTrue(hidden.TrueForAll(row => row["Value"] is null && row["N"] is null));
        var shown = rows.Where(row => (string)row["State"]! == "ok").ToList();
        Assert.HasCount(rows.Count - hidden.Count, shown);
        Assert.IsTrue(shown.TrueForAll(row => row["Value"] is double value && double.IsFinite(value) && row["N"] is long and (0 or >= 5)));
    }

    [TestMethod]
    public void Every_shown_row_says_what_the_metric_answers()
    {
        var facts = new AttackedCounty(2, new DateOnly(2025, 2, 1), Today).Facts;
        var county = new ModelRowsAtHand(facts, _clock);
        var random = new Random(7);
        var rows = county.ReadNamed("Figure").Where(row => (string)row["State"]! == "ok").Where(_ => random.Next(20) == 0).ToList();
        Assert.IsGreaterThan(100, rows.Count);

        foreach (var row in rows)
        {
            var parts = ((string)row["Metric"]!).Split('/');
            var (from, to) = county.DaysOf((string)row["Period"]!);
            var only = ModelDivision.All.Where(division => (string)row[division.Table]! != All).ToDictionary(division => division.Dimension, division => (string)row[division.Table]!);
            var answers = county.Measures.Measure(facts, [MetricCatalogue.Find(parts[0])!], new MetricQuery { From = from, To = to, Only = only });
            var answer = answers.Single(value => value.Statistic == parts[1]);
            Assert.AreEqual(answer.Value!.Value, (double)row["Value"]!, 1e-9, string.Join(' ', row.Values));
            Assert.AreEqual(answer.N!.Value, (long)row["N"]!, string.Join(' ', row.Values));
        }
    }

    [TestMethod]
    public void What_a_row_refers_to_is_on_the_other_side_exactly_once_and_no_row_is_there_twice()
    {
        var county = new ModelRowsAtHand(Everything().Facts, _clock);
        var model = new DescribeSemanticModel().Describe();
        var figures = county.ReadNamed("Figure").ToList();

        foreach (var relationship in model.Relationships)
        {
            var keys = county.ReadNamed(relationship.ToTable).Select(row => (string)row[relationship.ToColumn]!).ToList();
            CollectionAssert.AllItemsAreUnique(keys, relationship.Name);
            var used = figures.Select(row => (string)row[relationship.FromColumn]!).Distinct().ToList();
            CollectionAssert.IsSubsetOf(used, keys, relationship.Name);
            Assert.IsGreaterThan(1, used.Count, $"{relationship.Name}: the county is to use it.");
        }

        var places = figures.Select(row => string.Join(' ', row.Where(cell => cell.Key is not ("Value" or "N" or "State")).Select(cell => cell.Value))).ToList();
        CollectionAssert.AllItemsAreUnique(places);
    }

    [TestMethod]
    public void The_same_facts_give_the_same_rows_in_the_same_order_whatever_the_reader_s_language()
    {
        var facts = Everything().Facts;
        var before = Text();
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-FI");

        Assert.AreEqual(before, Text());

        string Text()
        {
            var county = new ModelRowsAtHand(facts, _clock);
            return string.Join('\n', new DescribeSemanticModel().Describe().Tables.SelectMany(table => county.Read(table.Name).Select(row => string.Join(';', row.Select(ModelRowsAtHand.Write)))));
        }
    }

    [TestMethod]
    public void Values_are_of_their_columns_types_and_as_many()
    {
        var county = new ModelRowsAtHand(Everything().Facts, _clock);
        foreach (var table in new DescribeSemanticModel().Describe().Tables)
        {
            var rows = county.Read(table.Name).ToList();
            Assert.IsGreaterThan(0, rows.Count, table.Name);
            foreach (var row in rows)
            {
                Assert.HasCount(table.Columns.Count, row, table.Name);
                foreach (var (column, value) in table.Columns.Zip(row))
                    Assert.IsTrue(value is null || value.GetType() == TypeOf(column.DataType), $"{table.Name}[{column.Name}] is {value}.");
            }
        }

        static Type TypeOf(ModelDataType type) => type switch
        {
            ModelDataType.String => typeof(string),
            ModelDataType.Int64 => typeof(long),
            ModelDataType.Double => typeof(double),
            ModelDataType.Boolean => typeof(bool),
            ModelDataType.DateTime => typeof(DateTime),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
        };
    }

    [TestMethod]
    public void Names_are_in_three_languages()
    {
        var county = new ModelRowsAtHand(Everything().Facts, _clock);

        var segment = county.ReadNamed("Segment").Single(row => (string)row["Code"]! == "OMA");
        Assert.AreEqual("Omatoimiasiakkuus", segment["NameFi"]);
        Assert.AreNotEqual(segment["NameFi"], segment["NameSv"]);
        Assert.AreNotEqual(segment["NameFi"], segment["NameEn"]);
        var metric = county.ReadNamed("Metric").Single(row => (string)row["Key"]! == "lead-time/p85");
        Assert.AreEqual("Läpimenoaika, 85\u00a0%:ssa enintään | Genomloppstid, högst i 85\u00a0% | Lead time, at most in 85%", $"{metric["NameFi"]} | {metric["NameSv"]} | {metric["NameEn"]}");
    }

    [TestMethod]
    public void The_decisions_of_a_unit_are_nowhere_for_they_may_be_those_of_one_worker()
    {
        var rows = new ModelRowsAtHand(Everything().Facts, _clock).ReadNamed("Figure").ToList();
        string[] ofDecisions = ["segment-transitions/moved", "suggestion-agreement/share", "rubber-stamp/at-once"];

        Assert.IsTrue(rows.Exists(row => (string)row["Metric"]! == "suggestion-agreement/share"));
        Assert.IsFalse(rows.Exists(row => ofDecisions.Contains((string)row["Metric"]!) && (string)row["Unit"]! != All));
    }

    [TestMethod]
    public void A_county_with_nothing_has_no_figures_but_its_tables_stand()
    {
        var county = new ModelRowsAtHand(new FactSnapshot(0, null), _clock);

        Assert.IsEmpty(county.Read("Figure"));
        Assert.HasCount(1, county.Read("Push"));
        Assert.IsNull(county.Read("Push").Single()[0]);
        Assert.AreEqual(All, county.ReadNamed("Unit").First()["Code"]);
        Assert.IsNotEmpty(county.Read("Period"));
    }

    [TestMethod]
    public void A_county_of_one_day_shows_each_period_once()
    {
        var county = new SmallCounty();
        for (var contact = 0; contact < 6; contact++)
            county.Contact("2026-06-15T08:00", unit: "north");
        var rows = new ModelRowsAtHand(county.Facts, _clock).ReadNamed("Figure").Where(row => (string)row["Metric"]! == "contacts/count" && ModelDivision.All.All(division => (string)row[division.Table]! == All));

        Assert.AreEqual("12-months 6, this-year 6, 3-months 6, all 6, 2026 6, 2026-06 6", string.Join(", ", rows.Select(row => $"{row["Period"]} {row["Value"]}")));
    }

    /// <summary>Enough of everything that no table stays without use.</summary>
    private static SmallCounty Everything()
    {
        var county = new SmallCounty();
        string[] segments = ["OMA", "TUKI"];
        for (var number = 0; number < 40; number++)
        {
            var day = string.Create(CultureInfo.InvariantCulture, $"{new DateOnly(2026, 1, 5).AddDays(number * 3):yyyy-MM-dd}T08:00");
            var (unit, municipality, stage) = (number % 2 == 0 ? "north" : "south", number % 2 == 0 ? "905" : "475", number % 2 == 0 ? "youth" : "older-people");
            county.Contact(day, unit: unit, municipality: municipality, lifeStage: stage, servedIn: number % 2 == 0 ? "finnish" : "swedish", channel: number % 2 == 0 ? "phone" : "chat", handlingMinutes: 10);
            county.Case(day, day, unit: unit, municipality: municipality, lifeStage: stage, language: "finnish", segment: segments[number % 2]);
            county.Referral(day, day, sector: number % 2 == 0 ? "public" : "third-sector", unit: unit);
            county.Decision(segments[number % 2], day, suggested: "OMA", previous: "TUKI", seconds: 30, client: number + 1);
            // Some of a measure that nobody has gone through to the end.
            county.Intervention("ipc", number % 2 == 0 ? "phq-9" : "core-10", 10 + (number % 5), 5, ended: number < 30 ? "2026-02-01" : "2026-03-01", completed: number < 30);
        }

        return county;
    }
}
