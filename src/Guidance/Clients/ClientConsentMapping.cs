using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientConsentMapping : IEntityTypeConfiguration<ClientConsent>
{
    public void Configure(EntityTypeBuilder<ClientConsent> builder)
    {
        builder.ToTable("ClientConsents");
        builder.HasKey(consent => consent.Sequence);
        builder.Property(consent => consent.RecordedBy).HasMaxLength(100);
        builder.HasIndex(consent => consent.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(consent => consent.ClientId).OnDelete(DeleteBehavior.Restrict);
    }
}
