using System.Globalization;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Storage.Backups;

/// <summary>Which backups stay: the newest of each of the latest days, weeks and months of the county's calendar that have one.</summary>
/// <remarks>Days that have one are counted, not days that pass: a server that was off for a month has not outlived its backups.</remarks>
internal static class KeptBackups
{
    /// <summary>One made by hand before a risky step is not taken away by the next one on the same day.</summary>
    private static readonly TimeSpan AlwaysKept = TimeSpan.FromHours(24);

    public static IReadOnlySet<DateTime> Choose(IEnumerable<DateTime> madeAtUtc, BackupSettings settings, CountyCalendar calendar, DateTime nowUtc)
    {
        DateTime[] newestFirst = [.. madeAtUtc.OrderDescending()];

        // What a clock that was wrong dated in the future takes no place of another.
        DateTime[] past = [.. newestFirst.Where(made => made <= nowUtc)];
        var kept = newestFirst.Where(made => made > nowUtc - AlwaysKept).ToHashSet();
        KeepNewestOf(day => day, settings.Daily);
        KeepNewestOf(day => (ISOWeek.GetYear(day.ToDateTime(TimeOnly.MinValue)), ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue))), settings.Weekly);
        KeepNewestOf(day => (day.Year, day.Month), settings.Monthly);
        return kept;

        void KeepNewestOf<TPeriod>(Func<DateOnly, TPeriod> periodOf, int periods) =>
            kept.UnionWith(past.GroupBy(made => periodOf(calendar.DayOf(made))).Take(periods).Select(period => period.First()));
    }
}
