using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientMapping : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.ToTable("Clients");
        builder.HasKey(client => client.Id);
        builder.Property(client => client.GivenName).HasMaxLength(ClientLimits.Name);
        builder.Property(client => client.FamilyName).HasMaxLength(ClientLimits.Name);
        builder.Property(client => client.FoldedName).HasMaxLength(ClientLimits.FoldedName);
        builder.Property(client => client.InterpreterLanguage).HasMaxLength(ClientLimits.InterpreterLanguage);
        builder.Property(client => client.MunicipalityCode).HasMaxLength(3);
        builder.Property(client => client.IdentityCodeProtected).HasMaxLength(400);
        builder.Property(client => client.IdentityCodeLookup).HasMaxLength(44);
        builder.Property(client => client.Version).IsConcurrencyToken();
        builder.HasIndex(client => client.DateOfBirth);
        builder.HasIndex(client => client.MergedIntoId);
        builder.HasOne<Client>().WithMany().HasForeignKey(client => client.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(client => client.IdentityCodeLookup).IsUnique();
        builder.HasOne<Municipality>().WithMany().HasForeignKey(client => client.MunicipalityCode).OnDelete(DeleteBehavior.Restrict);
    }
}
