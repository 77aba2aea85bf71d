using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>By when a service-need assessment must be complete.</summary>
public static class AssessmentDeadline
{
    /// <summary>Sosiaalihuoltolaki 1301/2014, 36 §: three months from the day the matter was raised.</summary>
    public const int Months = 3;

    /// <summary>The end of the county's day three months after the case was received.</summary>
    /// <remarks>
    /// A last day that is a Sunday or holiday is not moved to the next working day (laki 150/1930, 5 §) yet: until the deadline rules do so,
    /// the date is never later than the law's.
    /// </remarks>
    public static DateTime DueAtUtc(DateTime receivedAtUtc, CountyCalendar calendar) =>
        calendar.StartOfDayUtc(calendar.DayOf(receivedAtUtc).AddMonths(Months).AddDays(1));
}
