using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.ClientSegments;

internal sealed class ScoredClientMapping : IEntityTypeConfiguration<ScoredClient>
{
    public void Configure(EntityTypeBuilder<ScoredClient> builder)
    {
        builder.ToTable("ScoredClients");
        builder.HasKey(scored => scored.ClientId);
        builder.Property(scored => scored.SchemeVersion).HasMaxLength(40);
        builder.Property(scored => scored.ModelVersion).HasMaxLength(SegmentModelInUse.ModelIdMaxLength);
        builder.Property(scored => scored.ProfileDigest).HasMaxLength(44);
        builder.Property(scored => scored.Segment).HasMaxLength(20);
        builder.Property(scored => scored.Reasoning).HasMaxLength(StoredReasoning.MaxLength);
        builder.HasOne<Client>().WithMany().HasForeignKey(scored => scored.ClientId).OnDelete(DeleteBehavior.Restrict);
    }
}
