namespace Palveluohjaus.Guidance.Queues;

/// <summary>Who is on duty (päivystää) in a unit on one half of a day.</summary>
public sealed class DutyTurn
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UnitId { get; init; }

    /// <summary>In the county's days.</summary>
    public required DateOnly Day { get; init; }

    public required DutyHalf Half { get; init; }

    /// <summary>0 for the first on duty; 1 for a second one, who is there only where whoever planned it said so.</summary>
    public required int Place { get; init; }

    public required Guid WorkerId { get; init; }
}

/// <summary>A half of the day on duty. The hours are each unit's own.</summary>
public enum DutyHalf
{
    Morning,
    Afternoon,
}
