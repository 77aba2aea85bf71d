using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Teams;

internal sealed class UnitMembershipMapping : IEntityTypeConfiguration<UnitMembership>
{
    public void Configure(EntityTypeBuilder<UnitMembership> builder)
    {
        builder.ToTable("UnitMemberships");
        builder.HasKey(membership => new { membership.WorkerId, membership.UnitId });
        builder.HasOne<Worker>().WithMany().HasForeignKey(membership => membership.WorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(membership => membership.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
