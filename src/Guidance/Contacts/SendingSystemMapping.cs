using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Contacts;

internal sealed class SendingSystemMapping : IEntityTypeConfiguration<SendingSystem>
{
    public void Configure(EntityTypeBuilder<SendingSystem> builder)
    {
        builder.ToTable("SendingSystems");
        builder.HasKey(system => system.Id);
        builder.Property(system => system.Name).HasMaxLength(SendingSystem.NameMaxLength);
        builder.Property(system => system.KeyDigest).HasMaxLength(44);
        builder.Property(system => system.KeyStart).HasMaxLength(12);
        builder.Property(system => system.Version).IsConcurrencyToken();
        builder.HasIndex(system => system.KeyDigest).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(system => system.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
