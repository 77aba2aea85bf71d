namespace Palveluohjaus.Guidance.Clients;

/// <summary>One line as it would be typed: a name, a date of birth, a phone number or an identity code.</summary>
public sealed record ClientSearchBody(string Text)
{
    public override string ToString() => nameof(ClientSearchBody);
}

/// <summary>A client's data. What is left out is empty, also when a client is changed: send back all that was read.</summary>
public sealed record ClientBody
{
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? IdentityCode { get; init; }

    /// <summary>1947-05-14; may be left out when there is an identity code.</summary>
    public string? DateOfBirth { get; init; }

    /// <summary>May be left out when there is an identity code.</summary>
    public Sex? Sex { get; init; }

    public string? MunicipalityCode { get; init; }
    public ServiceLanguage? ServiceLanguage { get; init; }
    public bool NeedsInterpreter { get; init; }
    public string? InterpreterLanguage { get; init; }
    public ContactPreference? PreferredContact { get; init; }
    public bool IsProtected { get; init; }
    public IReadOnlyList<string>? Phones { get; init; }
    public string? Email { get; init; }
    public string? StreetAddress { get; init; }
    public string? PostalCode { get; init; }
    public string? Place { get; init; }
    public string? ContactWishes { get; init; }

    public override string ToString() => nameof(ClientBody);

    internal ClientToSave ToSave() => new()
    {
        GivenName = GivenName ?? string.Empty,
        FamilyName = FamilyName ?? string.Empty,
        IdentityCode = IdentityCode ?? string.Empty,
        DateOfBirth = DateOfBirth ?? string.Empty,
        Sex = Sex,
        MunicipalityCode = MunicipalityCode ?? string.Empty,
        ServiceLanguage = ServiceLanguage,
        NeedsInterpreter = NeedsInterpreter,
        InterpreterLanguage = InterpreterLanguage ?? string.Empty,
        PreferredContact = PreferredContact,
        IsProtected = IsProtected,
        Phones = Phones ?? [],
        Email = Email ?? string.Empty,
        StreetAddress = StreetAddress ?? string.Empty,
        PostalCode = PostalCode ?? string.Empty,
        Place = Place ?? string.Empty,
        ContactWishes = ContactWishes ?? string.Empty,
    };
}

/// <summary>A client to record.</summary>
public sealed record ClientCreateBody(ClientBody Client)
{
    /// <summary>The likely duplicates of an earlier answer that were looked at and are other people.</summary>
    public IReadOnlyList<Guid> NotTheseClients { get; init; } = [];

    public override string ToString() => nameof(ClientCreateBody);
}

/// <summary>A change to a client.</summary>
/// <param name="Version">The one that was read: when it is another by now, nothing is stored.</param>
/// <param name="Client">All of the client's data.</param>
public sealed record ClientUpdateBody(int Version, ClientBody Client)
{
    public override string ToString() => nameof(ClientUpdateBody);
}

/// <summary>Why the worker must see a client whose matter is not their unit's.</summary>
public sealed record StatedGroundBody(StatedGroundKind Kind);

/// <summary>Why a protected client must be reached.</summary>
public sealed record ProtectedDetailsBody(ProtectedReason Reason);

/// <summary>A period of local days for a client's log.</summary>
public sealed record ClientLogBody
{
    /// <summary>The first day; two years back when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day after the last; until now when left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether a special reason to go further back than two years was given and accepted.</summary>
    public bool SpecialReason { get; init; }
}

public enum ClientCallProblemKind
{
    /// <summary>The product states it itself, for one who has just recorded the client.</summary>
    GroundNotStated,
    PeriodReversed,
}

public sealed record ConsentBody(ConsentKind Kind, ConsentAnswer Answer, DateOnly AnsweredOn);

/// <summary>Someone close: a client by id, or a person outside the records by name.</summary>
/// <param name="Kind">What the other one is to the client.</param>
public sealed record RelationBody(RelationKind Kind)
{
    public Guid? RelatedClientId { get; init; }
    public string? OutsiderName { get; init; }
    public string? OutsiderPhone { get; init; }

    public override string ToString() => nameof(RelationBody);
}

/// <summary>Two clients who are one person.</summary>
/// <param name="SurvivorId">The one who remains.</param>
/// <param name="MergedId">The one whose history goes to the other.</param>
public sealed record MergeBody(Guid SurvivorId, Guid MergedId);
