namespace Palveluohjaus.Guidance.Interventions;

/// <summary>An intervention to start.</summary>
public sealed record InterventionToStart
{
    public required Guid ClientId { get; init; }
    public Guid? CaseId { get; init; }

    /// <summary>Of the catalogue; null when none was chosen.</summary>
    public required string? MethodCode { get; init; }

    /// <summary>Null for today.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Null for as many as the method usually takes.</summary>
    public int? PlannedSessions { get; init; }

    /// <inheritdoc cref="Intervention.SubmissionKey"/>
    public required Guid SubmissionKey { get; init; }

    public override string ToString() => $"{nameof(InterventionToStart)} {ClientId}";
}

/// <summary>Something to record of an intervention.</summary>
public abstract record InterventionAct
{
    private InterventionAct()
    {
    }

    public required Guid InterventionId { get; init; }

    /// <summary>Of the intervention as it was when the form was opened.</summary>
    public required int Version { get; init; }

    public sealed override string ToString() => $"{GetType().Name} {InterventionId}";

    /// <summary>A score of a measure, before or after.</summary>
    public sealed record Measure : InterventionAct
    {
        public required bool IsAfter { get; init; }
        public required string? MeasureCode { get; init; }
        public required double? Score { get; init; }

        /// <summary>Null for today.</summary>
        public DateOnly? Day { get; init; }
    }

    /// <summary>A session that was held.</summary>
    public sealed record Session : InterventionAct
    {
        public DateOnly? Day { get; init; }
    }

    public sealed record End : InterventionAct
    {
        public required InterventionState? Outcome { get; init; }
        public InterruptionReason? Reason { get; init; }
        public string? Note { get; init; }
        public DateOnly? Day { get; init; }
    }

    /// <summary>Takes back an entry that was a mistake; of an ending, the intervention goes on.</summary>
    public sealed record TakeBack : InterventionAct
    {
        public required long Entry { get; init; }
        public string? Note { get; init; }
    }
}

/// <summary>Why nothing was stored. Its sentence is in the texts, under <c>Interventions.Problem.{Kind}</c>.</summary>
public enum InterventionProblemKind
{
    /// <summary>There is no such client or intervention, or the actor has nothing to do with it.</summary>
    NotThere,

    /// <summary>Whoever only stated why they see a client has no matter of theirs: the contact is logged first.</summary>
    ContactFirst,
    MethodMissing,
    MethodUnknown,

    /// <summary>The same method goes on with the client already.</summary>
    AlreadyOngoing,
    CaseUnknown,
    CaseClosed,
    PlannedSessionsImpossible,
    DayUnreadable,
    DayInFuture,
    DayBeforeBirth,
    MeasureMissing,
    MeasureUnknown,
    ScoreMissing,
    ScoreUnreadable,
    ScoreOutsideScale,
    ScoreBetweenSteps,

    /// <summary>The measurement after is of an earlier day than the one before.</summary>
    AfterIsBeforeBefore,
    AfterIsBeforeStart,
    SessionBeforeStart,
    TooManySessions,

    /// <summary>It has ended; an ending that was a mistake is taken back first.</summary>
    HasEnded,
    OutcomeMissing,
    ReasonMissing,
    ReasonOnlyOfInterrupted,
    ReasonTextMissing,

    /// <summary>Declined though sessions have been held: that is an interruption.</summary>
    DeclinedAfterSessions,
    EndBeforeStart,

    /// <summary>A session was held on a later day.</summary>
    EndBeforeSession,

    /// <summary>There is no such entry, or it was taken back already.</summary>
    EntryUnknown,
    NoteMissing,
    NoteTooLong,
    NoteUnreadable,

    /// <summary>Somebody recorded something after the form was opened.</summary>
    ChangedMeanwhile,

    /// <summary>The key came before with another start.</summary>
    KeyReused,
}

/// <param name="Field">The control it is about.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record InterventionProblem(string Field, InterventionProblemKind Kind);

/// <summary>What became of it.</summary>
public abstract record InterventionOutcome
{
    private InterventionOutcome()
    {
    }

    /// <param name="InterventionId">Which.</param>
    /// <param name="CameBefore">The same was sent earlier, and nothing was stored now.</param>
    public sealed record Done(Guid InterventionId, bool CameBefore = false) : InterventionOutcome;

    /// <param name="Problems">All that is wrong; nothing was stored.</param>
    public sealed record Refused(params IReadOnlyList<InterventionProblem> Problems) : InterventionOutcome
    {
        public bool Has(InterventionProblemKind kind) => Problems.Any(problem => problem.Kind == kind);

        public bool IsConflict => Problems.Any(problem => problem.Kind is InterventionProblemKind.ChangedMeanwhile or InterventionProblemKind.AlreadyOngoing or InterventionProblemKind.HasEnded
            or InterventionProblemKind.KeyReused or InterventionProblemKind.EntryUnknown or InterventionProblemKind.CaseClosed);
    }
}
