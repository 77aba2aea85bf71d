using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Queues;

internal sealed class UnitCapacityMapping : IEntityTypeConfiguration<UnitCapacity>
{
    public void Configure(EntityTypeBuilder<UnitCapacity> builder)
    {
        builder.ToTable("UnitCapacities");
        builder.HasKey(capacity => new { capacity.UnitId, capacity.FromMonday });
        builder.Property(capacity => capacity.Version).IsConcurrencyToken();
        builder.HasOne<Unit>().WithMany().HasForeignKey(capacity => capacity.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
