using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Accounts;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    private const char Separator = ',';

    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.UserName).HasMaxLength(Account.NameMaxLength).IsRequired();
        builder.Property(account => account.NormalizedUserName).HasMaxLength(Account.NameMaxLength).IsRequired();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasIndex(account => account.WorkerId).IsUnique();
        builder.Property(account => account.PasswordHash).HasMaxLength(200);
        builder.Property(account => account.SecurityStamp).HasMaxLength(40);
        builder.Property(account => account.ConcurrencyStamp).HasMaxLength(40).IsConcurrencyToken();
        builder.Property(account => account.Language).HasMaxLength(2);
        builder.Property(account => account.MailAddress).HasMaxLength(ClientLimits.Email);

        // No database of ours compares an offset: the end of a lock-out is an instant like all others.
        builder.Property(account => account.LockoutEnd).HasConversion(
            end => end!.Value.UtcDateTime,
            stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
        builder.Property(account => account.Roles).HasMaxLength(100).HasConversion(
            roles => string.Join(Separator, roles),
            stored => ReadRoles(stored),
            new ValueComparer<IReadOnlyList<AccountRole>>(
                (one, other) => one!.SequenceEqual(other!),
                roles => roles.Aggregate(0, HashCode.Combine),
                roles => roles));

        // Neither is asked for: who has forgotten a password gets a new link from an admin.
        builder.Ignore(account => account.Email).Ignore(account => account.NormalizedEmail).Ignore(account => account.EmailConfirmed);
        builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed);
        builder.HasOne<Worker>().WithMany().HasForeignKey(account => account.WorkerId).OnDelete(DeleteBehavior.Restrict);
    }

    private static IReadOnlyList<AccountRole> ReadRoles(string stored) =>
        stored.Length == 0 ? [] : [.. stored.Split(Separator).Select(Enum.Parse<AccountRole>)];
}

/// <summary>The second factor's secret and recovery codes. What they hold is encrypted: see <see cref="AccountStore"/>.</summary>
internal sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("AccountTokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.LoginProvider).HasMaxLength(60);
        builder.Property(token => token.Name).HasMaxLength(60);
        builder.Property(token => token.Value).HasMaxLength(1000);
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
