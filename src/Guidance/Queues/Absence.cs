namespace Palveluohjaus.Guidance.Queues;

/// <summary>Days on which a worker is away from a unit, and who sees to the worker's cases meanwhile. It ends by itself; no case changes hands because of it.</summary>
public sealed class Absence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UnitId { get; init; }
    public required Guid WorkerId { get; init; }

    /// <summary>The first day away, in the county's days.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>The last day away.</summary>
    public required DateOnly ToDay { get; init; }

    /// <summary>Who covers; null when the unit's queue does, so that anyone of the unit may take the cases.</summary>
    public Guid? CoverWorkerId { get; init; }

    public Guid? NotedByWorkerId { get; init; }
    public required DateTime NotedAtUtc { get; init; }

    /// <summary>When it was called off; null while it holds.</summary>
    public DateTime? CancelledAtUtc { get; private set; }

    public int Version { get; private set; }

    public bool HoldsOn(DateOnly day) => CancelledAtUtc is null && FromDay <= day && day <= ToDay;

    public void Cancel(DateTime nowUtc)
    {
        CancelledAtUtc ??= nowUtc;
        Version++;
    }
}

internal static class Absences
{
    extension(IQueryable<Absence> absences)
    {
        /// <summary>Those that hold on a day, as <see cref="Absence.HoldsOn"/> has it.</summary>
        public IQueryable<Absence> HoldingOn(DateOnly day) =>
            absences.Where(absence => absence.CancelledAtUtc == null && absence.FromDay <= day && absence.ToDay >= day);
    }
}
