using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>What the removal of a client and that of a case without one have in common.</summary>
internal static class RemoveCases
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>Adds to what is saved next that these were imported: the same file must not bring them back without a word.</summary>
        public async Task RememberImportedAsync(IQueryable<GuidanceCase> which, CancellationToken cancellationToken)
        {
            var imported = await which.Where(row => row.ExternalId != null).Select(row => new { row.Source, row.ExternalId }).ToListAsync(cancellationToken);
            guidance.AddRange(imported.Select(row => new RemovedCase { Source = row.Source, ExternalDigest = RemovedCase.DigestOf(row.ExternalId!) }));
        }

        /// <summary>
        /// Removes cases with all that hangs on them and is not a client's own. What refers comes before what it refers to; a test walks the model: a table that is
        /// missing here fails it.
        /// </summary>
        /// <returns>Rows removed.</returns>
        public async Task<int> RemoveCasesAsync(IQueryable<GuidanceCase> which, CancellationToken cancellationToken)
        {
            var rows = 0;
            var cases = which.Select(row => row.Id);
            var contacts = guidance.Contacts.Where(row => cases.Contains(row.CaseId)).Select(row => row.Id);
            var referrals = guidance.Referrals.Where(row => cases.Contains(row.CaseId)).Select(row => row.Id);
            await GoAsync(guidance.ReferralSteps.Where(row => referrals.Contains(row.ReferralId)));
            await GoAsync(guidance.Referrals.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.ImportFindings.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.DeadlineWarnings.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.DeadlinePauses.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.CaseDeadlines.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.CaseAssignments.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.JointMeetings.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.NeedsAssessments.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.Handoffs.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.CaseEvents.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(guidance.ContactSenders.Where(row => contacts.Contains(row.ContactId)));
            await GoAsync(guidance.Consultations.Where(row => contacts.Contains(row.ContactId)));
            await GoAsync(guidance.Contacts.Where(row => cases.Contains(row.CaseId)));
            await GoAsync(which);
            return rows;

            async Task GoAsync<T>(IQueryable<T> these)
                where T : class => rows += await these.ExecuteDeleteAsync(cancellationToken);
        }
    }
}
