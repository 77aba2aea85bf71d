namespace Palveluohjaus.Guidance.Clients;

/// <summary>A person the county guides.</summary>
public sealed class Client
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }

    /// <summary>The name as it is searched: lower case, no accents, family name first. See <see cref="NameFolding"/>.</summary>
    public required string FoldedName { get; init; }

    public required DateOnly DateOfBirth { get; init; }
    public required Sex Sex { get; init; }
    public required string MunicipalityCode { get; init; }

    /// <summary>The language the client has asked to be served in.</summary>
    public required ServiceLanguage ServiceLanguage { get; init; }

    /// <summary>Turvakielto: where the client lives and how to reach them is hidden from everyone without the right, in every list, export and log.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Asked for by anyone who books a meeting; which language is in <see cref="InterpreterLanguage"/>.</summary>
    public bool NeedsInterpreter { get; init; }

    /// <summary>The language to interpret from, sign languages included, as it was written; null when no interpreter is needed.</summary>
    public string? InterpreterLanguage { get; init; }

    /// <summary>How the client would rather be reached; null when it was not asked. The addresses themselves are in <see cref="ClientContactDetails"/>.</summary>
    public ContactPreference? PreferredContact { get; init; }

    /// <summary>The client this one turned out to be: everything of theirs is there now. See <see cref="MergeClients"/>.</summary>
    public Guid? MergedIntoId { get; init; }

    /// <summary>The personal identity code, encrypted. See <see cref="IdentityCodeVault"/>.</summary>
    public string? IdentityCodeProtected { get; init; }

    /// <summary>A keyed hash of the personal identity code, so that it can be looked up without being readable.</summary>
    public string? IdentityCodeLookup { get; init; }

    public required DateTime CreatedAtUtc { get; init; }
    public int Version { get; private set; }

    // Only what tells nothing of the person: an entity is easily logged whole.
    public override string ToString() => $"{nameof(Client)} {Id}";

    public int AgeOn(DateOnly day) => AgeOn(DateOfBirth, day);

    /// <summary>Whole years. Someone born on 29 February turns a year older on 28 February of a common year.</summary>
    public static int AgeOn(DateOnly dateOfBirth, DateOnly day)
    {
        var age = day.Year - dateOfBirth.Year;
        return dateOfBirth.AddYears(age) > day ? age - 1 : age;
    }
}

public enum Sex
{
    Female,
    Male,
}

public enum ContactPreference
{
    Phone,
    TextMessage,
    SecureMessage,
    Email,
    Letter,
}

public enum ServiceLanguage
{
    Finnish,
    Swedish,
    Other,
}
