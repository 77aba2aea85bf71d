namespace Palveluohjaus.Guidance.Clients;

/// <summary>As much of a client as is needed to be sure that this is the one.</summary>
public sealed record ClientHit
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required ServiceLanguage ServiceLanguage { get; init; }
    public required bool IsProtected { get; init; }

    /// <summary>Null for a protected client: where they live is shown to nobody here.</summary>
    public string? MunicipalityCode { get; init; }

    public int OpenCaseCount { get; init; }

    // A record prints every field; this one must not reach a log that way.
    public override string ToString() => $"{nameof(ClientHit)} {Id}";
}

/// <summary>What a search found.</summary>
/// <param name="Clients">The likeliest first, at most <see cref="SearchClients.MaxHits"/>.</param>
/// <param name="IsCut">True when there were more.</param>
/// <param name="ReadAs">What the text was taken for; says why nothing was found when it could not be read.</param>
public sealed record ClientHits(IReadOnlyList<ClientHit> Clients, bool IsCut, SearchReading ReadAs);

/// <summary>What a search text was taken for.</summary>
public enum SearchReading
{
    /// <summary>Nothing that could be searched for.</summary>
    Nothing,
    Name,
    Phone,
    DateOfBirth,
    NameAndDateOfBirth,
    IdentityCode,

    /// <summary>Shaped like an identity code, but its check character or date is wrong.</summary>
    WrongIdentityCode,

    /// <summary>Shaped like a date, but no day of the calendar.</summary>
    ImpossibleDate,
}
