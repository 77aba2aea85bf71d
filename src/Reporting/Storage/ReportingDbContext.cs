using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Reporting.Storage;

/// <summary>Facts, the log of jobs and statements of waiting times. Only the facts can be built again from Guidance.</summary>
public abstract class ReportingDbContext(DbContextOptions options) : DbContext(options)
{
    private const int CodeMaxLength = 40;

    public DbSet<CaseFact> CaseFacts => Set<CaseFact>();
    public DbSet<ContactFact> ContactFacts => Set<ContactFact>();
    public DbSet<SegmentFact> SegmentFacts => Set<SegmentFact>();
    public DbSet<FeedbackFact> FeedbackFacts => Set<FeedbackFact>();
    public DbSet<TraceWord> TraceWords => Set<TraceWord>();
    public DbSet<RefreshState> RefreshStates => Set<RefreshState>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<WaitingTimesStatement> WaitingTimesStatements => Set<WaitingTimesStatement>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CaseFact>(fact =>
        {
            fact.ToTable("CaseFacts");
            fact.HasKey(each => each.CaseId);
            fact.Property(each => each.Source).HasMaxLength(40);
            fact.Property(each => each.MunicipalityCode).HasMaxLength(3);
            fact.Property(each => each.Channel).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.ServiceLanguage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.LifeStage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.Theme).HasMaxLength(CodeMaxLength);
        });
        modelBuilder.Entity<ContactFact>(fact =>
        {
            fact.ToTable("ContactFacts");
            fact.HasKey(each => each.ContactId);
            fact.Property(each => each.Source).HasMaxLength(40);
            fact.Property(each => each.MunicipalityCode).HasMaxLength(3);
            fact.Property(each => each.Channel).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.ServiceLanguage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.ClientLanguage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.LifeStage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.Theme).HasMaxLength(CodeMaxLength);
            fact.HasIndex(each => each.CaseId);
        });
        modelBuilder.Entity<SegmentFact>(fact =>
        {
            fact.ToTable("SegmentFacts");
            fact.HasKey(each => each.Sequence);
            fact.Property(each => each.Sequence).ValueGeneratedNever();
            fact.Property(each => each.Segment).HasMaxLength(20);
            fact.Property(each => each.SuggestedSegment).HasMaxLength(20);
            fact.Property(each => each.MunicipalityCode).HasMaxLength(3);
            fact.Property(each => each.ServiceLanguage).HasMaxLength(CodeMaxLength);
            fact.Property(each => each.LifeStage).HasMaxLength(CodeMaxLength);
        });
        modelBuilder.Entity<FeedbackFact>(fact =>
        {
            fact.ToTable("FeedbackFacts");
            fact.HasKey(each => new { each.UnitId, each.Channel, each.Month, each.Score });
            fact.Property(each => each.Channel).HasMaxLength(CodeMaxLength);
        });
        modelBuilder.Entity<TraceWord>(word =>
        {
            word.ToTable("TraceWords");
            word.HasKey(each => new { each.Kind, each.Number });
            word.HasIndex(each => new { each.Kind, each.Word }).IsUnique();
        });
        modelBuilder.Entity<RefreshState>(state =>
        {
            state.ToTable("RefreshStates");
            state.HasKey(each => each.Id);
            state.Property(each => each.Id).ValueGeneratedNever();

            // Where a database lets two refreshes run at once, the later one finds the version raised, and its whole transaction is taken back.
            state.Property(each => each.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<JobRun>(run =>
        {
            run.ToTable("JobRuns");
            run.HasKey(each => each.Id);
            run.Property(each => each.Job).HasMaxLength(60);
            run.Property(each => each.ErrorType).HasMaxLength(200);
            run.HasIndex(each => new { each.Job, each.StartedAtUtc });
        });
        modelBuilder.Entity<WaitingTimesStatement>(statement =>
        {
            statement.ToTable("WaitingTimesStatements");
            statement.HasKey(each => each.Id);
            statement.Property(each => each.Content).HasMaxLength(WaitingTimesStatement.ContentMaxLength);
            statement.Property(each => each.PublishedBy).HasMaxLength(WaitingTimesStatement.PublishedByMaxLength);
            statement.Property(each => each.Version).IsConcurrencyToken();
            statement.Ignore(each => each.HalfYear);
            statement.HasIndex(each => each.FirstDay).IsUnique();
        });
    }
}
