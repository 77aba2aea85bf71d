using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>
/// A first assessment that is being filled in: whatever has been answered is here, and nothing reads it as fact. When the segment is decided it becomes an
/// <see cref="Assessment"/>, in the transaction of the decision, and is gone.
/// </summary>
public sealed class AssessmentDraft
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    public Guid? CaseId { get; init; }
    public required LifeStage LifeStage { get; init; }

    /// <summary>The unit whose work it is.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Stays what it was when the assessment was begun, until someone moves the draft to a newer version.</summary>
    public required string TemplateId { get; set; }

    /// <summary>Item code → rating 0–3; an item without an answer is absent. Answers to items of an earlier version of the template stay.</summary>
    public IReadOnlyDictionary<string, int> Answers { get; set; } = new Dictionary<string, int>();

    public IReadOnlyList<NeedReason> NeedReasons { get; set; } = [];
    public IReadOnlyList<RaisedFlag> RedFlags { get; set; } = [];
    public required DateTime StartedAtUtc { get; init; }
    public required DateTime SavedAtUtc { get; set; }

    /// <summary>Who began it.</summary>
    public Guid? WorkerId { get; init; }

    public Guid? SavedByWorkerId { get; set; }

    /// <summary>What the model suggested when the answers were last saved; null when it abstained.</summary>
    public string? SuggestedSegment { get; set; }

    /// <summary>Since when that has been suggested: the time to decide is counted from here.</summary>
    public DateTime? SuggestedAtUtc { get; set; }

    /// <summary>Raised at every saving: of two who save at once, the second is told.</summary>
    public int Version { get; set; }
}
