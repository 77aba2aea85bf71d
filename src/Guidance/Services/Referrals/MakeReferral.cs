using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Guides the client of an open case to a service of the directory.</summary>
public sealed class MakeReferral(GuidanceDbContext guidance, ReferralDoor door, TimeProvider clock)
{
    public const string NoteField = "Note";
    public const string CaseField = "Case";

    public Task<ReferralResult> MakeAsync(ReferralToMake toMake, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<ReferralResult>(
        async transaction =>
        {
            // The service must not be withdrawn, nor the case be closed, between looking and storing. Where the same key came in at the same moment, a second look finds it.
            var guidanceCase = await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == toMake.CaseId, cancellationToken);
            if (guidanceCase is null || await door.AskAsync(guidanceCase, AuditReasons.ReferralMade, actor, cancellationToken) is not { } ground)
                return Refuse(CaseField, ReferralProblemKind.NotThere);
            if (ClientGrounds.StatedIn(ground) is not null)
                return Refuse(CaseField, ReferralProblemKind.ContactFirst);

            var note = ClientText.Clean(toMake.Note);
            if (await FindEarlierAsync(toMake, note, cancellationToken) is { } earlier)
                return earlier;
            if (await FindProblemAsync(toMake, note, guidanceCase, cancellationToken) is { } wrong)
                return wrong;

            var now = clock.GetUtcNow().UtcDateTime;
            var made = Add(toMake, note, actor, now);
            guidance.AuditOf(AuditAction.Create, nameof(Referral), made.Id, guidanceCase.ClientId, actor, ground, now);
            await guidance.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new ReferralResult.Done(made.Id);
        },
        cancellationToken);

    /// <summary>A key belongs to one form, whatever case it is sent of: a note that was left out this time is no other content.</summary>
    private async Task<ReferralResult?> FindEarlierAsync(ReferralToMake toMake, string note, CancellationToken cancellationToken)
    {
        if (await guidance.Referrals.AsNoTracking().FirstOrDefaultAsync(referral => referral.SubmissionKey == toMake.SubmissionKey, cancellationToken) is not { } sent)
            return null;
        var isSame = sent.CaseId == toMake.CaseId && sent.ServiceId == toMake.ServiceId
            && (note.Length == 0 || await guidance.ReferralSteps.AnyAsync(step => step.ReferralId == sent.Id && step.State == ReferralState.Made && step.TakesBack == null && step.Note == note, cancellationToken));
        return isSame ? new ReferralResult.Done(sent.Id, CameBefore: true) : Refuse(CaseField, ReferralProblemKind.KeyReused);
    }

    private async Task<ReferralResult.Refused?> FindProblemAsync(ReferralToMake toMake, string note, GuidanceCase guidanceCase, CancellationToken cancellationToken)
    {
        if (CheckNote(note) is { } wrong)
            return wrong;
        if (guidanceCase.ClosedAtUtc is not null)
            return Refuse(CaseField, ReferralProblemKind.CaseClosed);
        var service = await guidance.GuidanceServices.AsNoTracking().Where(each => each.Id == toMake.ServiceId).Select(each => new { each.WithdrawnAtUtc }).FirstOrDefaultAsync(cancellationToken);
        if (service is null)
            return Refuse(CaseField, ReferralProblemKind.ServiceNotThere);
        if (service.WithdrawnAtUtc is not null)
            return Refuse(CaseField, ReferralProblemKind.ServiceWithdrawn);
        return await guidance.Referrals.AnyAsync(referral => referral.CaseId == toMake.CaseId && referral.ServiceId == toMake.ServiceId
            && referral.State != ReferralState.Declined && referral.State != ReferralState.Ended, cancellationToken) ? Refuse(CaseField, ReferralProblemKind.AlreadyReferred) : null;
    }

    private Referral Add(ReferralToMake toMake, string note, Actor actor, DateTime nowUtc)
    {
        var made = new Referral
        {
            CaseId = toMake.CaseId,
            ServiceId = toMake.ServiceId,
            MadeByWorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            MadeAtUtc = nowUtc,
            LastStepAtUtc = nowUtc,
            SubmissionKey = toMake.SubmissionKey,
        };
        guidance.Add(made);
        guidance.Add(new ReferralStep
        {
            ReferralId = made.Id,
            State = ReferralState.Made,
            OccurredAtUtc = nowUtc,
            RecordedAtUtc = nowUtc,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Note = note.Length == 0 ? null : note,
        });
        return made;
    }

    internal static ReferralResult.Refused? CheckNote(string note) =>
        note.Length > ReferralStep.NoteMaxLength ? Refuse(NoteField, ReferralProblemKind.NoteTooLong)
        : !ClientText.IsReadable(note) ? Refuse(NoteField, ReferralProblemKind.NoteUnreadable)
        : null;

    internal static ReferralResult.Refused Refuse(string field, ReferralProblemKind kind) => new(field, kind);
}
