using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Audit;

internal sealed class AuditChainHeadMapping : IEntityTypeConfiguration<AuditChainHead>
{
    public void Configure(EntityTypeBuilder<AuditChainHead> builder)
    {
        builder.ToTable("AuditChainHeads");
        builder.HasKey(head => head.ChainId);
        builder.Property(head => head.ChainId).ValueGeneratedNever();
        builder.Property(head => head.Entries).IsConcurrencyToken();
        builder.Property(head => head.LastMac).HasMaxLength(AuditEntry.MacLength);
        builder.Property(head => head.Mac).HasMaxLength(AuditEntry.MacLength);
    }
}
