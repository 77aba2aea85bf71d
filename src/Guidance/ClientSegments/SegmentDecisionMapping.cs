using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.ClientSegments;

internal sealed class SegmentDecisionMapping : IEntityTypeConfiguration<SegmentDecision>
{
    public void Configure(EntityTypeBuilder<SegmentDecision> builder)
    {
        builder.ToTable("SegmentDecisions");
        builder.HasKey(decision => decision.Sequence);
        builder.Property(decision => decision.Segment).HasMaxLength(20);
        builder.Property(decision => decision.SuggestedSegment).HasMaxLength(20);
        builder.Property(decision => decision.OverrideReason).HasMaxLength(1000);
        builder.HasIndex(decision => decision.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(decision => decision.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(decision => decision.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
