using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
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
        builder.Property(decision => decision.SchemeVersion).HasMaxLength(40);
        builder.Property(decision => decision.ModelVersion).HasMaxLength(SegmentModelInUse.ModelIdMaxLength);
        builder.Property(decision => decision.Reasoning).HasMaxLength(StoredReasoning.MaxLength);
        builder.HasIndex(decision => new { decision.ClientId, decision.ReviewOn });

        // A queue asks for the segment that holds for each of its clients.
        builder.HasIndex(decision => new { decision.ClientId, decision.Sequence, decision.Segment });

        // Looked for when a case or an assessment goes with its client.
        builder.HasIndex(decision => decision.CaseId).HasFilter("\"CaseId\" IS NOT NULL");
        builder.HasIndex(decision => decision.AssessmentId).HasFilter("\"AssessmentId\" IS NOT NULL");
        builder.HasOne<Assessment>().WithMany().HasForeignKey(decision => decision.AssessmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(decision => decision.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(decision => decision.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(decision => decision.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
