using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Tests.Deadlines.Forecast;

[TestClass]
public sealed class MissRatesTests
{
    private static readonly ForecastSituation Usual = new("start", 4, CaseStage.Received, UnitLoad.Middle, "HUOL");

    [TestMethod]
    public void Each_narrower_situation_pulls_the_chance_its_own_way()
    {
        // 20 of the rule's 100 were missed. Of the 40 that still ran in the fifth tenth it was the half.
        var rates = new MissRates([("start", 100, 20)], [(Usual, 40, 20), (Usual with { AgeBand = 0 }, 100, 20)]);

        var chance = rates.Find(Usual)!;

        // By hand: all (20 + 0.5) / 101 = 0.20297; the rule (20 + 20 × 0.20297) / 120 = 0.20050; then four times (20 + 20 × p) / 60: 0.40017, 0.46672, 0.48891, 0.49630.
        Assert.AreEqual(0.49630, chance.Share, 0.00001);
        Assert.AreEqual((Usual, 40, 20), (chance.Situation, chance.Alike, chance.AlikeMissed));
    }

    [TestMethod]
    public void What_was_seldom_seen_leans_on_what_is_wider_and_is_told_by_it()
    {
        var rates = new MissRates([("start", 102, 32)], [(Usual, 100, 30), (Usual with { Segment = "OMA" }, 2, 2)]);

        var chance = rates.Find(Usual with { Segment = "OMA" })!;

        Assert.IsLessThan(0.45, chance.Share, "Two deadlines do not make a certainty.");
        Assert.IsGreaterThan(0.32, chance.Share);
        Assert.AreEqual((Usual with { Segment = null }, 102, 32), (chance.Situation, chance.Alike, chance.AlikeMissed));
        Assert.AreEqual(Usual with { Stage = null, Load = null, Segment = null }, rates.Find(Usual with { Stage = CaseStage.FollowUp })!.Situation, "Nothing was ever seen at that stage.");
    }

    [TestMethod]
    [DataRow(29, false)]
    [DataRow(30, true)]
    public void A_rule_with_little_history_has_no_forecast(int known, bool isTold)
    {
        // Each deadline was looked at ten times over, and counts once.
        var rates = new MissRates(
            [("start", known, 1), ("other", 500, 100)],
            [.. Enumerable.Range(0, 10).Select(band => (Usual with { AgeBand = band }, known, 1)), (Usual with { RuleCode = "other" }, 500, 100)]);

        Assert.AreEqual(isTold, rates.Find(Usual) is not null);
        Assert.AreEqual(isTold, rates.RateOf("start") is not null);
    }

    [TestMethod]
    public void Nothing_is_told_of_no_history_and_nothing_of_an_unknown_rule()
    {
        Assert.IsNull(new MissRates([], []).Find(Usual));
        Assert.IsNull(new MissRates([("start", 100, 1)], [(Usual, 100, 1)]).Find(Usual with { RuleCode = "gone" }));
        Assert.IsNull(new MissRates([("start", 100, 1)], [(Usual, 100, 1)]).Find(default));
    }

    [TestMethod]
    public void More_missed_than_known_is_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MissRates([], [(Usual, 3, 4)]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MissRates([("start", 3, -1)], []));
    }

    [TestMethod]
    public void A_chance_is_a_share_grows_with_what_was_missed_and_does_not_depend_on_order()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var cells = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Draw(random)).DistinctBy(situation => situation).Select(situation =>
            {
                var known = random.Next(1, 80);
                return (Situation: situation, Known: known, Missed: random.Next(known));
            }).ToList();
            var rules = cells.GroupBy(cell => cell.Situation.RuleCode!).Select(rule => (rule.Key, rule.Sum(cell => cell.Known), rule.Sum(cell => cell.Missed))).ToList();
            var rates = new MissRates(rules, cells);
            var turned = new MissRates(rules.AsEnumerable().Reverse(), cells.AsEnumerable().Reverse());
            var worse = new MissRates(rules, [(cells[0].Situation, cells[0].Known, cells[0].Missed + 1), .. cells[1..]]);
            foreach (var asked in cells.Select(cell => cell.Situation).Append(Draw(random)))
            {
                var chance = rates.Find(asked);
                Assert.AreEqual(chance, turned.Find(asked), $"seed {seed}");
                if (chance is null)
                    continue;
                Assert.IsTrue(chance.Share is > 0 and < 1, $"seed {seed}: {chance}");
                Assert.IsGreaterThanOrEqualTo(MissRates.Enough, chance.Alike, $"seed {seed}");
                Assert.IsGreaterThan(rates.Find(cells[0].Situation)?.Share ?? 0, worse.Find(cells[0].Situation)?.Share ?? 1, $"seed {seed}");
            }
        }
    }

    private static ForecastSituation Draw(Random random) =>
        new($"rule{random.Next(3)}", random.Next(10), (CaseStage)random.Next(5), (UnitLoad)random.Next(4), random.Next(3) == 0 ? "" : "OMA");
}
