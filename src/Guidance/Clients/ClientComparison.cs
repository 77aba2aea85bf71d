namespace Palveluohjaus.Guidance.Clients;

/// <summary>Two clients who may be one person.</summary>
public sealed record ClientComparison(ComparedClient One, ComparedClient Other)
{
    /// <summary>Who should remain: the one with an identity code, else the one recorded first.</summary>
    public Guid SuggestedSurvivorId => ((One.Details.IdentityCode is not null, Other.Details.IdentityCode is not null) switch
    {
        (true, false) => One,
        (false, true) => Other,
        _ => One.RecordedAtUtc <= Other.RecordedAtUtc ? One : Other,
    }).Details.Id;

    public override string ToString() => nameof(ClientComparison);
}

/// <summary>One of the two, and how much there is of theirs.</summary>
public sealed record ComparedClient
{
    public required ClientDetails Details { get; init; }
    public required DateTime RecordedAtUtc { get; init; }
    public required int CaseCount { get; init; }
    public required int ContactCount { get; init; }
    public required int AssessmentCount { get; init; }
    public required int DecisionCount { get; init; }

    public override string ToString() => nameof(ComparedClient);
}
