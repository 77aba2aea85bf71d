namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>
/// A meeting of the units that a case has been in, agreed on so that it is not sent round once more (monialainen palaveri). Who meets when stays as it was
/// agreed; how it ended is recorded once.
/// </summary>
public sealed class JointMeeting
{
    public const int NoteMaxLength = 1000;
    public const int ResultMaxLength = 2000;

    /// <summary>A meeting of which nothing is recorded opens the case to those invited for so long after its time, and no longer.</summary>
    public const int OpensCaseForDays = 30;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required DateTime MeetsAtUtc { get; init; }

    /// <summary>The units that are asked to come, the case's own among them.</summary>
    public required IReadOnlyList<Guid> UnitIds { get; init; }

    public string? Note { get; init; }
    public required DateTime AgreedAtUtc { get; init; }
    public Guid? AgreedByWorkerId { get; init; }
    public JointMeetingState State { get; private set; } = JointMeetingState.Agreed;

    /// <summary>What was agreed on in it, or why it was cancelled.</summary>
    public string? Result { get; private set; }

    /// <summary>The unit that carries on with the case; null until it was held.</summary>
    public Guid? CarriesOnUnitId { get; private set; }

    public DateTime? EndedAtUtc { get; private set; }
    public Guid? EndedByWorkerId { get; private set; }
    public int Version { get; private set; }

    public void Hold(string result, Guid carriesOnUnitId, Guid? workerId, DateTime nowUtc)
    {
        End(JointMeetingState.Held, result, workerId, nowUtc);
        CarriesOnUnitId = carriesOnUnitId;
    }

    public void Cancel(string reason, Guid? workerId, DateTime nowUtc) => End(JointMeetingState.Cancelled, reason, workerId, nowUtc);

    /// <summary>Whether it opens the case to the units that were invited.</summary>
    public bool OpensCaseAt(DateTime nowUtc) => State == JointMeetingState.Agreed && nowUtc < MeetsAtUtc.AddDays(OpensCaseForDays);

    private void End(JointMeetingState state, string result, Guid? workerId, DateTime nowUtc)
    {
        if (State != JointMeetingState.Agreed)
            throw new InvalidOperationException($"A meeting that is {State} does not become {state}.");
        (State, Result, EndedByWorkerId, EndedAtUtc) = (state, result, workerId, nowUtc);
        Version++;
    }
}

public enum JointMeetingState
{
    Agreed,
    Held,
    Cancelled,
}
