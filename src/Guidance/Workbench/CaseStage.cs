using Palveluohjaus.Guidance.Cases;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>How far a matter has come on its way through guidance.</summary>
public enum CaseStage
{
    Received,
    FirstAssessment,
    NeedsAssessment,
    ServiceArrangement,
    FollowUp,
    Closed,
}

/// <summary>When a matter came to each stage it has been in.</summary>
/// <param name="Now">The stage it is in.</param>
/// <param name="Entered">The stages it has been in, in order, each with its beginning. One that was passed by is absent.</param>
/// <param name="HasAssessment">Whether a first assessment has been finished.</param>
public sealed record CaseStages(CaseStage Now, IReadOnlyList<(CaseStage Stage, DateTime FromUtc)> Entered, bool HasAssessment)
{
    /// <summary>The kinds of event that tell a stage.</summary>
    internal static readonly CaseEventKind[] Kinds =
    [
        CaseEventKind.FirstAssessmentMade, CaseEventKind.NeedsAssessmentStarted, CaseEventKind.NeedsAssessmentCompleted, CaseEventKind.ServiceArranged, CaseEventKind.FollowedUp,
    ];

    /// <param name="guidanceCase">The matter.</param>
    /// <param name="events">What happened to it; kinds that tell no stage are passed over.</param>
    /// <param name="draftStartedAtUtc">When a first assessment was begun that is not finished; null when none is.</param>
    public static CaseStages Of(GuidanceCase guidanceCase, IEnumerable<(CaseEventKind Kind, DateTime AtUtc)> events, DateTime? draftStartedAtUtc)
    {
        var entered = new SortedDictionary<CaseStage, DateTime> { [CaseStage.Received] = guidanceCase.ReceivedAtUtc };

        // With its due day a matter waits for its assessment from the moment it was raised (SHL 36 §).
        if (guidanceCase.DueAtUtc is not null)
            Enter(CaseStage.FirstAssessment, guidanceCase.ReceivedAtUtc);
        if (draftStartedAtUtc is { } startedAtUtc)
            Enter(CaseStage.FirstAssessment, startedAtUtc);
        var hasAssessment = false;
        foreach (var (kind, atUtc) in events)
        {
            hasAssessment |= kind == CaseEventKind.FirstAssessmentMade;
            if (StageOf(kind) is { } stage)
                Enter(stage, atUtc);
        }

        if (guidanceCase.ClosedAtUtc is { } closedAtUtc)
            Enter(CaseStage.Closed, closedAtUtc);
        return new CaseStages(entered.Keys.Last(), [.. entered.Select(each => (each.Key, each.Value))], hasAssessment);

        void Enter(CaseStage stage, DateTime atUtc) =>
            entered[stage] = entered.TryGetValue(stage, out var earlier) && earlier < atUtc ? earlier : atUtc;
    }

    /// <summary>Whole days spent in a stage, until the next one began or until now; null for one it has not been in.</summary>
    public int? DaysIn(CaseStage stage, DateTime nowUtc)
    {
        for (var index = 0; index < Entered.Count; index++)
        {
            if (Entered[index].Stage == stage)
                return Math.Max(0, (int)((index + 1 < Entered.Count ? Entered[index + 1].FromUtc : nowUtc) - Entered[index].FromUtc).TotalDays);
        }

        return null;
    }

    internal static CaseStage? StageOf(CaseEventKind kind) => kind switch
    {
        CaseEventKind.FirstAssessmentMade => CaseStage.FirstAssessment,
        CaseEventKind.NeedsAssessmentStarted => CaseStage.NeedsAssessment,

        // What an event ends is over, and what comes next has begun.
        CaseEventKind.NeedsAssessmentCompleted => CaseStage.ServiceArrangement,
        CaseEventKind.ServiceArranged or CaseEventKind.FollowedUp => CaseStage.FollowUp,
        CaseEventKind.ContactLogged or CaseEventKind.HandoffOffered or CaseEventKind.HandoffDeclined or CaseEventKind.HandoffWithdrawn or CaseEventKind.HandedOff or CaseEventKind.JointMeetingAgreed or CaseEventKind.JointMeetingHeld or CaseEventKind.JointMeetingCancelled
            or CaseEventKind.NeedsAssessmentUnnecessary or CaseEventKind.Closed or CaseEventKind.Imported or CaseEventKind.Corrected or CaseEventKind.TakenBack => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of event."),
    };
}
