using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Warnings;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>Which data has been kept long enough. What a dry run counts and what a run removes is asked here, and nowhere else.</summary>
internal static class DueData
{
    extension(GuidanceDbContext guidance)
    {
        /// <summary>
        /// Clients of whom nothing has been recorded since the limit, and with whom nothing is open. Those merged into another go with that other one; asked of
        /// them alone, the answer is the same.
        /// </summary>
        public IQueryable<Client> DueClients(DateTime limitUtc)
        {
            var quiet = guidance.QuietClients(limitUtc);

            // Whoever is close to someone who is guided now is part of their matters: a guardian, a family carer.
            return guidance.QuietClients(limitUtc).Where(client =>
                !guidance.Set<ClientRelation>().Any(relation => relation.ClientId == client.Id && relation.EndedAtUtc == null && relation.RelatedClientId != null
                    && guidance.Clients.Any(other => other.Id == relation.RelatedClientId && other.MergedIntoId == null)
                    && !quiet.Any(other => other.Id == relation.RelatedClientId))
                && !guidance.Set<ClientRelation>().Any(relation => relation.RelatedClientId == client.Id && relation.EndedAtUtc == null
                    && guidance.Clients.Any(other => other.Id == relation.ClientId && other.MergedIntoId == null)
                    && !quiet.Any(other => other.Id == relation.ClientId)));
        }

        /// <summary>Cases that have no client and on which nothing of a client hangs, of which nothing has been recorded since the limit and nothing is open.</summary>
        public IQueryable<GuidanceCase> DueAnonymousCases(DateTime limitUtc)
        {
            var busy = guidance.BusyCases(limitUtc);
            return guidance.Cases.Where(row => row.ClientId == null
                && !busy.Any(of => of.Id == row.Id)
                && !guidance.Contacts.Any(of => of.CaseId == row.Id && of.ClientId != null)
                && !guidance.Assessments.Any(of => of.CaseId == row.Id)
                && !guidance.AssessmentDrafts.Any(of => of.CaseId == row.Id)
                && !guidance.SegmentDecisions.Any(of => of.CaseId == row.Id)
                && !guidance.Interventions.Any(of => of.CaseId == row.Id)
                && !guidance.RemoteReceptions.Any(of => of.CaseId == row.Id));
        }

        /// <summary>An unfinished assessment of a case that is open is somebody's work.</summary>
        public IQueryable<AssessmentDraft> DueDrafts(DateTime limitUtc) => guidance.AssessmentDrafts
            .Where(draft => draft.SavedAtUtc < limitUtc && !guidance.Cases.Any(of => of.Id == draft.CaseId && of.ClosedAtUtc == null));

        public IQueryable<QuarantinedRow> DueWaitingRows(DateTime limitUtc) => guidance.QuarantinedRows.Where(row => row.ResolvedAtUtc == null && row.QuarantinedAtUtc < limitUtc);

        public IQueryable<QuarantinedRow> DueResolvedRows(DateTime limitUtc) => guidance.QuarantinedRows.Where(row => row.ResolvedAtUtc < limitUtc);

        public IQueryable<AccountSession> DueSessions(DateTime limitUtc) => guidance.Set<AccountSession>().Where(session => (session.EndedAtUtc ?? session.BeganAtUtc) < limitUtc);

        public IQueryable<OneTimeLink> DueLinks(DateTime limitUtc) => guidance.Set<OneTimeLink>().Where(link => (link.UsedAtUtc ?? link.ExpiresAtUtc) < limitUtc);

        public IQueryable<DeadlineWarning> DueWarnings(DateTime limitUtc) => guidance.DeadlineWarnings
            .Where(warning => (warning.SentAtUtc ?? warning.DueAtUtc) < limitUtc && guidance.Cases.Any(of => of.Id == warning.CaseId && of.ClosedAtUtc < limitUtc));

