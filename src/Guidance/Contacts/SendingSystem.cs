namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Another system that may send contacts: a chat, an electronic form. Its key is kept as a digest only.</summary>
public sealed class SendingSystem
{
    public const int NameMaxLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }

    /// <summary>The unit its contacts come to.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>SHA-256 of the key, in Base64. The key itself is random enough that nothing can be tried.</summary>
    public required string KeyDigest { get; init; }

    /// <summary>The first letters of the key, by which people tell keys apart.</summary>
    public required string KeyStart { get; init; }

    public required DateTime CreatedAtUtc { get; init; }

    /// <summary>From then on the key opens nothing; null while it does.</summary>
    public DateTime? RevokedAtUtc { get; private set; }

    /// <summary>The county's day of the latest accepted call; null when there has been none.</summary>
    public DateOnly? LastUsedOn { get; init; }

    public int Version { get; private set; }

    public void Revoke(DateTime nowUtc)
    {
        RevokedAtUtc ??= nowUtc;
        Version++;
    }
}
