namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>A meeting of the units that a case has been in, agreed on so that it is not sent round once more (monialainen palaveri). Never changed.</summary>
public sealed class JointMeeting
{
    public const int NoteMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required DateTime MeetsAtUtc { get; init; }

    /// <summary>The units that are asked to come, the case's own among them.</summary>
    public required IReadOnlyList<Guid> UnitIds { get; init; }

    public string? Note { get; init; }
    public required DateTime AgreedAtUtc { get; init; }
    public Guid? AgreedByWorkerId { get; init; }
}
