namespace Palveluohjaus.Guidance.County;

/// <summary>What the county is to be called, and which municipalities are its own.</summary>
public sealed record CountyToSave
{
    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;

    /// <summary>By Statistics Finland's codes; see <see cref="Finland"/>.</summary>
    public IReadOnlyList<string> MunicipalityCodes { get; init; } = [];
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>County.Problem.{Kind}</c>.</summary>
/// <param name="Field">Of <see cref="CountyToSave"/>.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record CountyProblem(string Field, CountyProblemKind Kind);

public enum CountyProblemKind
{
    NameMissing,
    NameUnreadable,
    TooLong,
    MunicipalityMissing,
    MunicipalityUnknown,

    /// <summary>Clients, contacts or cases belong to a municipality that would go.</summary>
    MunicipalityInUse,

    /// <summary>A share is 0–100 %.</summary>
    ShareOutOfRange,

    /// <summary>The demo's county stays what it is: nobody's clients are to be taken for invented, or the other way round.</summary>
    Fictional,
}
