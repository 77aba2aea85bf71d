using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientChangeMapping : IEntityTypeConfiguration<ClientChange>
{
    public void Configure(EntityTypeBuilder<ClientChange> builder)
    {
        builder.ToTable("ClientChanges");
        builder.HasKey(change => change.Sequence);
        builder.Property(change => change.Fields).HasMaxLength(400);
        builder.HasIndex(change => change.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(change => change.ClientId).OnDelete(DeleteBehavior.Restrict);
    }
}
