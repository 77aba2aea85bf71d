using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Handoffs;

internal sealed class HandoffMapping : IEntityTypeConfiguration<Handoff>
{
    private const string Open = "\"State\" = 'Offered'";

    public void Configure(EntityTypeBuilder<Handoff> builder)
    {
        builder.ToTable("Handoffs");
        builder.HasKey(handoff => handoff.Id);
        builder.Property(handoff => handoff.Reason).HasMaxLength(Handoff.TextMaxLength);
        builder.Property(handoff => handoff.ReturnReason).HasMaxLength(Handoff.TextMaxLength);
        builder.Property(handoff => handoff.DeclineReason).HasMaxLength(Handoff.TextMaxLength);
        builder.Property(handoff => handoff.Version).IsConcurrencyToken();
        builder.HasIndex(handoff => handoff.CaseId);

        // A case is offered to one unit at a time: two that are offered at once must not both be accepted.
        builder.HasIndex(handoff => handoff.CaseId, "IX_Handoffs_CaseId_Open").IsUnique().HasFilter(Open);
        builder.HasIndex(handoff => new { handoff.ToUnitId, handoff.State });
        builder.HasIndex(handoff => new { handoff.FromUnitId, handoff.State });
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(handoff => handoff.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(handoff => handoff.ContactId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(handoff => handoff.FromUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(handoff => handoff.ToUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(handoff => handoff.FromWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(handoff => handoff.AnsweredByWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(handoff => handoff.WithdrawnByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
