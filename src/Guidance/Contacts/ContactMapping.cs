using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Contacts;

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    private const char Separator = ',';
    private const string Owed = "\"CallbackPromisedAtUtc\" IS NOT NULL AND \"CallbackDoneAtUtc\" IS NULL";

    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.HasKey(contact => contact.Id);
        builder.Ignore(contact => contact.MainTheme);
        builder.Property(contact => contact.Themes).HasMaxLength(300).HasConversion(
            themes => string.Join(Separator, themes),
            stored => ReadThemes(stored),
            new ValueComparer<IReadOnlyList<NeedReason>>(
                (one, other) => one!.SequenceEqual(other!),
                themes => themes.Aggregate(0, HashCode.Combine),
                themes => themes));
        builder.Property(contact => contact.Note).HasMaxLength(Contact.NoteMaxLength);
        builder.Property(contact => contact.MunicipalityCode).HasMaxLength(3);
        builder.Property(contact => contact.SubmissionDigest).HasMaxLength(44);
        builder.Property(contact => contact.Version).IsConcurrencyToken();
        builder.HasIndex(contact => contact.SubmissionKey).IsUnique();

        // Also a queue asks each of its cases how urgent its latest contact was, without looking up the rows.
        builder.HasIndex(contact => new { contact.CaseId, contact.StartedAtUtc, contact.Urgency, contact.RepeatReason });
        builder.HasIndex(contact => contact.ClientId);

        // The workbench: what a worker or a unit logged today, the calls promised for today, and those still owed, of a case or by a worker. Of all
        // but the first only the few there are.
        builder.HasIndex(contact => new { contact.WorkerId, contact.StartedAtUtc });
        builder.HasIndex(contact => new { contact.UnitId, contact.StartedAtUtc });
        builder.HasIndex(contact => contact.CallbackPromisedAtUtc).HasFilter("\"CallbackPromisedAtUtc\" IS NOT NULL");
        builder.HasIndex(contact => contact.CaseId, "IX_Contacts_CaseId_Owed").HasFilter(Owed);
        builder.HasIndex(contact => new { contact.WorkerId, contact.CallbackPromisedAtUtc }).HasFilter(Owed);
        builder.HasOne<GuidanceCase>().WithMany().HasForeignKey(contact => contact.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Client>().WithMany().HasForeignKey(contact => contact.ClientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Municipality>().WithMany().HasForeignKey(contact => contact.MunicipalityCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(contact => contact.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SendingSystem>().WithMany().HasForeignKey(contact => contact.SendingSystemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Worker>().WithMany().HasForeignKey(contact => contact.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }

    private static IReadOnlyList<NeedReason> ReadThemes(string stored) =>
        stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(Enum.Parse<NeedReason>)];
}
