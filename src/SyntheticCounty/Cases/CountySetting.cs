using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.SyntheticCounty.Places;
using Palveluohjaus.SyntheticCounty.Rhythm;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>What every client's history happens in.</summary>
internal sealed record CountySetting
{
    public required CountyParameters Parameters { get; init; }
    public required CountyCalendar Calendar { get; init; }
    public DeadlineBook Deadlines { get; } = DeadlineBook.Shipped;
    public required DateTime StartsAtUtc { get; init; }
    public required DateTime EndsAtUtc { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required CountyRhythm Rhythm { get; init; }
    public required CountyUnits Units { get; init; }

    public DateTime MonthUtc(int monthsFromStart) => Calendar.StartOfDayUtc(FirstDay.AddMonths(monthsFromStart));

    public DateTime NotAfterEnd(DateTime utc) => utc < EndsAtUtc ? utc : EndsAtUtc;
}
