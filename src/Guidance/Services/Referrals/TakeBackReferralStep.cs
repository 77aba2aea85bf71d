using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>
/// Takes the last step of a referral back, in sight and with a reason: the step, and that it was a mistake, both stay. What followed from it goes as well: a
/// deadline that a service's start had ended runs as it did.
/// </summary>
public sealed class TakeBackReferralStep(GuidanceDbContext guidance, KeepDeadlines keepDeadlines, ReferralDoor door, TimeProvider clock)
{
    public const string NoteField = "TakeBackNote";

    public async Task<ReferralResult> TakeBackAsync(Guid referralId, int version, string? written, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await guidance.InTransactionAsync(transaction => TakeBackOnceAsync(referralId, version, written, actor, transaction, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            guidance.ChangeTracker.Clear();
            return MakeReferral.Refuse(RecordReferralStep.StateField, ReferralProblemKind.ChangedMeanwhile);
        }
    }

    private async Task<ReferralResult> TakeBackOnceAsync(Guid referralId, int version, string? written, Actor actor, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        var referral = await guidance.Referrals.FirstOrDefaultAsync(each => each.Id == referralId, cancellationToken);
        var guidanceCase = referral is null ? null : await guidance.Cases.SingleAsync(each => each.Id == referral.CaseId, cancellationToken);
        if (referral is null || guidanceCase is null || await door.AskAsync(referral, guidanceCase, AuditReasons.ReferralStepTakenBack, actor, cancellationToken) is not { } ground)
            return Refuse(ReferralProblemKind.NotThere);
        if (referral.Version != version)
            return MakeReferral.Refuse(RecordReferralStep.StateField, ReferralProblemKind.ChangedMeanwhile);

        var note = ClientText.Clean(written);
        if (MakeReferral.CheckNote(note) is { } wrong)
            return Refuse(wrong.Kind);
        if (note.Length == 0)
            return Refuse(ReferralProblemKind.TakeBackReasonMissing);
        var steps = await guidance.ReferralSteps.AsNoTracking().Where(step => step.ReferralId == referralId).OrderBy(step => step.Sequence).ToListAsync(cancellationToken);
        var standing = ReferralStep.Standing(steps);
        if (standing.Count < 2)
            return Refuse(ReferralProblemKind.NothingToTakeBack);
        var (taken, before) = (standing[^1], standing[^2]);
        if (!referral.IsOpen && await guidance.Referrals.AnyAsync(other => other.Id != referralId && other.CaseId == referral.CaseId && other.ServiceId == referral.ServiceId
            && other.State != ReferralState.Declined && other.State != ReferralState.Ended, cancellationToken))
            return Refuse(ReferralProblemKind.AlreadyReferred);

        var now = clock.GetUtcNow().UtcDateTime;
        referral.GoBack(before);
        guidance.Add(new ReferralStep
        {
            ReferralId = referralId,
            State = before.State,
            TakesBack = taken.Sequence,
            OccurredAtUtc = now < taken.OccurredAtUtc ? taken.OccurredAtUtc : now,
            RecordedAtUtc = now,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Note = note,
        });
        guidance.AuditOf(AuditAction.Update, nameof(Referral), referralId, guidanceCase.ClientId, actor, ground, now);
        if (taken.State == ReferralState.Started && await FindStartAsync(taken, guidanceCase.Id, cancellationToken) is { } start)
            guidance.TakeBack(start, note, now, actor);
        await guidance.SaveChangesAsync(cancellationToken);

        // Counted from what is stored: the start counts no more.
        await keepDeadlines.UpdateAsync(guidanceCase, cancellationToken);
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReferralResult.Done(referralId);
    }

    private Task<CaseEvent?> FindStartAsync(ReferralStep started, Guid caseId, CancellationToken cancellationToken) => guidance.CaseEvents.AsNoTracking().Standing()
        .Where(happened => happened.CaseId == caseId && happened.Kind == CaseEventKind.ServiceArranged && happened.OccurredAtUtc == started.OccurredAtUtc)
        .OrderByDescending(happened => happened.RecordedAtUtc == started.RecordedAtUtc).ThenBy(happened => happened.Sequence).FirstOrDefaultAsync(cancellationToken);

    private static ReferralResult.Refused Refuse(ReferralProblemKind kind) => MakeReferral.Refuse(NoteField, kind);
}
