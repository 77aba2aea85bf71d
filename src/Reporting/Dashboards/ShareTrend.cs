using Palveluohjaus.Segmentation.Evaluation;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Draws shares month by month and says how the main one has changed: the last months against the first, and whether chance explains it.</summary>
internal static class ShareTrend
{
    /// <summary>At each end; of fewer than twice as many, only the first and the last.</summary>
    private const int MonthsAtEnds = 3;

    /// <param name="asked">What the page asks.</param>
    /// <param name="chart">Of shares.</param>
    /// <param name="what">What the main one is, as it begins the sentence.</param>
    /// <param name="caution">A sentence that always stands after the finding; null for none.</param>
    public static DashboardLines Draw(DashboardQuestion asked, LineChart chart, string what, string? caution = null)
    {
        var statistic = chart.Lines.First(line => line.Role == "main").Key;
        return new DashboardCharts(asked).Draw(chart, shown =>
        {
            var finding = Say(asked.Words, shown, statistic, what);
            return caution is null ? finding : $"{finding} {caution}";
        });
    }

    /// <param name="words">In the user's language.</param>
    /// <param name="shown">The months that are drawn.</param>
    /// <param name="statistic">The share's key in them.</param>
    /// <param name="what">What the share is, as it begins the sentence.</param>
    public static string Say(DashboardWords words, IReadOnlyList<PeriodFigures> shown, string statistic, string what)
    {
        var months = shown.Where(month => month[statistic] is { Value: not null, N: > 0 }).ToList();
        if (months.Count == 0)
            return words["Overview.Finding.Nothing"];
        if (months.Count == 1)
            return words["Trend.One", what, words.Month(months[0].From), DashboardWords.Percent(months[0][statistic].Value!.Value)];
        var each = months.Count < 2 * MonthsAtEnds ? 1 : MonthsAtEnds;
        var (first, last) = (Pool(months.Take(each), statistic), Pool(months.TakeLast(each), statistic));
        var change = Shares.Difference(last.Part, last.Whole, first.Part, first.Whole);
        var key = change.Low > 0 ? "Rose" : change.High < 0 ? "Fell" : "Even";
        return words[$"Trend.{key}", what, Name(words, months.Take(each)), Write(first), Name(words, months.TakeLast(each)), Write(last)];
    }

    private static (int Part, int Whole) Pool(IEnumerable<PeriodFigures> months, string statistic)
    {
        var figures = months.Select(month => month[statistic]).ToList();
        return (figures.Sum(figure => (int)Math.Round(figure.Value!.Value * figure.N / 100)), figures.Sum(figure => figure.N));
    }

    private static string Name(DashboardWords words, IEnumerable<PeriodFigures> months)
    {
        var all = months.ToList();
        return all.Count == 1 ? words.Month(all[0].From) : $"{words.Month(all[0].From)}–{words.Month(all[^1].From)}";
    }

    private static string Write((int Part, int Whole) share) => DashboardWords.Percent(100.0 * share.Part / share.Whole);
}
