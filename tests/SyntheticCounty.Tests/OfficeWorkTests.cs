using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Testing;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class OfficeWorkTests
{
    [TestMethod]
    public async Task The_desks_hold_offers_and_referrals_in_every_state_and_nothing_happens_after_the_end()
    {
        using var database = new TestDatabase();
        await using var guidance = database.OpenGuidance();

        await CountyUnderTest.GenerateInto(guidance).RunAsync(new CountyParameters { ClientCount = 400 }, null, CancellationToken.None);

        CollectionAssert.IsSubsetOf(Enum.GetValues<ReferralState>(), await guidance.Referrals.Select(referral => referral.State).Distinct().ToArrayAsync());
        var handoffs = await guidance.Handoffs.AsNoTracking().ToListAsync();
        CollectionAssert.IsSubsetOf(new[] { HandoffState.Offered, HandoffState.Accepted, HandoffState.Declined, HandoffState.Done }, handoffs.Select(handoff => handoff.State).Distinct().ToArray());
        Assert.IsTrue(handoffs.Exists(handoff => handoff.ReturnReasonKind is not null), "One went there and came back.");
        Assert.IsTrue(handoffs.TrueForAll(handoff => handoff.FromUnitId != handoff.ToUnitId));
        CollectionAssert.IsSubsetOf(Enum.GetValues<CaseAssignmentKind>(), await guidance.CaseAssignments.Select(assignment => assignment.Kind).Distinct().ToArrayAsync());
        Assert.AreEqual((2, true), (await guidance.Absences.CountAsync(), await guidance.DutyTurns.AnyAsync()));
        Assert.IsFalse(await guidance.ReferralSteps.AnyAsync(step => step.OccurredAtUtc > CountyUnderTest.EndsAtUtc));
        Assert.IsFalse(await guidance.CaseAssignments.AnyAsync(assignment => assignment.AtUtc > CountyUnderTest.EndsAtUtc));
        Assert.IsFalse(await guidance.CaseEvents.AnyAsync(happened => happened.OccurredAtUtc > CountyUnderTest.EndsAtUtc));

        // Each referral stands where its last step left it.
        var referrals = await guidance.Referrals.AsNoTracking().ToListAsync();
        var stepsOf = (await guidance.ReferralSteps.AsNoTracking().OrderBy(step => step.Sequence).ToListAsync()).ToLookup(step => step.ReferralId);
        foreach (var referral in referrals)
        {
            var steps = stepsOf[referral.Id].ToList();
            Assert.AreEqual((ReferralState.Made, referral.State, referral.LastStepAtUtc), (steps[0].State, steps[^1].State, steps[^1].OccurredAtUtc));
            CollectionAssert.AreEqual(steps.Select(step => step.OccurredAtUtc).Order().ToList(), steps.ConvertAll(step => step.OccurredAtUtc));
        }

        // Of most closed cases in which a service was arranged it is known who gave it, and it ended with the case.
        var cases = await guidance.Cases.AsNoTracking().ToDictionaryAsync(each => each.Id);
        var arranged = (await guidance.CaseEvents.AsNoTracking().Where(happened => happened.Kind == CaseEventKind.ServiceArranged).Select(happened => happened.CaseId).Distinct().ToListAsync())
            .Where(id => cases[id].ClosedAtUtc is not null).ToHashSet();
        var given = referrals.Where(referral => referral.State == ReferralState.Ended && arranged.Contains(referral.CaseId)).ToList();
        Assert.IsInRange(0.8, 0.95, given.Select(referral => referral.CaseId).Distinct().Count() / (double)arranged.Count);
        Assert.IsTrue(given.TrueForAll(referral => referral.MadeAtUtc >= cases[referral.CaseId].ReceivedAtUtc && referral.LastStepAtUtc == cases[referral.CaseId].ClosedAtUtc));

        var chosen = handoffs.Where(handoff => handoff.ReasonKind != HandoffReason.AtContact && handoff.ReturnReasonKind is null).ToList();
        var returned = handoffs.Where(handoff => handoff.ReturnReasonKind is not null).ToList();
        Assert.IsInRange(0.05, 0.15, chosen.Count(handoff => handoff.ReasonKind == HandoffReason.Other) / (double)chosen.Count);
        Assert.AreEqual((returned.Count + 4) / 10, returned.Count(handoff => handoff.ReturnReasonKind == ReturnReason.Other), "One in ten, the sixth first.");
        Assert.IsTrue(handoffs.TrueForAll(handoff => handoff.ReasonKind != HandoffReason.Other || handoff.Reason is not null), "Other asks for words.");
    }
}
