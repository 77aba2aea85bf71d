using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Cases;

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.ToTable("CaseEvents");
        builder.HasKey(caseEvent => caseEvent.Sequence);
        builder.Property(caseEvent => caseEvent.ExternalDigest).HasMaxLength(44);
        builder.Property(caseEvent => caseEvent.Note).HasMaxLength(CaseEvent.NoteMaxLength);
        builder.HasIndex(caseEvent => new { caseEvent.CaseId, caseEvent.ExternalDigest }).IsUnique();

        // Nothing is taken back twice, also by two at once.
        builder.HasIndex(caseEvent => caseEvent.TakesBack).IsUnique().HasFilter("\"TakesBack\" IS NOT NULL");

        // How long cases that came by handoff have waited in a unit is asked of the latest ones only.
        builder.HasIndex(caseEvent => new { caseEvent.UnitId, caseEvent.OccurredAtUtc }).HasFilter("\"Kind\" = 'HandedOff'");

        // When a contact goes with its client, the database looks for what refers to it: without an index through all events there are.
        builder.HasIndex(caseEvent => caseEvent.ContactId).HasFilter("\"ContactId\" IS NOT NULL");
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(caseEvent => caseEvent.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(caseEvent => caseEvent.ContactId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(caseEvent => caseEvent.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(caseEvent => caseEvent.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }
}
