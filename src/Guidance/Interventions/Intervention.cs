namespace Palveluohjaus.Guidance.Interventions;

/// <summary>
/// That a client got a method of the catalogue: measured before, held in sessions, measured after. What happened is in its entries, which are never rewritten
/// (see <see cref="InterventionEntry"/>); this row says how it stands.
/// </summary>
public sealed class Intervention
{
    public const int MostSessions = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }

    /// <summary>The case it belongs to; null where it belongs to none.</summary>
    public Guid? CaseId { get; init; }

    public required string MethodCode { get; init; }

    /// <summary>The catalogue's version it began with: its scales hold to the end.</summary>
    public required int MethodVersion { get; init; }

    public required int PlannedSessions { get; init; }
    public required DateOnly StartedOn { get; init; }

    /// <summary>The professional.</summary>
    public Guid? WorkerId { get; init; }

    /// <summary>The unit they act for.</summary>
    public Guid? UnitId { get; init; }

    public required DateTime RecordedAtUtc { get; init; }
    public InterventionState State { get; private set; }

    /// <summary>Null while it goes on.</summary>
    public DateOnly? EndedOn { get; private set; }

    public InterruptionReason? InterruptionReason { get; private set; }

    /// <summary>Of the form or the call it was started with: sent twice, it starts one.</summary>
    public required Guid SubmissionKey { get; init; }

    public int Version { get; private set; }

    public bool IsOngoing => State == InterventionState.Ongoing;

    /// <summary>An entry was added.</summary>
    public void Note() => Version++;

    /// <exception cref="InvalidOperationException">It has ended, or the state is no end.</exception>
    public Intervention End(InterventionState outcome, DateOnly endedOn, InterruptionReason? reason)
    {
        if (State != InterventionState.Ongoing || outcome == InterventionState.Ongoing || (reason is null) == (outcome == InterventionState.Interrupted))
            throw new InvalidOperationException($"An intervention that is {State} does not end as {outcome}.");
        (State, EndedOn, InterruptionReason) = (outcome, endedOn, reason);
        Version++;
        return this;
    }

    /// <summary>It was ended by mistake.</summary>
    /// <exception cref="InvalidOperationException">It goes on.</exception>
    public void GoOn()
    {
        if (State == InterventionState.Ongoing)
            throw new InvalidOperationException("The intervention goes on already.");
        (State, EndedOn, InterruptionReason) = (InterventionState.Ongoing, null, null);
        Version++;
    }

    public override string ToString() => $"{nameof(Intervention)} {Id}";
}

/// <summary>How an intervention stands.</summary>
public enum InterventionState
{
    Ongoing,

    /// <summary>Gone through to the end.</summary>
    Completed,

    /// <summary>It began and was left unfinished, for a reason.</summary>
    Interrupted,

    /// <summary>The client did not want it after all: no session was held.</summary>
    Declined,
}

/// <summary>Why an intervention was left unfinished.</summary>
public enum InterruptionReason
{
    /// <summary>The client wanted to stop.</summary>
    ClientsWish,
    ClientNotReached,
    MovedAway,

    /// <summary>Illness, a crisis or another change in the client's life.</summary>
    SituationChanged,

    /// <summary>Another service or more intensive care was needed.</summary>
    OtherServiceNeeded,

    /// <summary>The service could not go on: absence, lack of workers.</summary>
    ServicesReason,
    Other,
}

/// <summary>
/// Something that happened in an intervention. Append-only: what was recorded wrongly is taken back by another entry and stays to be seen, and of two
/// measurements of one kind the later recorded holds.
/// </summary>
public sealed class InterventionEntry
{
    public const int NoteMaxLength = 500;

    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    public required Guid InterventionId { get; init; }
    public required InterventionEntryKind Kind { get; init; }

    /// <summary>The county's day on which it happened.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Of a measurement; null of everything else.</summary>
    public string? MeasureCode { get; init; }

    public double? Score { get; init; }

    // The scale as it was when the first score of this measure was given: no later catalogue changes what a score meant.
    public double? ScaleMinimum { get; private set; }
    public double? ScaleMaximum { get; private set; }
    public double? ScaleStep { get; private set; }
    public BetterScore? ScaleBetter { get; private set; }
    public double? ScaleSmallestChange { get; private set; }

    /// <summary>Of a measurement; null of everything else.</summary>
    public MeasureScale? Scale
    {
        get => (ScaleMinimum, ScaleMaximum, ScaleStep, ScaleBetter) is ({ } minimum, { } maximum, { } step, { } better)
            ? new MeasureScale { Minimum = minimum, Maximum = maximum, Step = step, Better = better, SmallestChange = ScaleSmallestChange }
            : null;
        init => (ScaleMinimum, ScaleMaximum, ScaleStep, ScaleBetter, ScaleSmallestChange) = (value?.Minimum, value?.Maximum, value?.Step, value?.Better, value?.SmallestChange);
    }

    /// <summary>How it ended; null of everything else.</summary>
    public InterventionState? Outcome { get; init; }

    public InterruptionReason? InterruptionReason { get; init; }

    /// <summary>The entry that does not hold any more.</summary>
    public long? TakesBack { get; init; }

    public Guid? WorkerId { get; init; }
    public Guid? UnitId { get; init; }
    public required DateTime RecordedAtUtc { get; init; }

    /// <summary>Why it was interrupted or taken back: written of a person, and shown as other such words are.</summary>
    public string? Note { get; init; }

    public override string ToString() => $"{nameof(InterventionEntry)} {Sequence}";
}

public enum InterventionEntryKind
{
    MeasuredBefore,
    SessionHeld,
    MeasuredAfter,
    Ended,

    /// <summary>An earlier entry was a mistake.</summary>
    TakenBack,
}
