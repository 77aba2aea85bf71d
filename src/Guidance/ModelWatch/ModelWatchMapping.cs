using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.ClientSegments;

namespace Palveluohjaus.Guidance.ModelWatch;

internal sealed class ModelWatchRunMapping : IEntityTypeConfiguration<ModelWatchRun>
{
    public void Configure(EntityTypeBuilder<ModelWatchRun> builder)
    {
        builder.ToTable("ModelWatchRuns");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Model).HasMaxLength(SegmentModelInUse.ModelIdMaxLength);
        builder.Property(run => run.Scheme).HasMaxLength(ModelWatchRun.SchemeMaxLength);

        // One result a week: of two runs at once the later finds the earlier's.
        builder.HasIndex(run => run.UntilDay).IsUnique();
    }
}

internal sealed class ModelWatchFindingMapping : IEntityTypeConfiguration<ModelWatchFinding>
{
    public void Configure(EntityTypeBuilder<ModelWatchFinding> builder)
    {
        builder.ToTable("ModelWatchFindings");
        builder.HasKey(finding => finding.Id);
        builder.Property(finding => finding.Dimension).HasMaxLength(ModelWatchFinding.DimensionMaxLength);
        builder.Property(finding => finding.Group).HasMaxLength(ModelWatchFinding.GroupMaxLength);
        builder.HasIndex(finding => new { finding.RunId, finding.Number }).IsUnique();
        builder.HasOne<ModelWatchRun>().WithMany().HasForeignKey(finding => finding.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
