using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>A first assessment that is finished: the answers of one client on one day. What is still being filled in is an <see cref="AssessmentDraft"/>.</summary>
public sealed class Assessment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    public Guid? CaseId { get; init; }
    public required LifeStage LifeStage { get; init; }

    /// <summary>The template's stream and version, as in <c>older-people/1</c>; null where a source tells the answers only.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Item code → rating 0–3. An item that was not asked is absent.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>Why support is needed (SHL 11 §), as the professional found.</summary>
    public IReadOnlyList<NeedReason> NeedReasons { get; init; } = [];

    /// <summary>What demanded a step at once, each with the step that was taken.</summary>
    public IReadOnlyList<RaisedFlag> RedFlags { get; init; } = [];

    public DateTime? StartedAtUtc { get; init; }
    public required DateTime AssessedAtUtc { get; init; }
    public Guid? WorkerId { get; init; }
}

/// <summary>What demands a step at once, whatever the segment.</summary>
public enum RedFlagKind
{
    Violence,
    ChildSafety,
    SelfHarm,

    /// <summary>Memory or functional capacity fell suddenly.</summary>
    SuddenDecline,
}

/// <param name="Flag">What was seen.</param>
/// <param name="Step">What was done at once, in the professional's words; null while nothing has been written.</param>
public sealed record RaisedFlag(RedFlagKind Flag, string? Step)
{
    public const int StepMaxLength = 500;

    // A record prints every field; the step is about a client.
    public override string ToString() => Flag.ToString();
}
