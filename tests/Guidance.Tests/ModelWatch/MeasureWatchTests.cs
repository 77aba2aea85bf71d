using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Tests.ModelWatch;

[TestClass]
public sealed class MeasureWatchTests
{
    private static readonly Guid[] Workers = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
    private static readonly Guid East = Guid.NewGuid();

    [TestMethod]
    public void A_group_that_is_served_worse_than_the_others_is_found_with_its_interval()
    {
        // 80 of 100 Finnish speakers decided as suggested, 20 of 40 Swedish speakers.
        var found = Measure([.. Many(80), .. Many(20, suggested: "OMA"), .. Many(20, language: "swedish"), .. Many(20, language: "swedish", suggested: "OMA")]);

        var swedish = Single(found, WatchedThing.Agreement, "language", "swedish");
        Assert.AreEqual((40, 0.5, 0.8, WatchLevel.Act), (swedish.Count, swedish.Value, swedish.Reference, swedish.Level));
        Assert.IsTrue(swedish.Low < -0.3 && swedish.High < 0 && swedish.High > -0.3, $"{swedish.Low} … {swedish.High}");
        var women = Single(found, WatchedThing.Agreement, "sex", "female");
        Assert.AreEqual((WatchLevel.TooFew, (double?)null), (women.Level, women.Value), "There is nobody to compare with.");
    }

    [TestMethod]
    public void Great_need_that_the_suggestion_missed_is_counted_of_those_decided_to_need_much()
    {
        // HUOL and YHT need much, OMA and TUKI little.
        var found = Measure([.. Many(30, segment: "HUOL", suggested: "YHT"), .. Many(10, segment: "HUOL", suggested: "TUKI"), .. Many(50, segment: "OMA", suggested: "OMA")]);

        var missed = Single(found, WatchedThing.MissedNeed, null, null);
        Assert.AreEqual((40, 0.25), (missed.Count, missed.Value));
    }

    [TestMethod]
    public void Where_nothing_was_suggested_is_counted_apart()
    {
        var found = Measure([.. Many(30), .. Many(10).Select(decision => decision with { Suggested = null, HasAbstained = true }), .. Many(5).Select(decision => decision with { Suggested = null })]);

        var abstained = Single(found, WatchedThing.Abstained, null, null);
        Assert.AreEqual((40, 0.25), (abstained.Count, abstained.Value), "Those of a time without a model count nowhere.");
        Assert.AreEqual(30, Single(found, WatchedThing.Agreement, null, null).Count);
    }

    [TestMethod]
    public void What_was_confirmed_unread_is_rubber_stamping_and_no_agreement()
    {
        var found = Measure([.. Many(40, seconds: 60), .. Many(20, seconds: 2), .. Many(20, suggested: "OMA", seconds: 2)]);

        var quick = Single(found, WatchedThing.QuickConfirmations, null, null);
        Assert.AreEqual((60, 1.0 / 3, WatchLevel.Act), (quick.Count, quick.Value!.Value, quick.Level));
        var agreement = Single(found, WatchedThing.Agreement, null, null);
        Assert.AreEqual((60, 2.0 / 3), (agreement.Count, agreement.Value), "40 of 60: an override is weighed however quick it is.");
        Assert.AreEqual(60.0, Single(found, WatchedThing.SecondsToConfirm, null, null).Value);
    }

    [TestMethod]
    [DataRow(4, 2, false)]
    [DataRow(20, 2, false)]
    [DataRow(40, 2, false)]
    [DataRow(29, 4, false)]
    [DataRow(40, 3, true)]
    public void A_unit_has_figures_only_when_they_are_nobodys_own(int decisions, int workers, bool isShown)
    {
        var found = Measure([.. Many(60), .. Many(decisions).Select((decision, index) => decision with { UnitId = East, WorkerId = Workers[index % workers] })]);

        foreach (var kind in (WatchedThing[])[WatchedThing.QuickConfirmations, WatchedThing.SecondsToConfirm, WatchedThing.Agreement])
        {
            var unit = Single(found, kind, "unit", East.ToString("D"));
            Assert.AreEqual(isShown, unit.Value is not null && unit.Count is not null && unit.Level != WatchLevel.TooFew, kind.ToString());
        }
    }

    [TestMethod]
    public void A_group_that_could_be_told_from_the_sum_takes_another_along()
    {
        Assert.IsEmpty(MeasureWatch.Withhold(new Dictionary<string, int> { ["a"] = 100, ["b"] = 60 }));
        CollectionAssert.AreEquivalent((string[])["a", "b"], MeasureWatch.Withhold(new Dictionary<string, int> { ["a"] = 3, ["b"] = 60, ["c"] = 100 }).ToArray());
        CollectionAssert.AreEquivalent((string[])["a", "b"], MeasureWatch.Withhold(new Dictionary<string, int> { ["a"] = 3, ["b"] = 7, ["c"] = 100 }).ToArray());
        CollectionAssert.AreEquivalent((string[])["a", "b", "c"], MeasureWatch.Withhold(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 100 }).ToArray());
    }

    [TestMethod]
    public void Nothing_decided_says_nothing_and_segments_of_another_scheme_count_nowhere()
    {
        Assert.IsTrue(Measure([]).TrueForAll(finding => finding is { Level: WatchLevel.TooFew, Value: null, Count: null }));
        Assert.AreEqual(WatchLevel.TooFew, Single(Measure([.. Many(50, segment: "gone", suggested: "gone")]), WatchedThing.Agreement, null, null).Level);
    }

    private static List<Found> Measure(IReadOnlyList<WatchedDecision> decisions) => MeasureWatch.OfDecisions(decisions, SegmentationScheme.Default);

    private static Found Single(List<Found> found, WatchedThing kind, string? dimension, string? group) =>
        found.Single(finding => finding.Kind == kind && finding.Dimension == dimension && finding.Group == group);

    private static IEnumerable<WatchedDecision> Many(int count, string segment = "HUOL", string suggested = "HUOL", string language = "finnish", int seconds = 60) =>
        Enumerable.Range(0, count).Select(index => new WatchedDecision
        {
            Segment = segment,
            Suggested = suggested,
            HasAbstained = false,
            SecondsToDecide = seconds,
            WorkerId = Workers[index % Workers.Length],
            UnitId = null,
            Language = language,
            Sex = "female",
            AgeBand = "80+",
            Municipality = "905",
        });
}
