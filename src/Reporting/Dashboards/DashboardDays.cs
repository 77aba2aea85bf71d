using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>The days on which the periods of dashboards rest.</summary>
public sealed class DashboardDays(CountyCalendar calendar, TimeProvider clock)
{
    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>The county's day.</summary>
    public DateOnly Today => calendar.DayOf(NowUtc);

    /// <summary>The day of the earliest contact or case; today when there is none.</summary>
    public DateOnly FirstDay(FactSnapshot facts)
    {
        var earliest = facts.EarliestAt;
        return earliest == FactTable.Never ? Today : calendar.DayOf(new DateTime(earliest, DateTimeKind.Utc));
    }
}
