namespace Palveluohjaus.Guidance.Clients;

/// <summary>One client's basic data as it is shown to one actor.</summary>
public sealed record ClientDetails
{
    public required Guid Id { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required Sex Sex { get; init; }

    /// <summary>Its text is in <see cref="PersonalIdentityCode.Value"/>; null when the client has none.</summary>
    public PersonalIdentityCode? IdentityCode { get; init; }

    public required ServiceLanguage ServiceLanguage { get; init; }
    public required bool NeedsInterpreter { get; init; }
    public string? InterpreterLanguage { get; init; }
    public ContactPreference? PreferredContact { get; init; }
    public required bool IsProtected { get; init; }

    /// <summary>Null when the client is protected and the actor has no right to it. Show then that it is hidden, not that it is missing.</summary>
    public ProtectedDetails? Reach { get; init; }

    /// <summary>The consents asked for, each as it stands now.</summary>
    public required IReadOnlyList<ConsentNow> Consents { get; init; }

    /// <summary>To be given back to <see cref="UpdateClient"/>, which refuses when it has changed meanwhile.</summary>
    public required int Version { get; init; }

    public override string ToString() => $"{nameof(ClientDetails)} {Id}";
}

/// <summary>How one consent stands.</summary>
/// <param name="Kind">Consent to what.</param>
/// <param name="Answer">The latest answer.</param>
/// <param name="AnsweredOn">The day of the latest answer.</param>
/// <param name="GivenOn">When it was last given; null when it never was.</param>
/// <param name="WithdrawnOn">When the consent was withdrawn; null while it holds.</param>
/// <param name="RecordedBy">Who recorded the latest answer.</param>
public sealed record ConsentNow(ConsentKind Kind, ConsentAnswer Answer, DateOnly AnsweredOn, DateOnly? GivenOn, DateOnly? WithdrawnOn, string RecordedBy)
{
    /// <summary>The later answer holds; of two on one day the one recorded later.</summary>
    internal static IReadOnlyList<ConsentNow> Of(IEnumerable<ClientConsent> history) =>
    [
        .. history.GroupBy(consent => consent.Kind).OrderBy(kind => kind.Key).Select(kind =>
        {
            var inOrder = kind.OrderBy(consent => consent.AnsweredOn).ThenBy(consent => consent.RecordedAtUtc).ThenBy(consent => consent.Sequence).ToList();
            var latest = inOrder[^1];
            return new ConsentNow(
                kind.Key,
                latest.Answer,
                latest.AnsweredOn,
                inOrder.LastOrDefault(consent => consent.Answer == ConsentAnswer.Given)?.AnsweredOn,
                latest.Answer == ConsentAnswer.Withdrawn ? latest.AnsweredOn : null,
                latest.RecordedBy);
        }),
    ];
}
