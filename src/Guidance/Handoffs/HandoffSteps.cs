using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Writes what happens to offers: the event, the audit entry, and what follows from one for the others of the same case.</summary>
internal static class HandoffSteps
{
    extension(GuidanceDbContext guidance)
    {
        public void AddStep(CaseEventKind kind, Guid caseId, Guid? unitId, DateTime occurredAtUtc, DateTime nowUtc, Actor actor, Guid? contactId = null) => guidance.CaseEvents.Add(new CaseEvent
        {
            CaseId = caseId,
            Kind = kind,
            OccurredAtUtc = occurredAtUtc,
            RecordedAtUtc = nowUtc,
            UnitId = unitId,
            WorkerId = actor.WorkerId,
            ContactId = contactId,
        });

        public void AuditHandoff(AuditAction action, Handoff handoff, Guid? clientId, Actor actor, string reason, DateTime nowUtc) =>
            guidance.AuditOf(action, nameof(Handoff), handoff.Id, clientId, actor, new AuditGround(reason) { CaseId = handoff.CaseId }, nowUtc);

        /// <summary>An ended case is offered to nobody, and what was asked for with it is done.</summary>
        public async Task EndHandoffsAsync(GuidanceCase ended, DateTime endedAtUtc, DateTime nowUtc, Actor actor, CancellationToken cancellationToken)
        {
            var open = await guidance.Handoffs.Where(handoff => handoff.CaseId == ended.Id && (handoff.State == HandoffState.Offered || handoff.State == HandoffState.Accepted)).ToListAsync(cancellationToken);
            foreach (var handoff in open)
            {
                if (handoff.State == HandoffState.Accepted)
                {
                    handoff.Finish(nowUtc);
                    continue;
                }

                handoff.Withdraw(actor.WorkerId, nowUtc);
                guidance.AddStep(CaseEventKind.HandoffWithdrawn, ended.Id, ended.ResponsibleUnitId, endedAtUtc, nowUtc, actor);
            }
        }

        /// <summary>Once a case is offered anew or has gone on, what was declined before calls for nothing more.</summary>
        public async Task NoteDeclinesSeenAsync(Guid caseId, DateTime nowUtc, CancellationToken cancellationToken)
        {
            var declined = await guidance.Handoffs.Where(handoff => handoff.CaseId == caseId && handoff.State == HandoffState.Declined && handoff.DeclineSeenAtUtc == null).ToListAsync(cancellationToken);
            declined.ForEach(handoff => handoff.NoteDeclineSeen(nowUtc));
        }
    }

    /// <summary>Trimmed; null when nothing was written.</summary>
    public static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");
}
