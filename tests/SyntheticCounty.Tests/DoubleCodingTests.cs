using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.SyntheticCounty.Tests;

/// <summary>A second professional decides on some clients again: what professionals' own agreement is measured on.</summary>
[TestClass]
public sealed class DoubleCodingTests
{
    private static readonly HistoryBatch Rows = CountyUnderTest.History.Rows;
    private static readonly List<(SegmentDecision First, SegmentDecision Second)> Pairs = [.. PairsOf(Rows)];

    [TestMethod]
    public void Three_in_a_hundred_decisions_are_made_again()
    {
        // About 3,300 assessments: one standard error of the share is 0.3 points, and three are allowed.
        Assert.AreEqual(0.03, (double)Pairs.Count / Rows.Assessments.Count, 0.009);
        Assert.HasCount(Rows.SegmentDecisions.Count, Rows.Assessments.Concat<object>(Pairs.Select(pair => (object)pair.Second)).ToList());
    }

    [TestMethod]
    public void Second_professional_is_another_one_of_the_unit_and_sees_no_suggestion()
    {
        var unitOf = CountyUnderTest.History.Setting.Units.All.SelectMany(unit => unit.Workers).ToDictionary(worker => worker.Id, worker => worker.UnitId);
        foreach (var (first, second) in Pairs)
        {
            Assert.AreNotEqual(first.WorkerId, second.WorkerId);
            Assert.AreEqual(unitOf[first.WorkerId!.Value], unitOf[second.WorkerId!.Value]);
            Assert.IsTrue(second is { SuggestedSegment: null, OverrideReason: null });
            Assert.IsTrue(second.DecidedAtUtc > first.DecidedAtUtc && second.DecidedAtUtc - first.DecidedAtUtc < TimeSpan.FromDays(30));
        }
    }

    [TestMethod]
    public void Two_professionals_agree_more_than_by_chance_and_less_than_always()
    {
        // Two independent looks with an error of 9 points agree in about seven cases of ten; with 100 pairs one standard error is 5 points.
        var agreement = Pairs.Count(pair => pair.First.Segment == pair.Second.Segment) / (double)Pairs.Count;

        Assert.IsTrue(agreement is > 0.55 and < 0.87, $"{agreement:P0} of {Pairs.Count}");
    }

    [TestMethod]
    public void Another_share_changes_nothing_else()
    {
        var parameters = new CountyParameters { ClientCount = 60, EndsAtUtc = CountyUnderTest.EndsAtUtc };

        var none = CountyUnderTest.Generate(parameters with { Labels = new LabelParameters { DoubleCodedShare = 0 } }).Rows;
        var all = CountyUnderTest.Generate(parameters with { Labels = new LabelParameters { DoubleCodedShare = 1 } }).Rows;

        Assert.HasCount(none.Assessments.Count, none.SegmentDecisions);
        Assert.IsEmpty(none.SegmentDecisions.Select(Told).Except(all.SegmentDecisions.Select(Told)));
        Assert.IsGreaterThan(none.SegmentDecisions.Count, all.SegmentDecisions.Count);
        CollectionAssert.AreEqual(none.Contacts.Select(contact => (contact.Id, contact.StartedAtUtc)).ToList(), all.Contacts.Select(contact => (contact.Id, contact.StartedAtUtc)).ToList());
        CollectionAssert.AreEqual(none.CaseEvents.Select(happened => (happened.CaseId, happened.OccurredAtUtc)).ToList(), all.CaseEvents.Select(happened => (happened.CaseId, happened.OccurredAtUtc)).ToList());

        static (Guid, string, string?, DateTime, Guid?, int?) Told(SegmentDecision decision) =>
            (decision.ClientId, decision.Segment, decision.SuggestedSegment, decision.DecidedAtUtc, decision.WorkerId, decision.SecondsToDecide);
    }

    /// <summary>Each decision that no assessment carries, with the one before it.</summary>
    private static IEnumerable<(SegmentDecision First, SegmentDecision Second)> PairsOf(HistoryBatch rows)
    {
        var assessed = rows.Assessments.Select(assessment => (assessment.ClientId, assessment.AssessedAtUtc)).ToHashSet();
        foreach (var ofClient in rows.SegmentDecisions.GroupBy(decision => decision.ClientId))
        {
            SegmentDecision[] inTimeOrder = [.. ofClient.OrderBy(decision => decision.DecidedAtUtc)];
            for (var index = 1; index < inTimeOrder.Length; index++)
            {
                if (!assessed.Contains((ofClient.Key, inTimeOrder[index].DecidedAtUtc)))
                    yield return (inTimeOrder[index - 1], inTimeOrder[index]);
            }
        }
    }
}
