using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Adds an entry to what is saved next. How it is made is in <see cref="AuditEntry.Of"/>.</summary>
internal static class WriteAudit
{
    extension(GuidanceDbContext guidance)
    {
        /// <inheritdoc cref="AuditEntry.Of"/>
        public void AuditOf(AuditAction action, string subject, Guid? subjectId, Guid? clientId, Actor actor, AuditGround ground, DateTime nowUtc) =>
            guidance.AuditEntries.Add(AuditEntry.Of(action, subject, subjectId, clientId, actor, ground, nowUtc));
    }
}
