using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Reporting.Storage;

/// <summary>
/// Facts, the log of jobs, statements of waiting times, figures from elsewhere, marks of charts and what Power BI has. Only the facts can be built again from
/// Guidance.
/// </summary>
public abstract class ReportingDbContext(DbContextOptions options) : DbContext(options)
{
    private const int CodeMaxLength = 40;

    public DbSet<CaseFact> CaseFacts => Set<CaseFact>();
    public DbSet<ContactFact> ContactFacts => Set<ContactFact>();
    public DbSet<SegmentFact> SegmentFacts => Set<SegmentFact>();
    public DbSet<ReferralFact> ReferralFacts => Set<ReferralFact>();
    public DbSet<InterventionFact> InterventionFacts => Set<InterventionFact>();
    public DbSet<CoverageFact> CoverageFacts => Set<CoverageFact>();
    public DbSet<FeedbackFact> FeedbackFacts => Set<FeedbackFact>();
    public DbSet<RemovedFact> RemovedFacts => Set<RemovedFact>();
    public DbSet<TraceWord> TraceWords => Set<TraceWord>();
    public DbSet<RefreshState> RefreshStates => Set<RefreshState>();
    public DbSet<RefreshMark> RefreshMarks => Set<RefreshMark>();
    public DbSet<SequenceGap> SequenceGaps => Set<SequenceGap>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<WaitingTimesStatement> WaitingTimesStatements => Set<WaitingTimesStatement>();
    public DbSet<ImportedFigure> ImportedFigures => Set<ImportedFigure>();
    public DbSet<ImportedFigureChange> ImportedFigureChanges => Set<ImportedFigureChange>();
    public DbSet<ChartMark> ChartMarks => Set<ChartMark>();
    public DbSet<ChartMarkChange> ChartMarkChanges => Set<ChartMarkChange>();
    public DbSet<PushDataset> PushDatasets => Set<PushDataset>();
    public DbSet<PushTable> PushTables => Set<PushTable>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapFact<CaseFact>(modelBuilder, "CaseFacts", fact =>
        {
            // A refresh finds the facts of a client, and of a case that was another client's.
            fact.HasIndex(each => each.CaseId);
            fact.HasIndex(each => each.ClientId);
        });
        MapFact<ContactFact>(modelBuilder, "ContactFacts", fact =>
        {
            fact.Property(each => each.Missing).HasMaxLength(ContactFact.MissingMaxLength);
            fact.HasIndex(each => each.CaseId);
        });
        MapFact<SegmentFact>(modelBuilder, "SegmentFacts", fact =>
        {
            fact.HasIndex(each => each.ClientId);
            fact.HasIndex(each => each.Sequence);
        });
        MapFact<ReferralFact>(modelBuilder, "ReferralFacts", fact => fact.HasIndex(each => each.CaseId));
        MapFact<InterventionFact>(modelBuilder, "InterventionFacts", fact => fact.HasIndex(each => each.ClientId));
        MapFact<CoverageFact>(modelBuilder, "CoverageFacts", fact => fact.HasIndex(each => each.ClientId));
        MapFact<FeedbackFact>(modelBuilder, "FeedbackFacts", fact => fact.HasIndex(each => each.Month));
        modelBuilder.Entity<RemovedFact>(removed =>
        {
            removed.ToTable("RemovedFacts");
            removed.HasKey(each => new { each.Version, each.Kind, each.Number });
            removed.Property(each => each.Kind).HasMaxLength(CodeMaxLength);
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
        modelBuilder.Entity<RefreshMark>(mark =>
        {
            mark.ToTable("RefreshMarks");
            mark.HasKey(each => each.Source);
        });
        modelBuilder.Entity<SequenceGap>(gap =>
        {
            gap.ToTable("SequenceGaps");
            gap.HasKey(each => new { each.Source, each.From });
        });
        modelBuilder.Entity<JobRun>(run =>
        {
            run.ToTable("JobRuns");
            run.HasKey(each => each.Id);
            run.Property(each => each.Job).HasMaxLength(JobRun.JobMaxLength);
            run.Property(each => each.Node).HasMaxLength(JobRun.NodeMaxLength);
            run.Property(each => each.Holds).HasMaxLength(JobRun.JobMaxLength);
            run.Property(each => each.ErrorType).HasMaxLength(JobRun.ErrorTypeMaxLength);
            run.HasIndex(each => new { each.Job, each.StartedAtUtc });
            run.HasIndex(each => each.StartedAtUtc);

            // Of one job only one run goes on, from whatever process it was started.
            run.HasIndex(each => each.Holds).IsUnique();
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
        modelBuilder.Entity<ImportedFigure>(figure =>
        {
            figure.ToTable("ImportedFigures");
            figure.HasKey(each => each.Id);
            figure.Property(each => each.Series).HasMaxLength(FigureSeries.IdMaxLength);
            figure.Property(each => each.Statistic).HasMaxLength(FigureSeries.IdMaxLength);
            figure.Property(each => each.MunicipalityCode).HasMaxLength(ImportedFigure.MunicipalityCodeMaxLength);
            figure.Property(each => each.Source).HasMaxLength(ImportedFigure.SourceMaxLength);
            figure.Property(each => each.SourceKey).HasMaxLength(ImportedFigure.SourceMaxLength);
            figure.Property(each => each.Definition).HasMaxLength(ImportedFigure.DefinitionMaxLength);
            figure.Property(each => each.EnteredBy).HasMaxLength(ImportedFigure.AccountMaxLength);
            figure.Property(each => each.Version).IsConcurrencyToken();
            figure.Ignore(each => each.Period);

            // Of two who enter one figure at once, one is refused.
            figure.HasIndex(each => new { each.Series, each.Statistic, each.MunicipalityCode, each.FirstDay, each.Until, each.SourceKey }).IsUnique();
        });
        modelBuilder.Entity<ImportedFigureChange>(change =>
        {
            change.ToTable("ImportedFigureChanges");
            change.HasKey(each => each.Id);
            change.Property(each => each.Definition).HasMaxLength(ImportedFigure.DefinitionMaxLength);
            change.Property(each => each.EnteredBy).HasMaxLength(ImportedFigure.AccountMaxLength);
            change.Property(each => each.Reason).HasMaxLength(ImportedFigureChange.ReasonMaxLength);
            change.Property(each => each.CorrectedBy).HasMaxLength(ImportedFigure.AccountMaxLength);
            change.HasOne<ImportedFigure>().WithMany().HasForeignKey(each => each.FigureId).OnDelete(DeleteBehavior.Restrict);
            change.HasIndex(each => new { each.FigureId, each.Version }).IsUnique();
        });
        modelBuilder.Entity<ChartMark>(mark =>
        {
            mark.ToTable("ChartMarks");
            mark.HasKey(each => each.Id);
            mark.ComplexProperty(each => each.Content, MapMark);
            mark.Property(each => each.EnteredBy).HasMaxLength(ChartMark.AccountMaxLength);
            mark.Property(each => each.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<ChartMarkChange>(change =>
        {
            change.ToTable("ChartMarkChanges");
            change.HasKey(each => each.Id);
            change.ComplexProperty(each => each.Content, MapMark);
            change.Property(each => each.EnteredBy).HasMaxLength(ChartMark.AccountMaxLength);
            change.Property(each => each.Reason).HasMaxLength(ChartMark.ReasonMaxLength);
            change.Property(each => each.ChangedBy).HasMaxLength(ChartMark.AccountMaxLength);
            change.HasOne<ChartMark>().WithMany().HasForeignKey(each => each.MarkId).OnDelete(DeleteBehavior.Restrict);
            change.HasIndex(each => new { each.MarkId, each.Version }).IsUnique();
        });
        modelBuilder.Entity<PushDataset>(dataset =>
        {
            dataset.ToTable("PushDatasets");
            dataset.HasKey(each => new { each.WorkspaceId, each.Name });
            dataset.Property(each => each.Name).HasMaxLength(PushDataset.NameMaxLength);
            dataset.Property(each => each.DatasetId).HasMaxLength(PushDataset.DatasetIdMaxLength);
            dataset.Property(each => each.Shape).HasMaxLength(PushDataset.HashMaxLength);
        });
        modelBuilder.Entity<PushTable>(table =>
        {
            table.ToTable("PushTables");
            table.HasKey(each => new { each.DatasetId, each.Name });
            table.Property(each => each.DatasetId).HasMaxLength(PushDataset.DatasetIdMaxLength);
            table.Property(each => each.Name).HasMaxLength(PushTable.NameMaxLength);
            table.Property(each => each.Schema).HasMaxLength(PushDataset.HashMaxLength);
            table.Property(each => each.Content).HasMaxLength(PushDataset.HashMaxLength);
            table.Property(each => each.Filling).HasMaxLength(PushDataset.HashMaxLength);
            table.Property(each => each.Version).IsConcurrencyToken();
        });
    }

    private static void MapMark(ComplexPropertyBuilder<ChartMarkContent> content)
    {
        content.Property(each => each.NameFi).HasMaxLength(ChartMark.NameMaxLength);
        content.Property(each => each.NameSv).HasMaxLength(ChartMark.NameMaxLength);
        content.Property(each => each.NameEn).HasMaxLength(ChartMark.NameMaxLength);
        content.Property(each => each.Metrics).HasMaxLength(ChartMark.MetricsMaxLength);
        content.Property(each => each.MunicipalityCode).HasMaxLength(ChartMark.MunicipalityCodeMaxLength);
        content.Property(each => each.UnitCode).HasMaxLength(ChartMark.UnitCodeMaxLength);
        content.Ignore(each => each.MetricIds);
    }

    /// <summary>What facts have in common. Their texts are codes, whose length one limit bounds.</summary>
    private static void MapFact<TFact>(ModelBuilder modelBuilder, string table, Action<EntityTypeBuilder<TFact>> map)
        where TFact : Fact => modelBuilder.Entity<TFact>(fact =>
    {
        fact.ToTable(table);
        fact.HasKey(each => each.Number);
        fact.Property(each => each.Number).ValueGeneratedNever();
        foreach (var text in typeof(TFact).GetProperties().Where(property => property.PropertyType == typeof(string)))
            fact.Property(text.Name).HasMaxLength(CodeMaxLength);

        // Readers take in what changed since the version they have.
        fact.HasIndex(each => each.Version);
        map(fact);
    });
}
