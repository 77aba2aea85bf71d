using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ChartMarks;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Builds a dashboard from facts.</summary>
public sealed class BuildDashboard(MeasureMetrics measures, DashboardWords words, CodeNames codes, ControlFigures controls, CountyCalendar calendar, DashboardDays days)
{
    /// <param name="dashboard">Which.</param>
    /// <param name="facts">What it shows.</param>
    /// <param name="names">The municipalities and units there are.</param>
    /// <param name="query">The address's fields; anything may stand there.</param>
    /// <param name="marks">Excluded periods and known changes.</param>
    public DashboardView Build(Dashboard dashboard, FactSnapshot facts, DashboardNames names, IReadOnlyDictionary<string, string> query, IReadOnlyList<ChartMarkContent> marks)
    {
        var firstDay = days.FirstDay(facts);
        var filter = DashboardFilter.Parse(query, names, days.Today, firstDay);
        var hasFacts = facts.Cases.Count + facts.Contacts.Count + facts.Decisions.Count > 0;
        var content = hasFacts
            ? dashboard.Build(new DashboardQuestion(new DashboardFacts(measures, calendar, facts, filter, days.NowUtc), words, names, codes, controls, marks, firstDay))
            : new DashboardContent([], []);
        return new DashboardView
        {
            Filter = filter,
            Period = DashboardWords.Days(filter.From, filter.LastDay),
            HasFacts = hasFacts,
            Updated = words.Updated(facts.RefreshedAtUtc),
            Tiles = content.Tiles,
            Figures = FillRows(content.Figures),
        };
    }

    /// <summary>Of figures that stand two in a row, one that is left alone takes the row: beside it there would be a hole.</summary>
    private static List<DashboardFigure> FillRows(IEnumerable<DashboardFigure> figures)
    {
        var filled = new List<DashboardFigure>();
        var isHalf = false;
        foreach (var figure in figures)
        {
            if (figure.IsWide && isHalf)
                filled[^1] = filled[^1] with { IsWide = true };
            isHalf = !figure.IsWide && !isHalf;
            filled.Add(figure);
        }

        if (isHalf)
            filled[^1] = filled[^1] with { IsWide = true };
        return filled;
    }
}
