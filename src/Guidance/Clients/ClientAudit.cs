using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Writes what is done to clients into the audit: ids and names of fields, never what they hold.</summary>
internal static class ClientAudit
{
    private const int ReasonMaxLength = 200;

    extension(GuidanceDbContext guidance)
    {
        public void AuditClient(AuditAction action, Guid? clientId, Actor actor, string reason, DateTime nowUtc) => guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = nowUtc,
            Actor = actor.Name,
            Action = action,
            Subject = nameof(Client),
            SubjectId = clientId,
            ClientId = clientId,
            Reason = reason.Length <= ReasonMaxLength ? reason : reason[..ReasonMaxLength],
        });
    }
}
