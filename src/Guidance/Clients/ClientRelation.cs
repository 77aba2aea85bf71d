namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Who is close to a client: another client, or a person outside the county's records by name. One row tells both ways; see <see cref="RelationKinds.Inverse"/>.
/// Read through <see cref="ReadClient"/>, where a protected client's close ones are hidden.
/// </summary>
public sealed class ClientRelation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }

    /// <summary>Null for a person outside the records, who has <see cref="OutsiderName"/>.</summary>
    public Guid? RelatedClientId { get; init; }

    public string? OutsiderName { get; init; }
    public string? OutsiderPhone { get; init; }

    /// <summary>What the other one is to the client.</summary>
    public required RelationKind Kind { get; init; }

    public required DateTime RecordedAtUtc { get; init; }
    public DateTime? EndedAtUtc { get; private set; }

    public void End(DateTime endedAtUtc) => EndedAtUtc ??= endedAtUtc;

    public override string ToString() => $"{nameof(ClientRelation)} {Id}";
}

public enum RelationKind
{
    Parent,
    Child,
    Spouse,
    Sibling,
    Grandparent,
    Grandchild,

    /// <summary>Edunvalvoja.</summary>
    Guardian,

    /// <summary>Päämies: the one a guardian acts for.</summary>
    Ward,

    /// <summary>Omaishoitaja.</summary>
    FamilyCarer,

    /// <summary>The one a family carer looks after.</summary>
    CaredFor,

    Other,
}

public static class RelationKinds
{
    /// <summary>What the client is to the other one.</summary>
    public static RelationKind Inverse(this RelationKind kind) => kind switch
    {
        RelationKind.Parent => RelationKind.Child,
        RelationKind.Child => RelationKind.Parent,
        RelationKind.Spouse => RelationKind.Spouse,
        RelationKind.Sibling => RelationKind.Sibling,
        RelationKind.Grandparent => RelationKind.Grandchild,
        RelationKind.Grandchild => RelationKind.Grandparent,
        RelationKind.Guardian => RelationKind.Ward,
        RelationKind.Ward => RelationKind.Guardian,
        RelationKind.FamilyCarer => RelationKind.CaredFor,
        RelationKind.CaredFor => RelationKind.FamilyCarer,
        RelationKind.Other => RelationKind.Other,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of relation."),
    };
}