        private IQueryable<Client> QuietClients(DateTime limitUtc)
        {
            var busy = guidance.BusyCases(limitUtc);
            return guidance.Clients.Where(client =>
                client.CreatedAtUtc < limitUtc
                && !busy.Any(row => row.ClientId == client.Id)
                && !guidance.Contacts.Any(row => row.ClientId == client.Id && (row.RecordedAtUtc >= limitUtc || row.StartedAtUtc >= limitUtc))
                && !guidance.Interventions.Any(row => row.ClientId == client.Id && (row.State == InterventionState.Ongoing || row.RecordedAtUtc >= limitUtc
                    || guidance.InterventionEntries.Any(of => of.InterventionId == row.Id && of.RecordedAtUtc >= limitUtc)))
                && !guidance.Assessments.Any(row => row.ClientId == client.Id && row.AssessedAtUtc >= limitUtc)
                && !guidance.AssessmentDrafts.Any(row => row.ClientId == client.Id && row.SavedAtUtc >= limitUtc)
                && !guidance.SegmentDecisions.Any(row => row.ClientId == client.Id && row.DecidedAtUtc >= limitUtc)
                && !guidance.SecondOpinions.Any(row => row.ClientId == client.Id && (row.AskedAtUtc >= limitUtc || row.GivenAtUtc >= limitUtc))
                && !guidance.RemoteReceptions.Any(row => row.ClientId == client.Id && (row.RecordedAtUtc >= limitUtc || row.PlannedAtUtc >= limitUtc))
                && !guidance.ResponsibleWorkers.Any(row => row.ClientId == client.Id && (row.UntilUtc == null || row.UntilUtc >= limitUtc))
                && !guidance.Set<ClientChange>().Any(row => row.ClientId == client.Id && row.ChangedAtUtc >= limitUtc)
                && !guidance.Set<ClientConsent>().Any(row => row.ClientId == client.Id && row.RecordedAtUtc >= limitUtc)
                && !guidance.Set<StatedGround>().Any(row => row.ClientId == client.Id && (row.StatedAtUtc >= limitUtc || row.UntilUtc >= limitUtc))
                && !guidance.Set<ClientMerge>().Any(row => (row.SurvivorId == client.Id || row.MergedId == client.Id) && (row.MergedAtUtc >= limitUtc || row.UndoneAtUtc >= limitUtc))
                && !guidance.Set<ClientRelation>().Any(row => (row.ClientId == client.Id || row.RelatedClientId == client.Id) && (row.RecordedAtUtc >= limitUtc || row.EndedAtUtc >= limitUtc)));
        }

        /// <summary>Cases that are open, on which something is open, or of which something has been recorded since the limit.</summary>
        private IQueryable<GuidanceCase> BusyCases(DateTime limitUtc) => guidance.Cases.Where(row =>
            row.ClosedAtUtc == null || row.ClosedAtUtc >= limitUtc || row.ReceivedAtUtc >= limitUtc
            || guidance.CaseEvents.Any(of => of.CaseId == row.Id && (of.RecordedAtUtc >= limitUtc || of.OccurredAtUtc >= limitUtc))
            || guidance.Contacts.Any(of => of.CaseId == row.Id && (of.RecordedAtUtc >= limitUtc || of.StartedAtUtc >= limitUtc))
            || guidance.CaseDeadlines.Any(of => of.CaseId == row.Id && of.MetAtUtc == null && of.EndedAtUtc == null)
            || guidance.CaseAssignments.Any(of => of.CaseId == row.Id && of.AtUtc >= limitUtc)
            || guidance.Handoffs.Any(of => of.CaseId == row.Id && (of.State == HandoffState.Offered || of.State == HandoffState.Accepted || of.OfferedAtUtc >= limitUtc))
            || guidance.JointMeetings.Any(of => of.CaseId == row.Id && (of.State == JointMeetingState.Agreed || of.MeetsAtUtc >= limitUtc || of.EndedAtUtc >= limitUtc))
            || guidance.NeedsAssessments.Any(of => of.CaseId == row.Id
                && (of.State == NeedsAssessmentState.InProgress || of.SavedAtUtc >= limitUtc || of.StartedAtUtc >= limitUtc || (of.HousingDecidedOn != null && of.HousingEndedOn == null)))
            || guidance.Referrals.Any(of => of.CaseId == row.Id
                && ((of.State != ReferralState.Declined && of.State != ReferralState.Ended) || of.LastStepAtUtc >= limitUtc
                    || guidance.ReferralSteps.Any(step => step.ReferralId == of.Id && step.RecordedAtUtc >= limitUtc))));
    }
}
