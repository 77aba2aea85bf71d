using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>
/// Who gave the service in cases that are closed: of most of those in which one was arranged, the referral that led to it. It ended with the case at the latest, so
/// that nobody has a service going on by it. A few went to a service that declined first.
/// </summary>
/// <remarks>The histories are not touched: a referral lies between the receiving of a case and its closing and is no event of it.</remarks>
internal sealed class PastReferrals(GuidanceDbContext guidance, DerivedIds ids, Random random)
{
    /// <summary>Of arranged services some are known from the case's text only, as everywhere.</summary>
    private const double NotRecordedShare = 0.12;

    private const double DeclinedFirstShare = 0.08;
    private const int RowsAtOnce = 10_000;

    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        var choice = new ServiceChoice(await guidance.GuidanceServices.AsNoTracking().OrderBy(service => service.Id).ToListAsync(cancellationToken));
        var arranged = await (
            from happened in guidance.CaseEvents.AsNoTracking()
            where happened.Kind == CaseEventKind.ServiceArranged
            join of in guidance.Cases on happened.CaseId equals of.Id
            where of.ClosedAtUtc != null && of.ClosedAtUtc >= happened.OccurredAtUtc && of.Source == GuidanceCase.OwnSource
            orderby of.Id, happened.Sequence
            select new Arranged(of.Id, of.Theme, of.LifeStage, of.ReceivedAtUtc, happened.OccurredAtUtc, of.ClosedAtUtc!.Value, happened.UnitId, happened.WorkerId)).ToListAsync(cancellationToken);
        foreach (var some in arranged.DistinctBy(each => each.CaseId).Chunk(RowsAtOnce))
        {
            var (referrals, steps) = (new List<Referral>(), new List<ReferralStep>());
            foreach (var about in some)
                Refer(about, choice, referrals, steps);
            await guidance.InBulkTransactionAsync(
                async transaction =>
                {
                    await guidance.BulkInsertAsync(referrals, cancellationToken);
                    await guidance.BulkInsertAsync(steps, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                },
                cancellationToken);
        }
    }

    private void Refer(Arranged about, ServiceChoice choice, List<Referral> referrals, List<ReferralStep> steps)
    {
        // Drawn for each, so that what one case gets does not depend on another's.
        var (isRecorded, isDeclinedFirst) = (random.NextDouble() >= NotRecordedShare, random.NextDouble() < DeclinedFirstShare);
        if (!isRecorded || about.ArrangedAtUtc < about.ReceivedAtUtc)
            return;
        if (isDeclinedFirst)
            Add([(ReferralState.Made, Before(0.1)), (ReferralState.Declined, Before(0.3))]);
        Add([(ReferralState.Made, Before(0.4)), (ReferralState.Accepted, Before(0.7)), (ReferralState.Started, about.ArrangedAtUtc), (ReferralState.Ended, about.ClosedAtUtc)]);

        DateTime Before(double share) => about.ReceivedAtUtc + ((about.ArrangedAtUtc - about.ReceivedAtUtc) * share);

        void Add((ReferralState State, DateTime AtUtc)[] came)
        {
            var referral = new Referral
            {
                Id = ids.Next(),
                CaseId = about.CaseId,
                ServiceId = choice.Draw(about.Theme, about.LifeStage, random).Id,
                MadeByWorkerId = about.WorkerId,
                UnitId = about.UnitId,
                MadeAtUtc = came[0].AtUtc,
                LastStepAtUtc = came[0].AtUtc,
                SubmissionKey = ids.Next(),
            };
            foreach (var (state, atUtc) in came)
            {
                if (state != ReferralState.Made)
                    referral.Become(state, atUtc);
                steps.Add(new ReferralStep
                {
                    ReferralId = referral.Id,
                    State = state,
                    OccurredAtUtc = atUtc,
                    RecordedAtUtc = atUtc,
                    WorkerId = about.WorkerId,
                    UnitId = about.UnitId,
                    Note = state == ReferralState.Declined ? "Ryhmä on täynnä, uusia otetaan syksyllä." : null,
                });
            }

            referrals.Add(referral);
        }
    }

    private sealed record Arranged(Guid CaseId, NeedReason? Theme, LifeStage? LifeStage, DateTime ReceivedAtUtc, DateTime ArrangedAtUtc, DateTime ClosedAtUtc, Guid? UnitId, Guid? WorkerId);
}
