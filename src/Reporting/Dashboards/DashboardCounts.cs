using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <param name="Id">Unique on the page.</param>
/// <param name="Metric">One that divides its rows by itself.</param>
/// <param name="Division">By which dimension.</param>
/// <param name="Unit">Of the counts; one of <see cref="Units"/>.</param>
/// <param name="Title">In the user's language.</param>
/// <param name="What">What is counted, as it begins the sentence and names the column.</param>
/// <param name="Source">What the figures are of.</param>
internal sealed record CountChart(string Id, string Metric, Dimension Division, string Unit, string Title, string What, string Source);

/// <summary>Draws how a whole divides, the largest part first.</summary>
internal static class DashboardCounts
{
    public static DashboardBars Draw(DashboardQuestion asked, CountChart chart)
    {
        var words = asked.Words;
        TableColumn[] columns = [new(chart.Metric, "count", chart.Unit, 0, chart.What)];
        List<TablePart> parts =
        [
            .. asked.Facts.Mix(chart.Metric, chart.Division)
                .Select(part => new TablePart(part.Code, asked.NameOf(chart.Division, part.Code), [part.Count]))
                .OrderBy(part => part.Figures[0].Value is null)
                .ThenByDescending(part => part.Figures[0].Value)
                .ThenBy(part => part.Name, StringComparer.CurrentCulture),
        ];
        var most = parts.FirstOrDefault()?.Figures[0].Value ?? 0;
        return new DashboardBars
        {
            Id = chart.Id,
            Metrics = [DashboardFacts.Find(chart.Metric).Definition],
            Table = new DashboardTables(asked).Table(parts, chart.Division, columns, chart.Title, Find(words, chart, parts), chart.Source),
            Column = 0,
            Bars = [.. parts.Select(part => part.Figures[0].Value is { } count and > 0 ? new DashboardBar(count / most) : null)],
        };
    }

    private static string Find(DashboardWords words, CountChart chart, List<TablePart> parts)
    {
        if (parts.Find(part => part.Code != MetricValue.NotKnown && part.Figures[0].Value is not null) is not { } largest)
            return words[parts.Count == 0 ? "Overview.Finding.Nothing" : "Counts.NotKnown", chart.What];
        var most = largest.Figures[0].Value!.Value;

        // A share of a whole in which something is hidden would tell how much that is.
        return parts.Exists(part => part.Figures[0].Value is null)
            ? words["Counts.Most", chart.What, largest.Name, DashboardWords.Number(most)]
            : words["Counts.MostOf", chart.What, largest.Name, DashboardWords.Number(most), DashboardWords.Percent(100 * most / parts.Sum(part => part.Figures[0].Value!.Value), 0)];
    }
}
