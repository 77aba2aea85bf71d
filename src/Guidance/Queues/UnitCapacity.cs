namespace Palveluohjaus.Guidance.Queues;

/// <summary>How much a unit can handle in a week, as it was entered: from one week on, until a later entry.</summary>
public sealed class UnitCapacity
{
    public const int MostCases = 10_000;
    public const int MostHours = 10_000;

    public required Guid UnitId { get; init; }

    /// <summary>The Monday of the first week it holds for.</summary>
    public required DateOnly FromMonday { get; init; }

    /// <summary>Null where hours were entered, or where recent throughput is to tell again.</summary>
    public int? CasesPerWeek { get; private set; }

    /// <summary>Null where cases were entered, or where recent throughput is to tell again.</summary>
    public int? HoursPerWeek { get; private set; }

    public int Version { get; private set; }

    public UnitCapacity Enter(int? casesPerWeek, int? hoursPerWeek)
    {
        if (casesPerWeek is not null && hoursPerWeek is not null)
            throw new ArgumentException("Either cases or hours.", nameof(hoursPerWeek));
        (CasesPerWeek, HoursPerWeek) = (casesPerWeek, hoursPerWeek);
        Version++;
        return this;
    }
}
