using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Deadlines.Forecast;

internal sealed class DeadlineForecastMapping : IEntityTypeConfiguration<DeadlineForecast>
{
    public void Configure(EntityTypeBuilder<DeadlineForecast> builder)
    {
        builder.ToTable("DeadlineForecasts");
        builder.HasKey(forecast => forecast.Id);
        builder.HasIndex(forecast => forecast.FittedAtUtc);
    }
}

internal sealed class ForecastRuleMapping : IEntityTypeConfiguration<ForecastRule>
{
    public void Configure(EntityTypeBuilder<ForecastRule> builder)
    {
        builder.ToTable("DeadlineForecastRules");
        builder.HasKey(rule => new { rule.ForecastId, rule.RuleCode });
        builder.Property(rule => rule.RuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);
        builder.HasOne<DeadlineForecast>().WithMany().HasForeignKey(rule => rule.ForecastId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ForecastCellMapping : IEntityTypeConfiguration<ForecastCell>
{
    private const int SegmentMaxLength = 20;

    public void Configure(EntityTypeBuilder<ForecastCell> builder)
    {
        builder.ToTable("DeadlineForecastCells");
        builder.HasKey(cell => new { cell.ForecastId, cell.RuleCode, cell.AgeBand, cell.Stage, cell.Load, cell.Segment });
        builder.Property(cell => cell.RuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);
        builder.Property(cell => cell.Segment).HasMaxLength(SegmentMaxLength);
        builder.HasOne<DeadlineForecast>().WithMany().HasForeignKey(cell => cell.ForecastId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ForecastLoadMapping : IEntityTypeConfiguration<ForecastLoad>
{
    public void Configure(EntityTypeBuilder<ForecastLoad> builder)
    {
        builder.ToTable("DeadlineForecastLoads");
        builder.HasKey(load => new { load.ForecastId, load.UnitId });
        builder.HasOne<DeadlineForecast>().WithMany().HasForeignKey(load => load.ForecastId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Unit>().WithMany().HasForeignKey(load => load.UnitId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ForecastBinMapping : IEntityTypeConfiguration<ForecastBin>
{
    public void Configure(EntityTypeBuilder<ForecastBin> builder)
    {
        builder.ToTable("DeadlineForecastBins");
        builder.HasKey(bin => new { bin.ForecastId, bin.RuleCode, bin.Index });
        builder.Property(bin => bin.RuleCode).HasMaxLength(DeadlineRules.CodeMaxLength);
        builder.HasOne<DeadlineForecast>().WithMany().HasForeignKey(bin => bin.ForecastId).OnDelete(DeleteBehavior.Cascade);
    }
}
