using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientMergeMapping : IEntityTypeConfiguration<ClientMerge>, IEntityTypeConfiguration<ClientMergeMove>
{
    public void Configure(EntityTypeBuilder<ClientMerge> builder)
    {
        builder.ToTable("ClientMerges");
        builder.HasKey(merge => merge.Id);
        builder.Property(merge => merge.MergedBy).HasMaxLength(100);
        builder.Property(merge => merge.UndoneBy).HasMaxLength(100);
        builder.HasIndex(merge => merge.SurvivorId);
        builder.HasIndex(merge => merge.MergedId);
        builder.HasOne<Client>().WithMany().HasForeignKey(merge => merge.SurvivorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(merge => merge.MergedId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ClientMergeMove> builder)
    {
        builder.ToTable("ClientMergeMoves");
        builder.HasKey(move => move.Sequence);
        builder.HasIndex(move => move.MergeId);
        builder.HasOne<ClientMerge>().WithMany().HasForeignKey(move => move.MergeId).OnDelete(DeleteBehavior.Restrict);
    }
}
