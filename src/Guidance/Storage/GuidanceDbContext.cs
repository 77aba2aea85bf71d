using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.ModelWatch;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.RemoteReceptions;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Warnings;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The front line's model. Each provider has a one-line heir, which exists so that it can own a set of migrations.</summary>
/// <remarks>Audit entries are sealed here, on their way in (docs/adr/0007-audit-chain.md): whoever adds one need not know how.</remarks>
public abstract class GuidanceDbContext(DbContextOptions options, AuditSeal seal) : DbContext(options)
{
    public const string MigrationsHistoryTable = "__EFMigrationsHistory";

    private const string AuditSavepoint = "audit";
    private (Guid TransactionId, int ChainId)? _chainInUse;

    internal AuditSeal Seal => seal;

    public DbSet<WellbeingCounty> Counties => Set<WellbeingCounty>();
    public DbSet<Municipality> Municipalities => Set<Municipality>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Worker> Workers => Set<Worker>();
    public DbSet<UnitMembership> UnitMemberships => Set<UnitMembership>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<RemovedClient> RemovedClients => Set<RemovedClient>();
    public DbSet<RemovedAnonymousCase> RemovedAnonymousCases => Set<RemovedAnonymousCase>();
    public DbSet<RemovedCase> RemovedCases => Set<RemovedCase>();
    public DbSet<GuidanceCase> Cases => Set<GuidanceCase>();
    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();
    public DbSet<CaseDeadline> CaseDeadlines => Set<CaseDeadline>();
    public DbSet<DeadlinePause> DeadlinePauses => Set<DeadlinePause>();
    public DbSet<DeadlineForecast> DeadlineForecasts => Set<DeadlineForecast>();
    public DbSet<ForecastRule> ForecastRules => Set<ForecastRule>();
    public DbSet<ForecastCell> ForecastCells => Set<ForecastCell>();
    public DbSet<ForecastLoad> ForecastLoads => Set<ForecastLoad>();
    public DbSet<ForecastBin> ForecastBins => Set<ForecastBin>();
    public DbSet<DeadlineWarning> DeadlineWarnings => Set<DeadlineWarning>();
    public DbSet<WarningMailState> WarningMailStates => Set<WarningMailState>();
    public DbSet<CaseAssignment> CaseAssignments => Set<CaseAssignment>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<DutyTurn> DutyTurns => Set<DutyTurn>();
    public DbSet<UnitCapacity> UnitCapacities => Set<UnitCapacity>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Handoff> Handoffs => Set<Handoff>();
    public DbSet<JointMeeting> JointMeetings => Set<JointMeeting>();
    public DbSet<NeedsAssessment> NeedsAssessments => Set<NeedsAssessment>();
    public DbSet<SendingSystem> SendingSystems => Set<SendingSystem>();
    public DbSet<ContactSender> ContactSenders => Set<ContactSender>();
    public DbSet<RemoteReception> RemoteReceptions => Set<RemoteReception>();
    public DbSet<Consultation> Consultations => Set<Consultation>();
    public DbSet<FeedbackAnswer> FeedbackAnswers => Set<FeedbackAnswer>();
    public DbSet<ResponsibleWorker> ResponsibleWorkers => Set<ResponsibleWorker>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<AssessmentDraft> AssessmentDrafts => Set<AssessmentDraft>();
    public DbSet<SegmentDecision> SegmentDecisions => Set<SegmentDecision>();
    public DbSet<SecondOpinion> SecondOpinions => Set<SecondOpinion>();
    public DbSet<ScoredClient> ScoredClients => Set<ScoredClient>();
    public DbSet<GuidanceService> GuidanceServices => Set<GuidanceService>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<ReferralStep> ReferralSteps => Set<ReferralStep>();
    public DbSet<Intervention> Interventions => Set<Intervention>();
    public DbSet<InterventionEntry> InterventionEntries => Set<InterventionEntry>();
    public DbSet<ModelWatchRun> ModelWatchRuns => Set<ModelWatchRun>();
    public DbSet<ModelWatchFinding> ModelWatchFindings => Set<ModelWatchFinding>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditChainHead> AuditChainHeads => Set<AuditChainHead>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<QuarantinedRow> QuarantinedRows => Set<QuarantinedRow>();
    public DbSet<ImportFinding> ImportFindings => Set<ImportFinding>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GuidanceDbContext).Assembly);

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(AppendOnlyQueries.Instance);

    /// <exception cref="InvalidOperationException">An audit entry is among the changes: those are saved with <see cref="SaveChangesAsync(bool, CancellationToken)"/>.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseRewritingHistory();
        if (FindAddedAuditEntries().Count > 0)
            throw new InvalidOperationException("What is audited is saved with SaveChangesAsync.");
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Looked for once, and not again at each look at the entries.
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        if (detects)
            ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            RefuseRewritingHistory();
            var added = FindAddedAuditEntries();
            return added.Count == 0
                ? await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
                : await SaveAuditedAsync(added, acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private async Task<int> SaveAuditedAsync(List<EntityEntry<AuditEntry>> added, bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        await using var ownTransaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        using var chain = await HeldAuditChain.TakeAsync(this, seal, PickChain(), cancellationToken);
        var placeholders = added.ConvertAll(entry => entry.Property(audited => audited.Sequence).CurrentValue);
        try
        {
            // The head goes in among the changes: whatever undoes the entries undoes its advance.
            var head = AuditChainHeads.Attach(chain.Head);
            added.ForEach(entry => Place(entry, chain.Stamp(entry.Entity)));
            chain.Close();
            head.DetectChanges();
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
            if (ownTransaction is not null)
                await ownTransaction.CommitAsync(cancellationToken);
            Entry(chain.Head).State = EntityState.Detached;
            if (acceptAllChangesOnSuccess)
                AcceptChanges(added);
            return saved - 1;
        }
        catch
        {
            Entry(chain.Head).State = EntityState.Detached;
            for (var index = 0; index < added.Count; index++)
                Unplace(added[index], placeholders[index]);
            throw;
        }
    }

    /// <summary>Bulk insert's way in: seals the entries as they pass.</summary>
    internal async Task<int> AppendAuditEntriesAsync(IEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var transaction = BulkInsert.RequireTransaction(this);
        await transaction.CreateSavepointAsync(AuditSavepoint, cancellationToken);
        try
        {
            var inserted = await HeldAuditChain.AppendAsync(this, seal, PickChain(), entries, cancellationToken);
            await transaction.ReleaseSavepointAsync(AuditSavepoint, cancellationToken);
            return inserted;
        }
        catch
        {
            // A caller that goes on and commits must not leave entries beyond the head.
            await transaction.RollbackToSavepointAsync(AuditSavepoint, CancellationToken.None);
            throw;
        }
    }

    /// <summary>A transaction keeps to one chain: two would be two locks, taken in no order.</summary>
    private int PickChain()
    {
        var transactionId = Database.CurrentTransaction!.TransactionId;
        if (_chainInUse?.TransactionId != transactionId)
            _chainInUse = (transactionId, seal.PickChain());
        return _chainInUse.Value.ChainId;
    }

    /// <summary>In the order in which they were added: their placeholders grow.</summary>
    private List<EntityEntry<AuditEntry>> FindAddedAuditEntries() =>
        [.. ChangeTracker.Entries<AuditEntry>().Where(entry => entry.State == EntityState.Added).OrderBy(entry => entry.Property(audited => audited.Sequence).CurrentValue)];

    private static void Place(EntityEntry<AuditEntry> entry, SealedPlace sealedPlace)
    {
        entry.Property(audited => audited.Sequence).CurrentValue = sealedPlace.Place.Sequence;
        entry.Property(audited => audited.Mac).CurrentValue = sealedPlace.Mac;
    }

    private static void Unplace(EntityEntry<AuditEntry> entry, long placeholder)
    {
        var sequence = entry.Property(audited => audited.Sequence);
        sequence.CurrentValue = placeholder;
        sequence.IsTemporary = true;
    }

    private void AcceptChanges(List<EntityEntry<AuditEntry>> added)
    {
        ChangeTracker.AcceptAllChanges();

        // Nobody changes them, and after a rollback by the caller the same places are given again.
        added.ForEach(entry => entry.State = EntityState.Detached);
    }

    private void RefuseRewritingHistory()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry is { State: EntityState.Modified or EntityState.Deleted, Entity: CaseEvent or CaseAssignment or Assessment or SegmentDecision or FeedbackAnswer or AuditEntry or ClientConsent or ClientChange or StatedGround or ReferralStep or InterventionEntry or RemovedClient or RemovedAnonymousCase or RemovedCase })
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is append-only.");
            if (entry is { State: not EntityState.Unchanged, Entity: AuditChainHead })
                throw new InvalidOperationException($"{nameof(AuditChainHead)} is kept by the audit itself.");
        }
    }
}
