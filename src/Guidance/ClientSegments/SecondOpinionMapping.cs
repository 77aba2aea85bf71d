using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.ClientSegments;

internal sealed class SecondOpinionMapping : IEntityTypeConfiguration<SecondOpinion>
{
    public void Configure(EntityTypeBuilder<SecondOpinion> builder)
    {
        builder.ToTable("SecondOpinions");
        builder.HasKey(opinion => opinion.Id);
        builder.Property(opinion => opinion.Segment).HasMaxLength(20);
        builder.Property(opinion => opinion.Version).IsConcurrencyToken();
        builder.HasIndex(opinion => opinion.DecisionSequence).IsUnique();
        builder.HasIndex(opinion => opinion.ClientId);
        builder.HasIndex(opinion => opinion.UnitId).HasFilter("\"GivenAtUtc\" IS NULL");
        builder.HasOne<SegmentDecision>().WithMany().HasForeignKey(opinion => opinion.DecisionSequence).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(opinion => opinion.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Assessment>().WithMany().HasForeignKey(opinion => opinion.AssessmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(opinion => opinion.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(opinion => opinion.FirstWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(opinion => opinion.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
