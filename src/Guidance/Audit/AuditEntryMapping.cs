using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Audit;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Actor).HasMaxLength(AuditEntry.ActorMaxLength);
        builder.Property(entry => entry.Subject).HasMaxLength(AuditEntry.SubjectMaxLength);
        builder.Property(entry => entry.Reason).HasMaxLength(AuditEntry.ReasonMaxLength);
        builder.Property(entry => entry.Mac).HasMaxLength(AuditEntry.MacLength);

        // A client's own log report asks for one client's entries in the order of time.
        builder.HasIndex(entry => new { entry.ClientId, entry.AtUtc });
    }
}
