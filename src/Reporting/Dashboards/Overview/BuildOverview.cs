using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>Builds the overview from facts. It shows aggregates only and reads no client, so opening it is not written in the client audit.</summary>
public sealed class BuildOverview(MeasureMetrics measures, DashboardWords words, CountyCalendar calendar, TimeProvider clock)
{
    public DateOnly Today => measures.Today;

    /// <inheritdoc cref="MeasureMetrics.FirstDay"/>
    public DateOnly FirstDay(FactSnapshot facts) => measures.FirstDay(facts);

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
            Tiles = new OverviewTiles(asked, words).Build(FirstDay(facts)),
            Lines = lines,
            Units = new UnitFigures(asked, words, names).Build(),
            Segments = new SegmentFigures(asked, words, names).Build(),
            Municipalities = new MunicipalityFigures(asked, words, names).Build(),
        };
    }
}
