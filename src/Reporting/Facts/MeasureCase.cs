using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.NeedsAssessments;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Computes the facts of cases from what happened to them. Pure: rows in, facts out.</summary>
public static class MeasureCase
{
    private static readonly CaseEventKind[] MeaningfulActions =
    [
        CaseEventKind.FirstAssessmentMade,
        CaseEventKind.NeedsAssessmentStarted,
        CaseEventKind.NeedsAssessmentCompleted,
        CaseEventKind.ServiceArranged,
        CaseEventKind.FollowedUp,
        CaseEventKind.Closed,
    ];

    /// <summary>Orders events as they happened, without those that were recorded by mistake; ties in time keep the order in which they were recorded.</summary>
    public static List<CaseEventRow> InTimeOrder(IReadOnlyCollection<CaseEventRow> events)
    {
        var takenBack = events.Where(row => row.TakesBack is not null).Select(row => row.TakesBack!.Value).ToHashSet();
        return [.. events.Where(row => row.Kind is not (CaseEventKind.Corrected or CaseEventKind.TakenBack) && !takenBack.Contains(row.Sequence)).OrderBy(row => row.OccurredAtUtc).ThenBy(row => row.Sequence)];
    }

    /// <summary>Handoffs and returns along the units of a case's events; events without a unit are passed over.</summary>
    public static (int HandoffCount, bool ReturnedToEarlierUnit) CountHandoffs(IEnumerable<Guid?> unitsInTimeOrder)
    {
        var seen = new HashSet<Guid>();
        Guid? current = null;
        var handoffs = 0;
        var returned = false;
        foreach (var unit in unitsInTimeOrder)
        {
            if (unit is not { } next || next == current)
                continue;

            if (current is not null)
                handoffs++;
            returned |= !seen.Add(next);
            current = next;
        }

        return (handoffs, returned);
    }

    /// <summary>The first thing done that moves the matter on. An imported log names activities of its own, of which none is known to be one.</summary>
    public static DateTime? FirstAction(IReadOnlyList<CaseEventRow> eventsInTimeOrder)
    {
        foreach (var row in eventsInTimeOrder)
        {
            if (MeaningfulActions.Contains(row.Kind))
                return row.OccurredAtUtc;
        }

        return null;
    }

    /// <summary>Whether the contact that opened the case also settled it. Null when the outcome was not recorded.</summary>
    public static bool? IsResolvedAtFirstContact(bool isClosed, int handoffCount, IReadOnlyCollection<ContactRow> contacts)
    {
        var opening = contacts.FirstOrDefault(contact => contact.OpensCase);
        if (opening?.Outcome is not { } outcome)
            return null;

        var settles = outcome is ContactOutcome.SolvedHere or ContactOutcome.GuidedToService or ContactOutcome.NothingFurther;
        return isClosed && handoffCount == 0 && contacts.Count == 1 && settles;
    }

    /// <summary>
    /// What is due and when it was done. A deadline that was no longer owed before it came is none. Guidance keeps the first instant that is late; the facts
    /// keep the last that is not: a deadline whose last day is the last of March falls due in March.
    /// </summary>
    public static (DateTime? DueAtUtc, DateTime? MetAtUtc) Due(CaseRow row, IEnumerable<DeadlineRow> deadlines)
    {
        var owed = deadlines.Where(each => each.MetAtUtc is not null || each.EndedAtUtc is null || each.EndedAtUtc >= each.DueAtUtc).MaxBy(each => each.DueAtUtc);
        return owed is not null ? (owed.DueAtUtc.AddTicks(-1), owed.MetAtUtc)
            : row.DueAtUtc is { } due && !row.IsDueByRule ? (due, row.ClosedAtUtc)
            : (null, null);
    }

    /// <summary>Whether two professions or more assessed the need together, or the units agreed to meet and did not cancel it. Null where no need was assessed.</summary>
    public static bool? IsMultiprofessional(IReadOnlyList<CaseEventRow> eventsInTimeOrder, AssessmentRow? assessment)
    {
        if (assessment is null)
            return null;
        var meetings = eventsInTimeOrder.Count(row => row.Kind == CaseEventKind.JointMeetingAgreed) - eventsInTimeOrder.Count(row => row.Kind == CaseEventKind.JointMeetingCancelled);
        return meetings > 0
            || assessment.Participants.Select(each => each.Profession).OfType<Profession>().Where(each => each is not (Profession.CloseOne or Profession.Interpreter)).Distinct().Count() >= 2;
    }
}
