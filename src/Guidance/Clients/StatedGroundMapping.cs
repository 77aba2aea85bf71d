using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class StatedGroundMapping : IEntityTypeConfiguration<StatedGround>
{
    public void Configure(EntityTypeBuilder<StatedGround> builder)
    {
        builder.ToTable("StatedGrounds");
        builder.HasKey(ground => ground.Sequence);
        builder.Property(ground => ground.Sequence).ValueGeneratedOnAdd();
        builder.HasIndex(ground => new { ground.WorkerId, ground.ClientId });
        builder.HasOne<Worker>().WithMany().HasForeignKey(ground => ground.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(ground => ground.ClientId).OnDelete(DeleteBehavior.Restrict);
    }
}
