using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>What the deadlines of some cases are counted from, as it is stored: read in the same way for one case and for thousands.</summary>
public sealed class DeadlineRows
{
    /// <summary>The events that reach targets.</summary>
    public static readonly IReadOnlyDictionary<CaseEventKind, IReadOnlyList<DeadlineTarget>> Reached = new Dictionary<CaseEventKind, IReadOnlyList<DeadlineTarget>>
    {
        [CaseEventKind.NeedsAssessmentStarted] = [DeadlineTarget.NeedsAssessmentStarted],
        [CaseEventKind.NeedsAssessmentCompleted] = [DeadlineTarget.NeedsAssessmentCompleted],

        // Found evidently unnecessary, with its reason, it is not made (SHL 36 §).
        [CaseEventKind.NeedsAssessmentUnnecessary] = [DeadlineTarget.NeedsAssessmentStarted, DeadlineTarget.NeedsAssessmentCompleted],
        [CaseEventKind.ServiceArranged] = [DeadlineTarget.ServiceArranged],
    };

    private static readonly CaseEventKind[] ReachingKinds = [.. Reached.Keys];

    private readonly ILookup<Guid, CaseDeadline> _deadlines;
    private readonly ILookup<Guid, DeadlinePause> _pauses;
    private readonly ILookup<Guid, (DeadlineTarget Target, DateTime AtUtc)> _reached;

    private DeadlineRows(ILookup<Guid, CaseDeadline> deadlines, ILookup<Guid, DeadlinePause> pauses, ILookup<Guid, (DeadlineTarget Target, DateTime AtUtc)> reached) =>
        (_deadlines, _pauses, _reached) = (deadlines, pauses, reached);

    /// <param name="guidance">Where they are stored.</param>
    /// <param name="caseIds">Of which cases.</param>
    /// <param name="isTracked">Whether what is changed of the deadlines is to be saved by the context.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    internal static async Task<DeadlineRows> ReadAsync(GuidanceDbContext guidance, IReadOnlyList<Guid> caseIds, bool isTracked, CancellationToken cancellationToken)
    {
        var tracking = isTracked ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
        var deadlines = await guidance.CaseDeadlines.AsTracking(tracking).Where(deadline => EF.Parameter(caseIds).Contains(deadline.CaseId)).ToListAsync(cancellationToken);
        var pauses = await guidance.DeadlinePauses.AsTracking(tracking).Where(pause => EF.Parameter(caseIds).Contains(pause.CaseId)).ToListAsync(cancellationToken);
        var events = await guidance.CaseEvents.Standing().Where(happened => EF.Parameter(caseIds).Contains(happened.CaseId) && ReachingKinds.Contains(happened.Kind))
            .Select(happened => new { happened.CaseId, happened.Kind, happened.OccurredAtUtc }).ToListAsync(cancellationToken);
        var answered = await guidance.Contacts.Where(contact => EF.Parameter(caseIds).Contains(contact.CaseId) && contact.Outcome != null)
            .GroupBy(contact => contact.CaseId).Select(each => new { CaseId = each.Key, AtUtc = each.Min(contact => contact.StartedAtUtc) }).ToListAsync(cancellationToken);
        var reached = events.SelectMany(happened => Reached[happened.Kind].Select(target => (happened.CaseId, Target: target, AtUtc: happened.OccurredAtUtc)))
            .Concat(answered.Select(each => (each.CaseId, Target: DeadlineTarget.FirstResponse, each.AtUtc)));
        return new DeadlineRows(
            deadlines.ToLookup(deadline => deadline.CaseId),
            pauses.ToLookup(pause => pause.CaseId),
            reached.ToLookup(each => each.CaseId, each => (each.Target, each.AtUtc)));
    }

    internal List<CaseDeadline> DeadlinesOf(Guid caseId) => [.. _deadlines[caseId]];

    internal List<DeadlinePause> PausesOf(Guid caseId) => [.. _pauses[caseId]];

    /// <summary>When each target was first reached.</summary>
    internal Dictionary<DeadlineTarget, DateTime> DoneOf(Guid caseId) => _reached[caseId].GroupBy(each => each.Target).ToDictionary(each => each.Key, each => each.Min(reached => reached.AtUtc));
}
