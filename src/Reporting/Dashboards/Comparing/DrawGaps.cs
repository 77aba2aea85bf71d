using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.Dashboards.Comparing;

/// <summary>What a figure of gaps shows.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Statistic">Which figure is compared.</param>
/// <param name="Title">In the user's language.</param>
/// <param name="Source">What the figures are of.</param>
/// <param name="Columns">What the rows, the group's figure and the other's are called.</param>
/// <param name="Other">What the group is compared with, in a sentence.</param>
/// <param name="Words">The texts that say which way a gap goes: this, <c>Higher</c> or <c>Lower</c>.</param>
/// <param name="Nothing">What is said where no gap stands out.</param>
/// <param name="Caution">A sentence that always stands after the finding; null for none.</param>
internal sealed record GapLayout(string Id, RowStatistic Statistic, string Title, string Source, IReadOnlyList<string> Columns, string Other, string Words, string Nothing, string? Caution = null)
{
    /// <summary>Whether the group's figure is of the page's whole period: the list behind it is of no other.</summary>
    public bool IsOfPeriod { get; init; } = true;
}

/// <summary>A group and what it is compared with.</summary>
/// <param name="Name">In the table.</param>
/// <param name="InSentence">In a sentence, where that is another.</param>
/// <param name="Own">The group.</param>
/// <param name="Other">What it is compared with; null when there is none.</param>
/// <param name="IsChosen">Whether the page is limited to it.</param>
internal sealed record ComparedPair(string Name, string InSentence, RowGroup Own, RowGroup? Other, bool IsChosen = false)
{
    /// <summary>What the group is part of.</summary>
    public IReadOnlyList<RowPart> Parts { get; init; } = [];

    public bool IsComparable => Other is { IsComparable: true } && Own.IsComparable;
}

/// <summary>Draws gaps: those that stand out first, the largest first. What may be chance is not called a difference.</summary>
/// <param name="asked">Whose words and source line.</param>
/// <param name="comparisons">How many the page makes: the more, the wider each interval, so that all of them together are right 19 times of 20.</param>
internal sealed class DrawGaps(DashboardQuestion asked, int comparisons)
{
    private const int MostSentences = 3;

    private readonly double _deviations = Estimate.DeviationsFor(comparisons);

