namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>
/// The assessment of a client's need for services (palvelutarpeen arviointi, SHL 36 §), or why none is made. It is saved as it grows; once it is complete
/// only the plan's goals and what became of housing go on.
/// </summary>
public sealed class NeedsAssessment
{
    public const int ConclusionMaxLength = 8000;
    public const int TextMaxLength = 500;
    public const int NameMaxLength = 200;
    public const int MaxParticipants = 20;
    public const int MaxGoals = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public Guid? StartedByWorkerId { get; init; }
    public NeedsAssessmentState State { get; private set; } = NeedsAssessmentState.InProgress;
    public IReadOnlyList<Participant> Participants { get; private set; } = [];
    public string? Conclusion { get; private set; }
    public IReadOnlyList<PlanGoal> Goals { get; private set; } = [];

    /// <summary>Why no assessment is made; null when one is.</summary>
    public UnnecessaryReason? UnnecessaryReasonKind { get; private set; }

    public string? UnnecessaryReason { get; private set; }

    /// <summary>Whether each criterion for housing is met, by its code; one that was not answered is absent.</summary>
    public IReadOnlyDictionary<string, bool> HousingAnswers { get; private set; } = new Dictionary<string, bool>();

    /// <summary>Whether they together give housing, by the list in use when it was saved.</summary>
    public bool AreHousingCriteriaMet { get; private set; }

    /// <summary>The day of the decision on housing; the queue is counted from it.</summary>
    public DateOnly? HousingDecidedOn { get; private set; }

    /// <summary>The day the client moved in, or no longer waits; null while they do.</summary>
    public DateOnly? HousingEndedOn { get; private set; }

    public DateTime SavedAtUtc { get; private set; }
    public Guid? SavedByWorkerId { get; private set; }
    public DateTime? EndedAtUtc { get; private set; }
    public int Version { get; private set; }

    /// <summary>What was saved last.</summary>
    public NeedsAssessmentContent Content => new()
    {
        Participants = Participants,
        Conclusion = Conclusion,
        Goals = Goals,
        HousingAnswers = HousingAnswers,
        HousingDecidedOn = HousingDecidedOn,
        HousingEndedOn = HousingEndedOn,
    };

    public void Save(NeedsAssessmentContent content, HousingCriteria criteria, Guid? workerId, DateTime nowUtc)
    {
        if (State == NeedsAssessmentState.InProgress)
        {
            (Participants, Conclusion, HousingAnswers) = (content.Participants, content.Conclusion, content.HousingAnswers);
            AreHousingCriteriaMet = criteria.AreMet(HousingAnswers);
        }

        (Goals, HousingDecidedOn, HousingEndedOn) = (content.Goals, content.HousingDecidedOn, content.HousingEndedOn);
        (SavedByWorkerId, SavedAtUtc) = (workerId, nowUtc);
        Version++;
    }

    public void Complete(DateTime nowUtc) => End(NeedsAssessmentState.Completed, nowUtc);

    public void FindUnnecessary(UnnecessaryReason kind, string? text, DateTime nowUtc)
    {
        End(NeedsAssessmentState.Unnecessary, nowUtc);
        (UnnecessaryReasonKind, UnnecessaryReason) = (kind, text);
    }

    private void End(NeedsAssessmentState state, DateTime nowUtc)
    {
        if (State != NeedsAssessmentState.InProgress)
            throw new InvalidOperationException("The assessment has ended already.");
        (State, EndedAtUtc) = (state, nowUtc);
    }
}

public enum NeedsAssessmentState
{
    InProgress,
    Completed,

    /// <summary>None is made, as it is evidently unnecessary.</summary>
    Unnecessary,
}

/// <summary>Why an assessment is evidently unnecessary (SHL 36 §).</summary>
public enum UnnecessaryReason
{
    TemporaryNeed,
    AdviceSufficed,
    AssessedRecently,

    /// <summary>Something else, told in words.</summary>
    Other,
}

/// <summary>Who takes part in an assessment, or is to do something by its plan.</summary>
public enum Profession
{
    SocialWorker,
    SocialCounsellor,
    ServiceAdviser,
    Nurse,
    PracticalNurse,
    Physician,
    Physiotherapist,
    OccupationalTherapist,
    Psychologist,
    MemoryCoordinator,
    CloseOne,
    Interpreter,

    /// <summary>Somebody else, told in words.</summary>
    Other,
}

/// <summary>One who takes part.</summary>
/// <param name="Profession">Null while only a name has been written.</param>
/// <param name="Name">Who, or what else there is to say.</param>
public sealed record Participant(Profession? Profession, string? Name)
{
    /// <summary>Somebody else, and nothing tells who.</summary>
    public bool IsUnnamedOther => Profession == NeedsAssessments.Profession.Other && string.IsNullOrWhiteSpace(Name);

    public override string ToString() => nameof(Participant);
}

/// <summary>A goal of the plan.</summary>
/// <param name="Text">What is aimed at.</param>
/// <param name="Who">Who does it.</param>
/// <param name="ByDay">By when.</param>
/// <param name="State">How it stands.</param>
public sealed record PlanGoal(string? Text, string? Who, DateOnly? ByDay, GoalState State)
{
    public override string ToString() => nameof(PlanGoal);
}

public enum GoalState
{
    Planned,
    Underway,
    Met,
    GivenUp,
}

/// <summary>What is saved of an assessment. Nothing in it has been checked.</summary>
public sealed record NeedsAssessmentContent
{
    public IReadOnlyList<Participant> Participants { get; init; } = [];
    public string? Conclusion { get; init; }
    public IReadOnlyList<PlanGoal> Goals { get; init; } = [];
    public IReadOnlyDictionary<string, bool> HousingAnswers { get; init; } = new Dictionary<string, bool>();
    public DateOnly? HousingDecidedOn { get; init; }
    public DateOnly? HousingEndedOn { get; init; }

    public override string ToString() => nameof(NeedsAssessmentContent);
}
