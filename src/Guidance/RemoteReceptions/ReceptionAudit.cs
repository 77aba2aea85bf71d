using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>Writes what is done to remote receptions into the audit.</summary>
internal static class ReceptionAudit
{
    extension(GuidanceDbContext guidance)
    {
        public void AuditReception(AuditAction action, RemoteReception reception, Actor actor, AuditGround ground, DateTime nowUtc) =>
            guidance.AuditOf(action, nameof(RemoteReception), reception.Id, reception.ClientId, actor, ground, nowUtc);
    }
}
