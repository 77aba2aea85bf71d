using Microsoft.EntityFrameworkCore;
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
        foreach (var referral in await guidance.Referrals.AsNoTracking().ToListAsync())
        {
            var steps = await guidance.ReferralSteps.AsNoTracking().Where(step => step.ReferralId == referral.Id).OrderBy(step => step.Sequence).ToListAsync();
            Assert.AreEqual((ReferralState.Made, referral.State, referral.LastStepAtUtc), (steps[0].State, steps[^1].State, steps[^1].OccurredAtUtc));
            CollectionAssert.AreEqual(steps.Select(step => step.OccurredAtUtc).Order().ToList(), steps.ConvertAll(step => step.OccurredAtUtc));
        }
    }
}
