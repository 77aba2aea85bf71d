using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Writes into the audit who signed in, and who gave whom which rights.</summary>
internal static class AuditAccounts
{
    extension(GuidanceDbContext guidance)
    {
        /// <param name="action">What was done to the account.</param>
        /// <param name="accountId">Whose account it is; null when nobody's was found.</param>
        /// <param name="actor">Who did it.</param>
        /// <param name="reason">What was done, in the names of fields.</param>
        /// <param name="nowUtc">When.</param>
        public void AuditAccount(AuditAction action, Guid? accountId, Actor actor, string reason, DateTime nowUtc) =>
            guidance.AuditOf(action, nameof(Account), accountId, null, actor, reason, nowUtc);
    }
}
