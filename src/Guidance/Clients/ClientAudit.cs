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
    }
}
