namespace Palveluohjaus.Guidance.Clients;

/// <summary>A client's basic data as it was typed, checked by <see cref="CheckClient"/>. Names of its properties are the names of a form's fields.</summary>
public sealed record ClientToSave
{
    public string GivenName { get; init; } = string.Empty;
    public string FamilyName { get; init; } = string.Empty;

    /// <summary>May be empty: not everyone has one, or tells it.</summary>
    public string IdentityCode { get; init; } = string.Empty;

    /// <summary>May be empty when there is an identity code, which tells it.</summary>
    public string DateOfBirth { get; init; } = string.Empty;

    /// <summary>Null when the identity code tells it.</summary>
    public Sex? Sex { get; init; }

    public string MunicipalityCode { get; init; } = string.Empty;
    public ServiceLanguage? ServiceLanguage { get; init; }
    public bool NeedsInterpreter { get; init; }
    public string InterpreterLanguage { get; init; } = string.Empty;
    public ContactPreference? PreferredContact { get; init; }
    public bool IsProtected { get; init; }
    public IReadOnlyList<string> Phones { get; init; } = [];
    public string Email { get; init; } = string.Empty;
    public string StreetAddress { get; init; } = string.Empty;
    public string PostalCode { get; init; } = string.Empty;
    public string Place { get; init; } = string.Empty;
    public string ContactWishes { get; init; } = string.Empty;

    public override string ToString() => nameof(ClientToSave);
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>Client.Problem.{Kind}</c>.</summary>
/// <param name="Field">A property of what was to be saved.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ClientProblem(string Field, ClientProblemKind Kind);

public enum ClientProblemKind
{
    NameMissing,
    NotAName,
    TooLong,
    UnreadableText,
    DateOfBirthMissing,
    DateOfBirthUnreadable,
    DateOfBirthImpossible,
    IdentityCodeWrong,
    IdentityCodeOtherBirthDate,
    IdentityCodeOtherSex,
    IdentityCodeTaken,
    SexMissing,
    MunicipalityUnknown,
    LanguageMissing,
    InterpreterLanguageMissing,
    PhoneUnreadable,
    TooManyPhones,
    EmailUnreadable,
    PostalCodeUnreadable,
    ClientUnknown,
    RelatedToSelf,
    AnswerDayImpossible,
}
