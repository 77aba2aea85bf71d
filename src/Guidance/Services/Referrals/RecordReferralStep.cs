using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Records how a referral goes on. A service that starts is an event of the case: <see cref="CaseEventKind.ServiceArranged"/>.</summary>
public sealed class RecordReferralStep(GuidanceDbContext guidance, KeepDeadlines keepDeadlines, ReferralDoor door, CountyCalendar calendar, TimeProvider clock)
{
    public const string StateField = "State";
    public const string DayField = "OccurredOn";

    public Task<ReferralResult> RecordAsync(StepToRecord toRecord, Actor actor, CancellationToken cancellationToken) => guidance.InTransactionAsync<ReferralResult>(
        async transaction =>
        {
            var referral = await guidance.Referrals.FirstOrDefaultAsync(each => each.Id == toRecord.ReferralId, cancellationToken);
            var guidanceCase = referral is null ? null : await guidance.Cases.SingleAsync(each => each.Id == referral.CaseId, cancellationToken);
            if (referral is null || guidanceCase is null || await door.AskAsync(referral, guidanceCase, AuditReasons.ReferralStepRecorded, actor, cancellationToken) is not { } ground)
                return MakeReferral.Refuse(StateField, ReferralProblemKind.NotThere);
            if (referral.Version != toRecord.Version)
                return MakeReferral.Refuse(StateField, ReferralProblemKind.ChangedMeanwhile);

            var now = clock.GetUtcNow().UtcDateTime;
            var note = ClientText.Clean(toRecord.Note);
            if (!Referral.NextOf(referral.State).Contains(toRecord.State))
                return MakeReferral.Refuse(StateField, ReferralProblemKind.StepNotPossible);
            if (MakeReferral.CheckNote(note) is { } wrong)
                return wrong;
            if (note.Length == 0 && Referral.NeedsReason(referral.State, toRecord.State))
                return MakeReferral.Refuse(MakeReferral.NoteField, ReferralProblemKind.ReasonMissing);
            var day = toRecord.OccurredOn ?? calendar.DayOf(now);
            if (day > calendar.DayOf(now))
                return MakeReferral.Refuse(DayField, ReferralProblemKind.DayInFuture);
            if (day < calendar.DayOf(referral.LastStepAtUtc))
                return MakeReferral.Refuse(DayField, ReferralProblemKind.DayBeforeLastStep);

            // Of an earlier day only the day is known; steps of one day keep their order.
            var begin = calendar.StartOfDayUtc(day);
            var occurredAtUtc = day == calendar.DayOf(now) ? now : begin > referral.LastStepAtUtc ? begin : referral.LastStepAtUtc;
            referral.Become(toRecord.State, occurredAtUtc);
            guidance.Add(new ReferralStep
            {
                ReferralId = referral.Id,
                State = toRecord.State,
                OccurredAtUtc = occurredAtUtc,
                RecordedAtUtc = now,
                WorkerId = actor.WorkerId,
                UnitId = actor.UnitId,
                Note = note.Length == 0 ? null : note,
            });
            if (toRecord.State == ReferralState.Started)
            {
                guidance.Add(new CaseEvent
                {
                    CaseId = guidanceCase.Id,
                    Kind = CaseEventKind.ServiceArranged,
                    OccurredAtUtc = occurredAtUtc,
                    RecordedAtUtc = now,
                    UnitId = guidanceCase.ResponsibleUnitId,
                    WorkerId = actor.WorkerId,
                });
                await keepDeadlines.UpdateAsync(guidanceCase, cancellationToken);
            }

            guidance.AuditOf(AuditAction.Update, nameof(Referral), referral.Id, guidanceCase.ClientId, actor, ground.With($"; {toRecord.State}"), now);
            try
            {
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new ReferralResult.Done(referral.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                guidance.ChangeTracker.Clear();
                return MakeReferral.Refuse(StateField, ReferralProblemKind.ChangedMeanwhile);
            }
        },
        cancellationToken);
}
