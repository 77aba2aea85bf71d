using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>The front line's model. Each provider has a one-line heir, which exists so that it can own a set of migrations.</summary>
public abstract class GuidanceDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<WellbeingCounty> Counties => Set<WellbeingCounty>();
    public DbSet<Municipality> Municipalities => Set<Municipality>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Worker> Workers => Set<Worker>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<GuidanceCase> Cases => Set<GuidanceCase>();
    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<SegmentDecision> SegmentDecisions => Set<SegmentDecision>();
    public DbSet<ScoredClient> ScoredClients => Set<ScoredClient>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<QuarantinedRow> QuarantinedRows => Set<QuarantinedRow>();
    public DbSet<ImportFinding> ImportFindings => Set<ImportFinding>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GuidanceDbContext).Assembly);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseRewritingHistory();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseRewritingHistory();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void RefuseRewritingHistory()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry is { State: EntityState.Modified or EntityState.Deleted, Entity: CaseEvent or SegmentDecision or AuditEntry or ClientConsent or ClientChange })
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is append-only.");
        }
    }
}
