using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>
/// That a client was removed when their time had come: the id and nothing else. Facts are refreshed from the last one they saw, as from
/// <see cref="Clients.ClientChange"/>; what was theirs in the facts then goes too. Append-only.
/// </summary>
public sealed class RemovedClient
{
    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    /// <summary>Refers to nobody: there is no such client any more.</summary>
    public required Guid ClientId { get; init; }

    public required DateTime RemovedAtUtc { get; init; }
}

/// <summary>That a case of somebody unknown was removed when its time had come: as <see cref="RemovedClient"/>. Append-only.</summary>
public sealed class RemovedAnonymousCase
{
    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    /// <summary>Refers to nothing: there is no such case any more.</summary>
    public required Guid CaseId { get; init; }

    public required DateTime RemovedAtUtc { get; init; }
}

/// <summary>That an imported case was removed: an import of the same file must not bring it back without a word.</summary>
public sealed class RemovedCase
{
    public const int DigestMaxLength = 44;

    public long Id { get; private set; }

    /// <summary>The import profile.</summary>
    public required string Source { get; init; }

    /// <summary>Of the case's id in its source: enough to know it again, and no more.</summary>
    public required string ExternalDigest { get; init; }

    public static string DigestOf(string externalId) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(externalId)));
}

internal sealed class RemovedClientMapping : IEntityTypeConfiguration<RemovedClient>, IEntityTypeConfiguration<RemovedAnonymousCase>, IEntityTypeConfiguration<RemovedCase>
{
    public void Configure(EntityTypeBuilder<RemovedClient> builder)
    {
        builder.ToTable("RemovedClients");
        builder.HasKey(removed => removed.Sequence);
        builder.HasIndex(removed => removed.ClientId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RemovedAnonymousCase> builder)
    {
        builder.ToTable("RemovedAnonymousCases");
        builder.HasKey(removed => removed.Sequence);
        builder.HasIndex(removed => removed.CaseId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RemovedCase> builder)
    {
        builder.ToTable("RemovedCases");
        builder.HasKey(removed => removed.Id);
        builder.Property(removed => removed.Source).HasMaxLength(40);
        builder.Property(removed => removed.ExternalDigest).HasMaxLength(RemovedCase.DigestMaxLength);
        builder.HasIndex(removed => new { removed.Source, removed.ExternalDigest }).IsUnique();
    }
}
