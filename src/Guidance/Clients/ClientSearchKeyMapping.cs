using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

// The keys are compared character by character, as SQLite does by itself. A provider that orders text by a language's rules
// must be given a binary collation for these columns (SQL Server Latin1_General_100_BIN2, PostgreSQL C).
internal sealed class ClientSearchKeyMapping : IEntityTypeConfiguration<ClientSearchKey>, IEntityTypeConfiguration<NameWordKey>
{
    public void Configure(EntityTypeBuilder<ClientSearchKey> builder)
    {
        builder.ToTable("ClientSearchKeys");
        builder.HasKey(key => new { key.Key, key.ClientId });
        builder.Property(key => key.Key).HasMaxLength(SearchKeys.MaxLength);
        builder.HasIndex(key => key.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(key => key.ClientId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<NameWordKey> builder)
    {
        builder.ToTable("NameWordKeys");
        builder.HasKey(key => new { key.Key, key.Word });
        builder.Property(key => key.Key).HasMaxLength((2 * NameSpelling.LongestCompared) + 1);
        builder.Property(key => key.Word).HasMaxLength(NameSpelling.LongestCompared);
    }
}
