using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Writes what is done to clients into the audit: ids and names of fields, never what they hold.</summary>
internal static class ClientAudit
{
    extension(GuidanceDbContext guidance)
    {
        public void AuditClient(AuditAction action, Guid? clientId, Actor actor, AuditGround ground, DateTime nowUtc) =>
            guidance.AuditOf(action, nameof(Client), clientId, clientId, actor, ground, nowUtc);

        /// <summary>The same for something of a client's.</summary>
        public void AuditOf(AuditAction action, string subject, Guid? subjectId, Guid? clientId, Actor actor, AuditGround ground, DateTime nowUtc) => guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = nowUtc,
            Actor = actor.Name,
            WorkerId = actor.WorkerId,
            UnitId = actor.UnitId,
            Action = action,
            Subject = subject,
            SubjectId = subjectId,
            ClientId = clientId,
            CaseId = ground.CaseId,
            ContactId = ground.ContactId,
            Reason = ground.Reason.Length <= AuditEntry.ReasonMaxLength ? ground.Reason : ground.Reason[..AuditEntry.ReasonMaxLength],
        });
    }
}
