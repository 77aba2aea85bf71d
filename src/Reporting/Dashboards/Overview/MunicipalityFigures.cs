using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>All key figures by municipality, side by side.</summary>
internal static class MunicipalityFigures
{
    private static readonly (string Metric, string Unit, int Digits)[] Shown =
    [
        ("contacts", Units.Contacts, 0),
        ("first-contact-resolution", Units.Percent, 1),
        ("lead-time", Units.Days, 0),
        ("deadline-attainment", Units.Percent, 1),
        ("work-in-progress", Units.Cases, 0),
        ("handoffs-per-case", Units.HandoffsPerCase, 2),
    ];

    private static readonly int Resolution = Array.FindIndex(Shown, shown => shown.Metric == "first-contact-resolution");

    public static DashboardRows Draw(DashboardQuestion asked)
    {
        var words = asked.Words;
        TableColumn[] columns = [.. Shown.Select(shown => new TableColumn(shown.Metric, DashboardFacts.MainStatistic(shown.Metric), shown.Unit, shown.Digits, words[$"Overview.Column.{shown.Metric}"]))];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(Dimension.Municipality, columns);
        return new DashboardRows
        {
            Id = "municipalities",
            Metrics = [.. columns.Select(column => DashboardFacts.Find(column.Metric).Definition)],
            Table = tables.Table(parts, Dimension.Municipality, columns, words["Overview.Municipalities.Title"], Find(words, parts), words["Overview.Source.Municipalities"]),
            IsWide = true,
        };
    }

    private static string Find(DashboardWords words, IReadOnlyList<TablePart> parts)
    {
        var shown = parts.Where(part => part.Figures[Resolution].Value is not null).ToList();
        if (shown.Count < 2)
            return words["Overview.Finding.Municipalities.Few"];
        var (most, least) = (shown.MaxBy(part => part.Figures[Resolution].Value)!, shown.MinBy(part => part.Figures[Resolution].Value)!);
        return words["Overview.Finding.Municipalities", most.Name, DashboardWords.Percent(most.Figures[Resolution].Value ?? 0), least.Name, DashboardWords.Percent(least.Figures[Resolution].Value ?? 0)];
    }
}
