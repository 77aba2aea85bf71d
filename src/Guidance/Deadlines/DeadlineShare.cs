using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// How much of a deadline is used. Only the time that the deadline itself counts is looked at: elapsed time, of a rule in working days that of working
/// days alone, and never a pause. Half of three working days over Easter is therefore half of the days on which somebody could have done something.
/// </summary>
public sealed class DeadlineShare
{
    private readonly IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> _counted;
    private readonly DateTime _dueAtUtc;
    private readonly TimeSpan _whole;

    private DeadlineShare(IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> counted, DateTime dueAtUtc)
    {
        (_counted, _dueAtUtc) = (counted, dueAtUtc);
        _whole = counted.Aggregate(TimeSpan.Zero, (sum, each) => sum + (each.UntilUtc - each.FromUtc));
    }

    /// <param name="fromUtc">The instant the deadline is counted from.</param>
    /// <param name="dueAtUtc">The first instant that is late, pauses counted in.</param>
    /// <param name="unit">Of the rule.</param>
    /// <param name="pauses">When the time stood still, in order and apart; none for a statutory time limit.</param>
    /// <param name="calendar">The county's days.</param>
    /// <param name="workingDays">Which of them are worked.</param>
    public static DeadlineShare Of(
        DateTime fromUtc, DateTime dueAtUtc, DeadlineUnit unit, IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses, CountyCalendar calendar, WorkingDays workingDays)
    {
        var counted = new List<(DateTime FromUtc, DateTime UntilUtc)>();
        if (unit != DeadlineUnit.WorkingDays)
        {
            AddWithout(pauses, fromUtc, dueAtUtc, counted);
            return new DeadlineShare(counted, dueAtUtc);
        }

        // One stretch for each run of working days: a day begins and ends by the county's clock, also in the nights it is changed.
        var stretch = (DateTime?)null;
        for (var (day, from) = (calendar.DayOf(fromUtc), fromUtc); from < dueAtUtc;)
        {
            var next = calendar.StartOfDayUtc(day.AddDays(1));
            if (workingDays.IsWorkingDay(day))
            {
                stretch ??= from;
            }
            else if (stretch is { } began)
            {
                AddWithout(pauses, began, from, counted);
                stretch = null;
            }

            (day, from) = (day.AddDays(1), next);
        }

        if (stretch is { } last)
            AddWithout(pauses, last, dueAtUtc, counted);
        return new DeadlineShare(counted, dueAtUtc);
    }

    /// <summary>0 before it begins, 1 at the due time, and more for each like time after it.</summary>
    /// <remarks>One without length has nothing to use: it is 0 until it is due.</remarks>
    public double UsedAt(DateTime nowUtc)
    {
        if (_whole == TimeSpan.Zero)
            return nowUtc < _dueAtUtc ? 0 : 1;
        if (nowUtc >= _dueAtUtc)
            return 1 + (nowUtc - _dueAtUtc) / _whole;
        var used = TimeSpan.Zero;
        foreach (var (from, until) in _counted)
            used += nowUtc <= from ? TimeSpan.Zero : (nowUtc < until ? nowUtc : until) - from;
        return used / _whole;
    }

    /// <summary>The first instant at which a share, more than 0 and less than 1, is used. It is never after the due time.</summary>
    public DateTime MomentOf(double share)
    {
        var left = TimeSpan.FromTicks((long)Math.Ceiling(_whole.Ticks * share));
        foreach (var (from, until) in _counted)
        {
            if (left <= until - from)
                return from + left;
            left -= until - from;
        }

        return _dueAtUtc;
    }

    private static void AddWithout(IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses, DateTime fromUtc, DateTime untilUtc, List<(DateTime FromUtc, DateTime UntilUtc)> counted)
    {
        var from = fromUtc;
        foreach (var (begins, ends) in pauses)
        {
            if (begins > from && begins < untilUtc)
                counted.Add((from, begins));
            if (begins < untilUtc && ends > from)
                from = ends;
        }

        if (from < untilUtc)
            counted.Add((from, untilUtc));
    }
}
