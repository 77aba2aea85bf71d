using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>Builds the overview from facts. It shows aggregates only and reads no client, so opening it is not written in the client audit.</summary>
public sealed class BuildOverview(MeasureMetrics measures, DashboardWords words, CountyCalendar calendar, TimeProvider clock)
{
    private static readonly TileLayout[] Tiles =
    [
        new("contacts", 0, "contacts-over-time"),
        new("first-contact-resolution", 1, "first-contact-resolution"),
        new("lead-time", 0, "lead-time"),
        new("deadline-attainment", 1, "deadline-attainment"),
        new("work-in-progress", 0, "work-in-progress"),
        new("handoffs-per-case", 2, "handoffs"),
    ];

    public DateOnly Today => calendar.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>The day of the earliest contact or case; today when there is none.</summary>
    public DateOnly FirstDay(FactSnapshot facts)
    {
        var earliest = facts.EarliestAt;
        return earliest == FactTable.Never ? Today : calendar.DayOf(new DateTime(earliest, DateTimeKind.Utc));
    }

    public OverviewView Build(FactSnapshot facts, DashboardNames names, DashboardFilter filter)
    {
        var asked = new DashboardFacts(measures, calendar, facts, filter, clock.GetUtcNow().UtcDateTime);
        var charts = new OverviewCharts(asked, words);
        DashboardLines[] lines =
        [
            charts.Contacts(),
            charts.FirstContactResolution(),
            charts.LeadTime(),
            charts.WorkInProgress(),
            charts.DeadlineAttainment(),
        ];
        return new OverviewView
        {
            Filter = filter,
            Period = DashboardWords.Days(filter.From, filter.LastDay),
            HasFacts = facts.Cases.Count + facts.Contacts.Count > 0,
            Updated = words.Updated(facts.RefreshedAtUtc),
            Tiles = new DashboardTiles(asked, words).Build(FirstDay(facts), Tiles),
            Lines = lines,
            Units = new UnitFigures(asked, words, names).Build(),
            Segments = new SegmentFigures(asked, words, names).Build(),
            Municipalities = new MunicipalityFigures(asked, words, names).Build(),
        };
    }
}
