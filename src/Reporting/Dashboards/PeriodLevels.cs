namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The days on which the periods of dashboards begin and end, and which of them count on each level of detail: from every month down to the last twelve months alone.
/// The days of a level are among those of the finer one, and whoever is shown on a level is shown between any two of its days.
/// </summary>
internal sealed class PeriodLevels
{
    /// <summary>A piece of this many months at the beginning is worth counting apart.</summary>
    private const int LeastMonths = 6;

    private readonly DateOnly[] _days;
    private readonly int[] _lastLevels;

    /// <param name="firstDay">The day of the earliest fact.</param>
    /// <param name="today">The county's day.</param>
    public PeriodLevels(DateOnly firstDay, DateOnly today)
    {
        var days = new List<DateOnly>();
        for (var month = FirstOfMonth(firstDay < today ? firstDay : today); month <= today; month = month.AddMonths(1))
            days.Add(month);
        _days = [.. days, today.AddDays(1)];
        _lastLevels = [.. _days.Select(day => LastLevelOf(day, FirstOfMonth(today)))];
    }

    /// <summary>How many levels there are; 0 is the finest.</summary>
    public static int Count => 8;

    /// <summary>In order: the first of every month there is, and the day after today.</summary>
    public IReadOnlyList<DateOnly> Days => _days;

    /// <summary>The days in the order in which they are wanted most: the periods that stand ready first.</summary>
    public IEnumerable<int> InOrderOfUse =>
        Enumerable.Range(0, _days.Length).OrderByDescending(day => _lastLevels[day]).ThenByDescending(day => day);

    /// <summary>Whether a day counts on a level.</summary>
    public bool IsOn(int level, int day) => level <= _lastLevels[day];

    /// <summary>Which of <see cref="Days"/> it is; null when none. Before the first and after the last nothing has happened.</summary>
    public int? NumberOf(DateOnly day)
    {
        if (day <= _days[0])
            return 0;
        var found = Array.BinarySearch(_days, day);
        return found >= 0 ? found : day > _days[^1] ? _days.Length - 1 : null;
    }

    // The coarsest level on which a day counts. What the overview opens with comes last: the latest twelve months, and before it those they are compared with.
    private int LastLevelOf(DateOnly day, DateOnly thisMonth)
    {
        var twelveMonths = thisMonth.AddMonths(-11);
        var before = twelveMonths.AddYears(-1);
        if (day == _days[^1] || day == twelveMonths || (day == _days[0] && day > twelveMonths))
            return 7;
        if (day == before)
            return 6;
        if (day == _days[0] && day.AddMonths(LeastMonths) <= (day < before ? before : twelveMonths))
            return 5;
        // In its first days the month that goes on is small, which must not cost the other months.
        if (day == thisMonth)
            return 0;
        if (day > twelveMonths)
            return day.Month is 1 or 4 or 7 or 10 || day == thisMonth.AddMonths(-2) ? 4 : 3;
        return day.Month == 1 ? 2 : 1;
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
