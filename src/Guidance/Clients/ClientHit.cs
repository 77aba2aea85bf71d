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
/// <param name="Clients">At most <see cref="SearchClients.MaxHits"/>.</param>
/// <param name="IsCut">True when there were more.</param>
public sealed record ClientHits(IReadOnlyList<ClientHit> Clients, bool IsCut);
