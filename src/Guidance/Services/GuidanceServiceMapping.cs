using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Services;

internal sealed class GuidanceServiceMapping : IEntityTypeConfiguration<GuidanceService>
{
    // Keywords hold commas, and no text of one line holds its end.
    private const char Separator = '\n';

    public void Configure(EntityTypeBuilder<GuidanceService> builder)
    {
        builder.ToTable("GuidanceServices");
        builder.HasKey(service => service.Id);
        builder.Ignore(service => service.IsOwn);
        builder.Property(service => service.Source).HasMaxLength(40);
        builder.Property(service => service.ExternalId).HasMaxLength(100);
        builder.Property(service => service.Provider).HasMaxLength(GuidanceService.ProviderMaxLength);
        builder.Property(service => service.NameFi).HasMaxLength(GuidanceService.NameMaxLength);
        builder.Property(service => service.NameSv).HasMaxLength(GuidanceService.NameMaxLength);
        builder.Property(service => service.NameEn).HasMaxLength(GuidanceService.NameMaxLength);
        builder.Property(service => service.DescriptionFi).HasMaxLength(GuidanceService.DescriptionMaxLength);
        builder.Property(service => service.DescriptionSv).HasMaxLength(GuidanceService.DescriptionMaxLength);
        builder.Property(service => service.DescriptionEn).HasMaxLength(GuidanceService.DescriptionMaxLength);
        builder.Property(service => service.Phone).HasMaxLength(GuidanceService.ContactMaxLength);
        builder.Property(service => service.Email).HasMaxLength(GuidanceService.ContactMaxLength);
        builder.Property(service => service.WebAddress).HasMaxLength(GuidanceService.ContactMaxLength);
        builder.Property(service => service.StreetAddress).HasMaxLength(GuidanceService.ContactMaxLength);
        builder.Property(service => service.Version).IsConcurrencyToken();
        List(builder.Property(service => service.Keywords), GuidanceService.KeywordsMaxLength, text => text);
        List(builder.Property(service => service.Languages), 300, text => text);

        // Every municipality there is, with room to spare.
        List(builder.Property(service => service.MunicipalityCodes), 2000, text => text);
        List(builder.Property(service => service.Themes), 300, Enum.Parse<NeedReason>);
        List(builder.Property(service => service.LifeStages), 100, Enum.Parse<LifeStage>);
        List(builder.Property(service => service.Segments), 100, text => text);
        builder.HasIndex(service => new { service.Source, service.ExternalId }).IsUnique();

        // The finder asks at each search whether anything has changed, and must not read descriptions to know.
        builder.HasIndex(service => service.Version);
        builder.HasOne<Worker>().WithMany().HasForeignKey(service => service.WaitConfirmedByWorkerId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void List<T>(PropertyBuilder<IReadOnlyList<T>> property, int maxLength, Func<string, T> read)
        where T : notnull =>
        property.HasMaxLength(maxLength).HasConversion(
            items => string.Join(Separator, items),
            stored => Read(stored, read),
            new ValueComparer<IReadOnlyList<T>>(
                (one, other) => one!.SequenceEqual(other!),
                items => items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
                items => items));

    private static IReadOnlyList<T> Read<T>(string stored, Func<string, T> read) => stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(read)];
}
