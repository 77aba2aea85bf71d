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

    /// <summary>Only those are named that differ by more than chance: the smallest municipality is always at an end.</summary>
    private static string Find(DashboardWords words, IReadOnlyList<TablePart> parts)
    {
        Figure?[] shares = [.. parts.Select(part => part.Code == MetricValue.NotKnown ? null : part.Figures[Resolution])];
        var (low, high) = (Peers.OfShares(shares, Side.Low), Peers.OfShares(shares, Side.High));
        if (low.Middle is null)
            return words["Overview.Finding.Municipalities.Few"];
        string[] named = [.. new[] { ("Low", Name(low)), ("High", Name(high)) }.Where(end => end.Item2.Length > 0).Select(end => words[$"Overview.Finding.Municipalities.{end.Item1}", end.Item2])];
        return named.Length == 0 ? words["Overview.Finding.Municipalities.None"] : string.Join(' ', named);

        string Name(Peers peers) => string.Join(", ", parts.Where((_, index) => peers.StandsOut(index)).Select(part => $"{part.Name} {DashboardWords.Percent(part.Figures[Resolution].Value!.Value)}"));
    }
}
