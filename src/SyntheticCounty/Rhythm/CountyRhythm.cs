using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Rhythm;

/// <summary>When contacts come and when the county works: weekdays, seasons, holidays, a strike, a trend, all in the county's local time.</summary>
internal sealed class CountyRhythm
{
    private const double HolidayFactor = 0.06;
    private const double StrikeStandsStillShare = 0.75;

    // Index: DayOfWeek, from Sunday.
    private static readonly double[] WeekdayFactors = [0.05, 1.25, 1.10, 1.00, 0.97, 0.80, 0.06];

    // January is busy, July is empty, the school year brings families in.
    private static readonly double[] MonthFactors = [1.14, 1.05, 1.05, 1.00, 1.00, 0.86, 0.66, 0.98, 1.12, 1.10, 1.08, 0.88];

    private readonly CountyCalendar _calendar;
    private readonly DateOnly _firstDay;
    private readonly double[] _cumulative;
    private readonly bool[] _isWorkingDay;
    private readonly DateOnly _strikeFrom;
    private readonly DateOnly _strikeTo;

    public CountyRhythm(DateOnly firstDay, DateOnly lastDay, DemandParameters demand, CountyCalendar calendar)
    {
        _calendar = calendar;
        _firstDay = firstDay;
        _strikeFrom = demand.StrikeFrom(firstDay);
        _strikeTo = _strikeFrom.AddDays(demand.StrikeDays);

        var days = lastDay.DayNumber - firstDay.DayNumber + 1;
        _cumulative = new double[days];
        _isWorkingDay = new bool[days];
        var total = 0.0;
        for (var index = 0; index < days; index++)
        {
            var day = firstDay.AddDays(index);
            _isWorkingDay[index] = FinnishHolidays.IsWorkingDay(day);
            var weight = WeekdayFactors[(int)day.DayOfWeek] * MonthFactors[day.Month - 1] * Math.Pow(1 + demand.TrendPerYear, index / 365.25);
            if (FinnishHolidays.IsHoliday(day))
                weight = Math.Min(weight, HolidayFactor);
            if (IsStrike(day))
                weight *= demand.StrikeDemandShare;
            total += weight;
            _cumulative[index] = total;
        }
    }

    public bool IsStrike(DateOnly day) => day >= _strikeFrom && day < _strikeTo;

    public bool IsWorkingDay(DateOnly day)
    {
        var index = day.DayNumber - _firstDay.DayNumber;
        return index >= 0 && index < _isWorkingDay.Length ? _isWorkingDay[index] : FinnishHolidays.IsWorkingDay(day);
    }

    /// <summary>A day on which something new comes in.</summary>
    public DateOnly DrawDay(Random random)
    {
        var found = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return _firstDay.AddDays(Math.Min(found < 0 ? ~found : found, _cumulative.Length - 1));
    }

    /// <summary>A moment of the day that fits the channel: the office answers in office hours, messages and forms come when they come.</summary>
    public DateTime DrawMoment(DateOnly day, ContactChannel channel, Random random)
    {
        var isAnyHour = channel is ContactChannel.Message or ContactChannel.EForm or ContactChannel.Chat || !IsWorkingDay(day);
        var hour = isAnyHour
            ? random.Chance(0.04) ? 24 * random.NextDouble() : 6.5 + (16.5 * random.NextDouble())
            : 8 + (8 * Math.Pow(random.NextDouble(), 1.25));
        return AtHour(day, hour);
    }

    /// <summary>The working moment after about <paramref name="days"/> days: always later than <paramref name="fromUtc"/>, on a day when the county works.</summary>
    public DateTime WorkAfter(DateTime fromUtc, double days, Random random)
    {
        var fromDay = _calendar.DayOf(fromUtc);
        var day = _calendar.DayOf(fromUtc.AddDays(days));
        var standsStill = random.Chance(StrikeStandsStillShare);
        while (!IsWorkingDay(day) || (standsStill && IsStrike(day)))
            day = day.AddDays(1);

        return day == fromDay
            ? fromUtc.AddMinutes(5 + random.Next(90))
            : AtHour(day, 8 + (8 * random.NextDouble()));
    }

    // Whole seconds: what a desk's form would give.
    private DateTime AtHour(DateOnly day, double hour) =>
        _calendar.ToUtc(day.ToDateTime(TimeOnly.MinValue).AddSeconds(Math.Floor(hour * 3600)));
}
