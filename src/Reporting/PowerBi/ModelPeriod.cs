using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>A period that has figures: one that stands ready on the dashboards, a month or a year.</summary>
/// <param name="Code"><c>12-months</c>, <c>2026-03</c>, <c>2026</c>.</param>
/// <param name="Kind">Periods of one kind do not overlap, but for those that stand ready.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last.</param>
/// <param name="IsOver">False while it goes on.</param>
internal sealed record ModelPeriod(string Code, string Kind, DateOnly From, DateOnly To, bool IsOver)
{
    public const string ReadyMade = "ready-made";
    public const string Month = "month";
    public const string Year = "year";

    /// <summary>What pages open with, and measures where no period is chosen.</summary>
    public static readonly string Usual = DashboardPeriod.TwelveMonths.Code();

    /// <summary>Months and years go back this far.</summary>
    private const int MostYears = 5;

    /// <param name="firstDay">The day of the earliest fact.</param>
    /// <param name="today">The county's day.</param>
    public static IReadOnlyList<ModelPeriod> All(DateOnly firstDay, DateOnly today)
    {
        var periods = new List<ModelPeriod>();
        foreach (var period in Enum.GetValues<DashboardPeriod>().Where(period => period != DashboardPeriod.Own))
        {
            var filter = DashboardFilter.Parse(new Dictionary<string, string> { [DashboardFilter.PeriodField] = period.Code() }, DashboardNames.None, today, firstDay);
            periods.Add(new ModelPeriod(period.Code(), ReadyMade, filter.From, filter.To, IsOver: false));
        }

        var thisYear = new DateOnly(today.Year, 1, 1);
        for (var year = thisYear.AddYears(1 - MostYears); year <= today; year = year.AddYears(1))
            Add($"{year:yyyy}", Year, year, year.AddYears(1));
        for (var month = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - (12 * MostYears)); month <= today; month = month.AddMonths(1))
            Add($"{month:yyyy-MM}", Month, month, month.AddMonths(1));
        return periods;

        void Add(string code, string kind, DateOnly from, DateOnly end)
        {
            if (end <= firstDay)
                return;
            periods.Add(new ModelPeriod(code, kind, from, end > today.AddDays(1) ? today.AddDays(1) : end, end <= today));
        }
    }

    /// <summary>What is asked of the metrics to get the figures of these periods. A question that divides time answers with the codes of all periods of a kind.</summary>
    public static IEnumerable<(string? Code, MetricQuery Query)> Queries(IReadOnlyList<ModelPeriod> periods)
    {
        foreach (var ready in periods.Where(period => period.Kind == ReadyMade))
            yield return (ready.Code, new MetricQuery { From = ready.From, To = ready.To });
        foreach (var (kind, grain) in ((string, TimeGrain)[])[(Year, TimeGrain.Year), (Month, TimeGrain.Month)])
        {
            ModelPeriod[] ofKind = [.. periods.Where(period => period.Kind == kind)];
            yield return (null, new MetricQuery { From = ofKind[0].From, To = ofKind[^1].To, Grain = grain });
        }
    }
}
