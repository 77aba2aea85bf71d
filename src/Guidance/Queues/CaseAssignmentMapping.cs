using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Queues;

internal sealed class CaseAssignmentMapping : IEntityTypeConfiguration<CaseAssignment>
{
    public void Configure(EntityTypeBuilder<CaseAssignment> builder)
    {
        builder.ToTable("CaseAssignments");
        builder.HasKey(assignment => assignment.Sequence);
        builder.Property(assignment => assignment.Reason).HasMaxLength(CaseAssignment.ReasonMaxLength);
        builder.HasIndex(assignment => assignment.CaseId);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(assignment => assignment.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(assignment => assignment.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assignment => assignment.FromWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assignment => assignment.ToWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(assignment => assignment.ByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
