namespace Palveluohjaus.Guidance.Teams;

/// <summary>A unit to add, or what a unit is to become.</summary>
public sealed record UnitToSave
{
    /// <summary>What the county's other systems know the unit by; no two units share one.</summary>
    public string Code { get; init; } = string.Empty;

    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;

    /// <inheritdoc cref="Unit.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Unit.ClosedOn"/>
    public DateOnly? ClosedOn { get; init; }
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>Unit.Problem.{Kind}</c>.</summary>
public sealed record UnitProblem(string Field, UnitProblemKind Kind);

public enum UnitProblemKind
{
    CodeMissing,
    CodeTaken,

    /// <summary>Letters, digits, hyphens and low lines only.</summary>
    CodeNotAllowed,
    NameMissing,
    NameUnreadable,
    PhoneUnreadable,
    TooLong,
    UnitUnknown,

    /// <summary>A unit to close still gets what another system sends.</summary>
    StillReceives,
}

/// <summary>What became of adding or changing a unit.</summary>
public abstract record UnitResult
{
    private UnitResult()
    {
    }

    public sealed record Saved(Guid UnitId) : UnitResult;

    /// <summary>Something must be corrected first; nothing was stored.</summary>
    public sealed record Refused(IReadOnlyList<UnitProblem> Problems) : UnitResult;
}
