using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientRelationMapping : IEntityTypeConfiguration<ClientRelation>
{
    public void Configure(EntityTypeBuilder<ClientRelation> builder)
    {
        builder.ToTable("ClientRelations");
        builder.HasKey(relation => relation.Id);
        builder.Property(relation => relation.OutsiderName).HasMaxLength(ClientLimits.Name);
        builder.Property(relation => relation.OutsiderPhone).HasMaxLength(16);
        builder.HasIndex(relation => relation.ClientId);
        builder.HasIndex(relation => relation.RelatedClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(relation => relation.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(relation => relation.RelatedClientId).OnDelete(DeleteBehavior.Restrict);
    }
}
