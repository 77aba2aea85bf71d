using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards.Segmented;

/// <summary>How the clients of each municipality, unit or other part divide into the four segments. A row with a small cell is hidden whole: shares of a known total are counts.</summary>
internal sealed class SegmentMixes(DashboardQuestion asked)
{
    /// <summary>Fewer clients than this, and a mix that differs is chance.</summary>
    private const int LeastToCompare = 30;

    public DashboardMix By(Dimension dimension)
    {
        var words = asked.Words;
        var (values, disclosure) = asked.Facts.By(dimension, "segment-mix");
        var isComputable = values.All(value => value.State == MetricState.Ok);
        var mixes = isComputable ? HideBeside(dimension, Count(dimension, values, disclosure)) : [];
        var isHiding = mixes.Any(mix => mix.State != CellState.Shown);
        return new DashboardMix
        {
            Id = $"mix-{Codes.Of(dimension)}",
            Metrics = [DashboardFacts.Find("segment-mix").Definition],
            Table = new DashboardTable
            {
                Title = words[$"Segments.Mix.{dimension}.Title"],
                Finding = Finding(isComputable, [.. mixes.Where(mix => mix.State == CellState.Shown)], isHiding),
                Source = words.Source(words["Overview.Source.Segments", DashboardWords.Day(asked.Filter.LastDay)], isHiding, asked.Facts.RefreshedAtUtc),
                Columns = [words[$"Dashboard.By.{dimension}"], words["Overview.Column.Clients"], .. Segments.Order.Select(segment => words[$"Overview.Segment.{segment}.Short"])],
                Rows = [.. mixes.Select(mix => RowOf(dimension, mix))],
                Lists = [new ListedFigure("segment-mix")],
            },
            Rows = [.. mixes.Select(mix => new DashboardMixRow(mix.State, mix.State == CellState.Shown ? [.. Segments.Order.Select((segment, index) => new MixPart(segment, (double)mix.Counts[index] / mix.Whole))] : []))],
            Nothing = isComputable ? null : words["Overview.Finding.Segments.Nothing"],
        };
    }

    // Codes of another scheme have no place among these four and are left out. Several pages divide the same clients, so that the mix of them all is told.
    private List<Mix> Count(Dimension dimension, IReadOnlyList<MetricValue> values, Disclosure disclosure) =>
    [
        .. values
            .Where(value => value.Statistic == "count")
            .GroupBy(value => value.By[Codes.Of(dimension)])
            .Select(group => new Mix(
                group.Key,
                asked.NameOf(dimension, group.Key),
                [.. Segments.Order.Select(segment => (int)(group.FirstOrDefault(value => value.By.GetValueOrDefault(Codes.Of(Dimension.Segment)) == segment)?.Value ?? 0))],
                disclosure.StateOfMix(group.First(), Dimension.Segment, null)))
            .Where(mix => mix.Whole > 0)
            .OrderBy(mix => mix.Code == MetricValue.NotKnown)
            .ThenBy(mix => InOrder(dimension, mix.Code))
            .ThenBy(mix => mix.Name, StringComparer.CurrentCulture),
    ];

    private List<Mix> HideBeside(Dimension dimension, List<Mix> mixes)
    {
        if (dimension != Dimension.AgeBand)
            return mixes;
        var beside = asked.Facts.BesideHidden([.. mixes.Where(mix => mix.State != CellState.Shown).Select(mix => mix.Code)]);
        return [.. mixes.Select(mix => mix.State == CellState.Shown && beside.Contains(mix.Code) ? mix with { State = CellState.Partner } : mix)];
    }

    // Ages and stages of life go from young to old, others by name.
    private static int InOrder(Dimension dimension, string code) => dimension switch
    {
        Dimension.AgeBand => AgeBands.Codes.TakeWhile(band => band != code).Count(),
        Dimension.LifeStage => Enum.GetValues<LifeStage>().TakeWhile(stage => Codes.Of(stage) != code).Count(),
        _ => 0,
    };

    private DashboardRow RowOf(Dimension dimension, Mix mix)
    {
        RowPart[] parts = [new(dimension, mix.Code)];
        var isChosen = asked.Filter.Only.TryGetValue(dimension, out var chosen) && chosen == mix.Code;
        if (mix.State != CellState.Shown)
            return new DashboardRow(mix.Name, [.. Enumerable.Repeat(new DashboardCell(MetricState.Suppressed, string.Empty), 1 + Segments.Order.Count)], isChosen) { Parts = parts };
        return new DashboardRow(
            mix.Name,
            [
                new DashboardCell(MetricState.Ok, DashboardWords.Number(mix.Whole)) { Number = mix.Whole },
                .. mix.Counts.Select(count => new DashboardCell(MetricState.Ok, DashboardWords.Percent(100d * count / mix.Whole, 0)) { Number = 100d * count / mix.Whole }),
            ],
            isChosen) { Parts = parts };
    }

    /// <summary>The row and segment that differ most from all that is shown.</summary>
    private string Finding(bool isComputable, List<Mix> shown, bool isHiding)
    {
        var words = asked.Words;
        var whole = shown.Sum(mix => mix.Whole);
        if (!isComputable || whole == 0)
            return words[isHiding ? "Overview.Finding.Hidden" : "Overview.Finding.Segments.Nothing"];

        double[] shares = [.. Segments.Order.Select((_, index) => (double)shown.Sum(mix => mix.Counts[index]) / whole)];
        var differences =
            from mix in shown
            where mix.Whole >= LeastToCompare && mix.Whole < whole
            from index in Enumerable.Range(0, Segments.Order.Count)
            let share = (double)mix.Counts[index] / mix.Whole
            where IsMoreThanChance(share, mix.Whole, shares[index])
            select (mix.Name, Segment: Segments.Order[index], Share: share, All: shares[index]);
        var most = differences.OrderByDescending(difference => Math.Abs(difference.Share - difference.All)).FirstOrDefault();
        return most.Name is null
            ? words["Overview.Finding.Segments.All", DashboardWords.Percent(100 * shares[0], 0), DashboardWords.Percent(100 * shares[^1], 0)]
            : words["Segments.Mix.Differs", most.Name, Segments.NameOf(most.Segment), DashboardWords.Percent(100 * most.Share, 0), DashboardWords.Percent(100 * most.All, 0)];

        bool IsMoreThanChance(double share, int clients, double all)
        {
            var interval = Comparing.Estimate.OfShare(share, clients, Comparing.Estimate.DeviationsFor(shown.Count * Segments.Order.Count));
            return all < interval.Low || all > interval.High;
        }
    }

    private sealed record Mix(string Code, string Name, IReadOnlyList<int> Counts, CellState State)
    {
        public int Whole { get; } = Counts.Sum();
    }
}
