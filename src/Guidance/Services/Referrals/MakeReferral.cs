using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Guides the client of an open case to a service of the directory.</summary>
public sealed class MakeReferral(GuidanceDbContext guidance, ReferralDoor door, TimeProvider clock)
{
    public const string NoteField = "Note";
    public const string CaseField = "Case";

    public async Task<ReferralResult> MakeAsync(ReferralToMake toMake, Actor actor, CancellationToken cancellationToken)
    {
        // The service must not be withdrawn, nor the case be closed, between looking and storing.
        await using var transaction = await guidance.Database.BeginTransactionAsync(cancellationToken);
        var guidanceCase = await guidance.Cases.AsNoTracking().FirstOrDefaultAsync(each => each.Id == toMake.CaseId, cancellationToken);
        if (guidanceCase is null || await door.AskAsync(guidanceCase, AuditReasons.ReferralMade, actor, cancellationToken) is not { } ground)
            return Refuse(CaseField, ReferralProblemKind.NotThere);
        if (ClientGrounds.StatedIn(ground) is not null)
            return Refuse(CaseField, ReferralProblemKind.ContactFirst);

        var sentBefore = await guidance.Referrals.Where(referral => referral.SubmissionKey == toMake.SubmissionKey && referral.CaseId == guidanceCase.Id)
            .Select(referral => (Guid?)referral.Id).FirstOrDefaultAsync(cancellationToken);
        if (sentBefore is { } id)
            return new ReferralResult.Done(id);

        var note = ClientText.Clean(toMake.Note);
        if (CheckNote(note) is { } wrong)
            return wrong;
        if (guidanceCase.ClosedAtUtc is not null)
            return Refuse(CaseField, ReferralProblemKind.CaseClosed);
        var service = await guidance.GuidanceServices.AsNoTracking().Where(each => each.Id == toMake.ServiceId).Select(each => new { each.Id, each.WithdrawnAtUtc }).FirstOrDefaultAsync(cancellationToken);
        if (service is null)
            return Refuse(CaseField, ReferralProblemKind.ServiceNotThere);
        if (service.WithdrawnAtUtc is not null)
            return Refuse(CaseField, ReferralProblemKind.ServiceWithdrawn);
        if (await guidance.Referrals.AnyAsync(referral => referral.CaseId == guidanceCase.Id && referral.ServiceId == service.Id
            && referral.State != ReferralState.Declined && referral.State != ReferralState.Ended, cancellationToken))
            return Refuse(CaseField, ReferralProblemKind.AlreadyReferred);

        var now = clock.GetUtcNow().UtcDateTime;
        var made = new Referral
        {
            CaseId = guidanceCase.Id,
            ServiceId = service.Id,
            MadeByWorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            MadeAtUtc = now,
            LastStepAtUtc = now,
            SubmissionKey = toMake.SubmissionKey,
        };
        guidance.Add(made);
        guidance.Add(new ReferralStep
        {
            ReferralId = made.Id,
            State = ReferralState.Made,
            OccurredAtUtc = now,
            RecordedAtUtc = now,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Note = note.Length == 0 ? null : note,
        });
        guidance.AuditOf(AuditAction.Create, nameof(Referral), made.Id, guidanceCase.ClientId, actor, ground, now);
        await guidance.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReferralResult.Done(made.Id);
    }

    internal static ReferralResult.Refused? CheckNote(string note) =>
        note.Length > ReferralStep.NoteMaxLength ? Refuse(NoteField, ReferralProblemKind.NoteTooLong)
        : !ClientText.IsReadable(note) ? Refuse(NoteField, ReferralProblemKind.NoteUnreadable)
        : null;

    internal static ReferralResult.Refused Refuse(string field, ReferralProblemKind kind) => new(field, kind);
}
