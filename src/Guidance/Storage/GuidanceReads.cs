using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage.Servers;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The front line as others may read it: untracked queries only. Reporting knows Guidance through this door and no other.</summary>
public sealed class GuidanceReads(GuidanceDbContext guidance)
{
    public IQueryable<WellbeingCounty> Counties => guidance.Counties.AsNoTracking();
    public IQueryable<Municipality> Municipalities => guidance.Municipalities.AsNoTracking();
    public IQueryable<Unit> Units => guidance.Units.AsNoTracking();
    public IQueryable<Worker> Workers => guidance.Workers.AsNoTracking();
    public IQueryable<Client> Clients => guidance.Clients.AsNoTracking();
    public IQueryable<ClientChange> ClientChanges => guidance.Set<ClientChange>().AsNoTracking();
    public IQueryable<RemovedClient> RemovedClients => guidance.RemovedClients.AsNoTracking();
    public IQueryable<RemovedAnonymousCase> RemovedAnonymousCases => guidance.RemovedAnonymousCases.AsNoTracking();
    public IQueryable<GuidanceCase> Cases => guidance.Cases.AsNoTracking();
    public IQueryable<CaseDeadline> CaseDeadlines => guidance.CaseDeadlines.AsNoTracking();
    public IQueryable<DeadlineForecast> DeadlineForecasts => guidance.DeadlineForecasts.AsNoTracking();
    public IQueryable<ForecastBin> ForecastBins => guidance.ForecastBins.AsNoTracking();
    public IQueryable<CaseEvent> CaseEvents => guidance.CaseEvents.AsNoTracking();

    /// <summary>Without those that were taken back.</summary>

    public IQueryable<Contact> Contacts => guidance.Contacts.AsNoTracking();
    public IQueryable<Assessment> Assessments => guidance.Assessments.AsNoTracking();
    public IQueryable<SegmentDecision> SegmentDecisions => guidance.SegmentDecisions.AsNoTracking();
    public IQueryable<GuidanceService> GuidanceServices => guidance.GuidanceServices.AsNoTracking();
    public IQueryable<Referral> Referrals => guidance.Referrals.AsNoTracking();
    public IQueryable<ReferralStep> ReferralSteps => guidance.ReferralSteps.AsNoTracking();
    public IQueryable<Intervention> Interventions => guidance.Interventions.AsNoTracking();
    public IQueryable<InterventionEntry> InterventionEntries => guidance.InterventionEntries.AsNoTracking();
    public IQueryable<NeedsAssessment> NeedsAssessments => guidance.NeedsAssessments.AsNoTracking();
    public IQueryable<ResponsibleWorker> ResponsibleWorkers => guidance.ResponsibleWorkers.AsNoTracking();
    public IQueryable<FeedbackAnswer> FeedbackAnswers => guidance.FeedbackAnswers.AsNoTracking();
    public IQueryable<ModelWatchRun> ModelWatchRuns => guidance.ModelWatchRuns.AsNoTracking();
    public IQueryable<ModelWatchFinding> ModelWatchFindings => guidance.ModelWatchFindings.AsNoTracking();
    public IQueryable<ScoredClient> ScoredClients => guidance.ScoredClients.AsNoTracking();
    public IQueryable<ImportFinding> ImportFindings => guidance.ImportFindings.AsNoTracking();

    /// <summary>Until it is disposed, every query sees the same moment.</summary>
    public Task<ReadTransaction> BeginMomentAsync(CancellationToken cancellationToken) => ReadTransaction.BeginAsync(guidance, cancellationToken);

    /// <summary>The same for queries of rows that are named one by one.</summary>
    public async Task<ReadTransaction> BeginLookUpsAsync(CancellationToken cancellationToken)
    {
        var moment = await ReadTransaction.BeginAsync(guidance, cancellationToken);
        try
        {
            await guidance.ReadByIndexAsync(cancellationToken);
            return moment;
        }
        catch
        {
            await moment.DisposeAsync();
            throw;
        }
    }
}
