using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Clients;

internal sealed class ClientContactDetailsMapping : IEntityTypeConfiguration<ClientContactDetails>
{
    private const char Separator = ',';

    public void Configure(EntityTypeBuilder<ClientContactDetails> builder)
    {
        builder.ToTable("ClientContactDetails");
        builder.HasKey(details => details.ClientId);
        builder.Property(details => details.Phones).HasMaxLength(60).HasConversion(
            phones => string.Join(Separator, phones),
            stored => ReadPhones(stored),
            new ValueComparer<IReadOnlyList<string>>(
                (one, other) => one!.SequenceEqual(other!),
                phones => phones.Aggregate(0, HashCode.Combine),
                phones => phones));
        builder.Property(details => details.Email).HasMaxLength(ClientLimits.Email);
        builder.Property(details => details.StreetAddress).HasMaxLength(ClientLimits.StreetAddress);
        builder.Property(details => details.PostalCode).HasMaxLength(ClientLimits.PostalCode);
        builder.Property(details => details.Place).HasMaxLength(ClientLimits.Place);
        builder.Property(details => details.ContactWishes).HasMaxLength(ClientLimits.ContactWishes);
        builder.HasOne<Client>().WithOne().HasForeignKey<ClientContactDetails>(details => details.ClientId).OnDelete(DeleteBehavior.Restrict);
    }

    private static string[] ReadPhones(string stored) => stored.Length == 0 ? [] : stored.Split(Separator);
}
