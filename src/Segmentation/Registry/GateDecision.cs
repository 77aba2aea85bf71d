namespace Palveluohjaus.Segmentation.Registry;

/// <summary>What the gate found of a version, measured against the champion of that moment.</summary>
public sealed record GateDecision
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The version that would become champion.</summary>
    public required string Candidate { get; init; }

    /// <summary>The champion it was measured against; null when there was none.</summary>
    public required string? Champion { get; init; }

    /// <summary>The rows it was measured on.</summary>
    public required MeasuredRows Measured { get; init; }

    /// <summary>Every check, passed or failed.</summary>
    public required IReadOnlyList<GateFinding> Findings { get; init; }

    /// <summary>Whether it may become champion as it is.</summary>
    public bool IsPassed => IsComplete && Findings.All(finding => finding.IsPassed);

    /// <summary>Whether it may become champion with a reason given: it passed, or failed only what people may weigh for themselves.</summary>
    public bool CanBeOverridden => IsComplete && Findings.All(finding => finding.IsPassed || finding.CanBeOverridden);

    // A check that was left out has not been passed.
    private bool IsComplete => Enum.GetValues<GateCheck>().All(check => Findings.Any(finding => finding.Check == check));
}

/// <summary>One check.</summary>
/// <param name="Check">Which.</param>
/// <param name="IsPassed">How it went.</param>
/// <param name="Words">What was found, with its numbers.</param>
public sealed record GateFinding(GateCheck Check, bool IsPassed, string Words)
{
    /// <summary>
    /// Whether a reason can outweigh it. An explanation is the county's promise to its clients, and a model for other columns cannot score:
    /// no reason outweighs those.
    /// </summary>
    internal bool CanBeOverridden => Check switch
    {
        GateCheck.ExactExplanation or GateCheck.SameSchema => false,
        GateCheck.BetterOnSameRows or GateCheck.GroupGap => true,
        _ => throw new InvalidOperationException($"There is no check {Check}."),
    };
}

/// <summary>What the gate asks.</summary>
public enum GateCheck
{
    /// <summary>Is every suggestion explained exactly?</summary>
    ExactExplanation,

    /// <summary>Is it made for the columns and segments in use?</summary>
    SameSchema,

    /// <summary>Is it better than the champion, or than the plain models, on the same rows?</summary>
    BetterOnSameRows,

    /// <summary>Does it serve every group well enough?</summary>
    GroupGap,
}
