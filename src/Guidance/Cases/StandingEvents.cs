using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Cases;

/// <summary>Events that count: those recorded by mistake stay visible, and nothing is counted from them.</summary>
public static class StandingEvents
{
    /// <summary>Without those that were taken back, and without the taking back itself.</summary>
    public static IQueryable<CaseEvent> Standing(this IQueryable<CaseEvent> events) =>
        events.Where(happened => happened.TakesBack == null && !events.Any(later => later.TakesBack == happened.Sequence));

    /// <summary>Adds to what is saved next that an event was recorded by mistake, and why.</summary>
    internal static void TakeBack(this GuidanceDbContext guidance, CaseEvent taken, string note, DateTime nowUtc, Actor actor) => guidance.CaseEvents.Add(new CaseEvent
    {
        CaseId = taken.CaseId,
        Kind = CaseEventKind.TakenBack,
        TakesBack = taken.Sequence,
        Note = note,
        OccurredAtUtc = nowUtc < taken.OccurredAtUtc ? taken.OccurredAtUtc : nowUtc,
        RecordedAtUtc = nowUtc,
        WorkerId = actor.WorkerId,

        // The case is where it is: what was taken back is no change of unit.
        UnitId = null,
    });
}