    /// <param name="layout">What it shows.</param>
    /// <param name="pairs">In the order of the table, where it has one of its own.</param>
    /// <param name="isSorted">False keeps that order.</param>
    public DashboardGaps Draw(GapLayout layout, IEnumerable<ComparedPair> pairs, bool isSorted = true)
    {
        var (words, statistic) = (asked.Words, layout.Statistic);
        var metric = DashboardFacts.Find(statistic.Metric).Definition;
        var rows = pairs.Select(pair => new DrawnGap(pair, Gap.Between(pair.Own, pair.Other, _deviations))).ToList();
        if (isSorted)
            rows = [.. rows.OrderBy(Rank).ThenByDescending(row => Math.Abs(row.Gap.Difference?.Value ?? 0)).ThenBy(row => row.Pair.Name, StringComparer.CurrentCulture)];
        // The widest interval may be of a group so small that the others' bars would vanish beside it.
        var most = rows.Select(row => Math.Abs(row.Gap.Difference?.Value ?? 0)).DefaultIfEmpty(0).Max() * 1.25;
        var isHiding = rows.Any(row => row.Gap.Own.State == MetricState.Suppressed || row.Gap.Other.State == MetricState.Suppressed);
        return new DashboardGaps
        {
            Id = layout.Id,
            Metrics = [metric],
            Table = new DashboardTable
            {
                Title = layout.Title,
                Finding = layout.Caution is { } caution ? $"{FindingOf(layout, rows, isHiding)} {caution}" : FindingOf(layout, rows, isHiding),
                Source = words.Source(layout.Source, isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [.. layout.Columns, words["Dashboard.Gap"], words["Dashboard.Gap.Low"], words["Dashboard.Gap.High"], words[$"Dashboard.Rows.{statistic.Metric}"]],
                Rows = [.. rows.Select(row => new DashboardRow(
                    row.Pair.Name,
                    [
                        words.Cell(row.Gap.Own, statistic.Unit, statistic.Digits),
                        words.Cell(row.Gap.Other, statistic.Unit, statistic.Digits),
                        .. Cells(row.Gap, statistic),
                        row.Gap.Own.State == MetricState.Ok ? DashboardWords.CountCell(row.Gap.Own) : new DashboardCell(row.Gap.Own.State, string.Empty),
                    ],
                    row.Pair.IsChosen) { Parts = row.Pair.Parts })],
                Lists = layout.IsOfPeriod ? [new ListedFigure(statistic.Metric, statistic.Statistic)] : [],
            },
            Gaps = [.. rows.Select(row => row.Gap.Difference is { } difference ? Bar(row.Gap, difference, most, metric.Direction, statistic) : null)],
            Key = words["Dashboard.Gap.Key", DashboardWords.Number(comparisons)],
        };

        int Rank(DrawnGap row) => row.Gap.StandsOut(statistic.Digits) ? 0 : row.Gap.Difference is not null ? 1 : row.Gap.Own.State == MetricState.Ok ? 2 : 3;
    }

    private DashboardGap Bar(Gap gap, Estimate difference, double most, Direction direction, RowStatistic statistic)
    {
        var tone = !gap.StandsOut(statistic.Digits) ? ChangeTone.Neutral : gap.IsWorse(direction) ? ChangeTone.Worse : ChangeTone.Better;
        var width = most > 0 ? most : 1;
        return new DashboardGap(
            difference.Value / width,
            difference.Low / width,
            difference.High / width,
            Interval(difference, statistic),
            tone,
            tone == ChangeTone.Neutral ? null : asked.Words[$"Dashboard.Gap.{tone}"]);
    }

    private IEnumerable<DashboardCell> Cells(Gap gap, RowStatistic statistic)
    {
        if (gap.Difference is { } difference)
            return [Cell(difference.Value, asked.Words.Change(difference.Value, statistic.Unit, statistic.Digits)), Cell(difference.Low, DashboardWords.WithSign(difference.Low, statistic.Digits)), Cell(difference.High, DashboardWords.WithSign(difference.High, statistic.Digits))];
        // That there are too few to compare tells nothing of how few; a hidden figure stays hidden.
        var state = gap.Own.State == MetricState.Suppressed || gap.Other.State == MetricState.Suppressed ? MetricState.Suppressed : MetricState.NotComputable;
        return Enumerable.Repeat(new DashboardCell(state, string.Empty), 3);

        static DashboardCell Cell(double number, string text) => DashboardCell.Of(text) with { Number = number };
    }

    /// <summary>The largest gaps that stand out, those that are worse first.</summary>
    private string FindingOf(GapLayout layout, List<DrawnGap> rows, bool isHiding)
    {
        var (words, statistic) = (asked.Words, layout.Statistic);
        if (rows.All(row => row.Gap.Difference is null))
            return words[isHiding ? "Overview.Finding.Hidden" : rows.Any(row => row.Gap.Own.Value is not null) ? "Dashboard.Gap.TooFew" : "Overview.Finding.Nothing"];
        var direction = DashboardFacts.Find(statistic.Metric).Definition.Direction;
        var outstanding = rows.Where(row => row.Gap.StandsOut(statistic.Digits)).OrderByDescending(row => row.Gap.IsWorse(direction)).ThenByDescending(row => Math.Abs(row.Gap.Difference!.Value.Value)).ToList();
        if (outstanding.Count == 0)
            return layout.Nothing;
        var sentences = outstanding.Take(MostSentences).Select(row => words[
            "Dashboard.Gap.StandsOut",
            row.Pair.InSentence,
            words[$"{layout.Words}.{(row.Gap.Difference!.Value.Value > 0 ? "Higher" : "Lower")}"],
            words.WithUnit(row.Gap.Own.Value!.Value, statistic.Unit, statistic.Digits),
            layout.Other,
            words.WithUnit(row.Gap.Other.Value!.Value, statistic.Unit, statistic.Digits),
            words.Change(row.Gap.Difference.Value.Value, statistic.Unit, statistic.Digits),
            Interval(row.Gap.Difference.Value, statistic)]);
        return string.Join(' ', outstanding.Count > MostSentences ? sentences.Append(words["Dashboard.Gap.More", outstanding.Count - MostSentences]) : sentences);
    }

    private string Interval(Estimate difference, RowStatistic statistic) => asked.Words["Dashboard.Gap.Interval", DashboardWords.WithSign(difference.Low, statistic.Digits), DashboardWords.WithSign(difference.High, statistic.Digits)];

    private sealed record DrawnGap(ComparedPair Pair, Gap Gap);
}
