using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>Writes what is done to remote receptions into the audit.</summary>
internal static class ReceptionAudit
{
    extension(GuidanceDbContext guidance)
    {
        public void AuditReception(AuditAction action, RemoteReception reception, Actor actor, AuditGround ground, DateTime nowUtc) => guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = nowUtc,
            Actor = actor.Name,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Action = action,
            Subject = nameof(RemoteReception),
            SubjectId = reception.Id,
            ClientId = reception.ClientId,
            CaseId = ground.CaseId,
            ContactId = ground.ContactId,
            Reason = ground.Reason,
        });
    }
}
