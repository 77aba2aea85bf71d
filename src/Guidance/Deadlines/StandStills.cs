using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// Moves the end of a time limit counted in days by the pauses of the case. All of them together give as many days as whole days stood still, by the days
/// that the rule counts: of a rule in working days a pause over a weekend gives nothing. A minute here and there gives nothing either, so that a pause
/// never gives more time than it lasted.
/// </summary>
internal sealed class StandStills(DateOnly counted, bool isOfWorkingDays, CountyCalendar calendar, WorkingDays workingDays)
{
    private static readonly TimeSpan WholeDay = TimeSpan.FromDays(1);

    private readonly Dictionary<DateOnly, TimeSpan> _stoodStill = [];

    /// <summary>Where counting ended before pauses: of working days always one.</summary>
    private DateOnly _counted = isOfWorkingDays ? workingDays.OnOrAfter(counted) : counted;

    private int _days;
    private DateTime? _exactUtc;

    public EndAfterPauses Add(DateTime fromUtc, IReadOnlyList<(DateTime FromUtc, DateTime UntilUtc)> pauses)
    {
        var paused = TimeSpan.Zero;
        foreach (var (from, until) in pauses)
        {
            var begins = from < fromUtc ? fromUtc : from;
            var dueAt = DueAtUtc;

            // One that began when the time was up moves nothing.
            if (until <= begins || begins >= dueAt)
                continue;
            paused += until - begins;
            Add(begins, until, dueAt);
        }

        return new EndAfterPauses(DueAtUtc, _exactUtc is null ? LastCounted : counted, paused, _days, _exactUtc is not null);
    }

    private DateOnly LastCounted => isOfWorkingDays ? workingDays.After(_counted, _days) : _counted.AddDays(_days);

    /// <summary>The last working day is given whole.</summary>
    private DateTime DueAtUtc => _exactUtc ?? EndOf(workingDays.OnOrAfter(LastCounted));

    private void Add(DateTime beginsUtc, DateTime untilUtc, DateTime dueAtUtc)
    {
        if (_exactUtc is null)
        {
            // One that began after the counted end, on the day it was moved to, moves that day.
            var (last, due) = (LastCounted, workingDays.OnOrAfter(LastCounted));
            if (calendar.DayOf(beginsUtc) > last)
                _counted = _counted.AddDays(due.DayNumber - last.DayNumber);
            Count(beginsUtc, untilUtc);
            if (DueAtUtc > untilUtc)
                return;
        }

        // The time was not up when it stopped, so it is not when it goes on: as much is left as there was.
        _exactUtc = AfterOff(untilUtc, LeftAt(beginsUtc, dueAtUtc));
    }

    private void Count(DateTime beginsUtc, DateTime untilUtc)
    {
        foreach (var (day, from, until) in DaysOf(beginsUtc, untilUtc))
            _stoodStill[day] = _stoodStill.GetValueOrDefault(day) + (until - from);
        var whole = TimeSpan.Zero;
        foreach (var (day, stoodStill) in _stoodStill)
        {
            // A day is a day, also when the clocks change in it.
            var isAllOfIt = stoodStill >= EndOf(day) - calendar.StartOfDayUtc(day);
            whole += isAllOfIt || stoodStill > WholeDay ? WholeDay : stoodStill;
        }

        _days = (int)(whole.Ticks / WholeDay.Ticks);
    }

    private TimeSpan LeftAt(DateTime fromUtc, DateTime dueAtUtc) =>
        DaysOf(fromUtc, dueAtUtc).Aggregate(TimeSpan.Zero, (sum, part) => sum + (part.UntilUtc - part.FromUtc));

    private DateTime AfterOff(DateTime fromUtc, TimeSpan left)
    {
        foreach (var (day, from, until) in DaysOf(fromUtc, DateTime.MaxValue))
        {
            if (left > until - from)
            {
                left -= until - from;
                continue;
            }

            // A last day on which offices are closed is moved, whole.
            return workingDays.IsWorkingDay(day) ? from + left : EndOf(workingDays.OnOrAfter(day));
        }

        throw new InvalidOperationException("Days go on.");
    }

    /// <summary>The parts of a stretch that lie on days the rule counts.</summary>
    private IEnumerable<(DateOnly Day, DateTime FromUtc, DateTime UntilUtc)> DaysOf(DateTime fromUtc, DateTime untilUtc)
    {
        for (var from = fromUtc; from < untilUtc;)
        {
            var day = calendar.DayOf(from);
            var until = EndOf(day);
            if (until > untilUtc)
                until = untilUtc;
            if (!isOfWorkingDays || workingDays.IsWorkingDay(day))
                yield return (day, from, until);
            from = until;
        }
    }

    private DateTime EndOf(DateOnly day) => calendar.StartOfDayUtc(day.AddDays(1));
}

/// <param name="DueAtUtc">The first instant that is late.</param>
/// <param name="LastCounted">The last day before days off moved it.</param>
/// <param name="Paused">How long the time stood still.</param>
/// <param name="Days">By how many days that moved the end.</param>
/// <param name="IsExact">Whether the end is within a day.</param>
internal readonly record struct EndAfterPauses(DateTime DueAtUtc, DateOnly LastCounted, TimeSpan Paused, int Days, bool IsExact);
