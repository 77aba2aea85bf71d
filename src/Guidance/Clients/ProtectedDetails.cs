namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Where a client lives, how they are reached and who is close to them. <see cref="ReadClient"/> is the only one that makes it, and makes none of a
/// protected client's for an actor without the right.
/// </summary>
public sealed record ProtectedDetails
{
    public required string MunicipalityCode { get; init; }
    public required IReadOnlyList<string> Phones { get; init; }
    public string? Email { get; init; }
    public string? StreetAddress { get; init; }
    public string? PostalCode { get; init; }
    public string? Place { get; init; }
    public string? ContactWishes { get; init; }
    public required IReadOnlyList<CloseOne> CloseOnes { get; init; }

    public override string ToString() => nameof(ProtectedDetails);
}

/// <summary>Someone close to a client.</summary>
public sealed record CloseOne
{
    public required Guid RelationId { get; init; }

    /// <summary>Null for a person outside the county's records.</summary>
    public Guid? ClientId { get; init; }

    public required string Name { get; init; }

    /// <summary>An outsider's phone; a client's is among their own details.</summary>
    public string? Phone { get; init; }

    /// <summary>What the other one is to the client who was read.</summary>
    public required RelationKind Kind { get; init; }

    public override string ToString() => $"{nameof(CloseOne)} {RelationId}";
}
