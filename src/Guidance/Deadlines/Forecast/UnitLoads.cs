namespace Palveluohjaus.Guidance.Deadlines.Forecast;

/// <summary>How many weeks of work waited in each unit on each day: its open cases against what it had closed in the four weeks before.</summary>
/// <remarks>
/// A case counts for the unit that has it now, or had it last, for the whole of its time: handoffs are few, and the events of every case would be read
/// for what they add.
/// </remarks>
internal sealed class UnitLoads(DateOnly firstDay, DateOnly lastDay)
{
    public const int DaysBack = 28;

    /// <summary>A unit that closes next to nothing has not endless work but a great deal.</summary>
    private const double MostWeeks = 520;

    private readonly int _dayCount = lastDay.DayNumber - firstDay.DayNumber + 1;
    private readonly Dictionary<Guid, (int[] Opened, int[] Closed)> _units = [];

    /// <summary>Takes a case into account.</summary>
    public void Add(Guid unitId, DateOnly receivedOn, DateOnly? closedOn)
    {
        if (receivedOn > lastDay || closedOn < firstDay)
            return;
        if (!_units.TryGetValue(unitId, out var unit))
            _units[unitId] = unit = (new int[_dayCount], new int[_dayCount]);
        unit.Opened[Math.Max(0, receivedOn.DayNumber - firstDay.DayNumber)]++;
        if (closedOn is { } closed && closed <= lastDay)
            unit.Closed[closed.DayNumber - firstDay.DayNumber]++;
    }

    /// <summary>Weeks of work of every unit on every day, in the units' own arrays from the first day on.</summary>
    public IReadOnlyDictionary<Guid, double[]> Measure() => _units.ToDictionary(unit => unit.Key, unit => Weeks(unit.Value.Opened, unit.Value.Closed));

    private static double[] Weeks(int[] opened, int[] closed)
    {
        var weeks = new double[opened.Length];
        var (open, recent) = (0, 0);
        for (var day = 0; day < weeks.Length; day++)
        {
            open += opened[day] - closed[day];
            recent += closed[day] - (day >= DaysBack ? closed[day - DaysBack] : 0);
            weeks[day] = recent == 0 ? (open == 0 ? 0 : MostWeeks) : Math.Min(MostWeeks, open / (recent * 7.0 / DaysBack));
        }

        return weeks;
    }
}
