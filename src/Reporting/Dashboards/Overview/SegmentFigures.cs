using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>Confirmed segments by municipality. A row with a small cell is hidden whole: shares of a known total are counts.</summary>
internal sealed class SegmentFigures(DashboardFacts asked, DashboardWords words, DashboardNames names)
{
    /// <summary>Fewer clients than this, and a mix that differs is chance.</summary>
    private const int LeastToCompare = 30;

    public DashboardMix Build()
    {
        var (values, disclosure) = asked.By(Dimension.Municipality, "segment-mix");
        var isComputable = values.All(value => value.State == MetricState.Ok);
        var mixes = isComputable ? Count(values, disclosure) : [];
        Mix[] ordered =
        [
            .. mixes.Where(mix => mix.State == CellState.Shown).OrderByDescending(mix => mix.Counts.Sum()).ThenBy(mix => mix.Name, StringComparer.CurrentCulture),
            .. mixes.Where(mix => mix.State != CellState.Shown).OrderBy(mix => mix.State == CellState.Small).ThenBy(mix => mix.Name, StringComparer.CurrentCulture),
        ];
        return new DashboardMix
        {
            Id = "segments",
            Metrics = [DashboardFacts.Find("segment-mix").Definition],
            Rows = [.. ordered.Select(mix => new DashboardMixRow(mix.State, PartsOf(mix)))],
            Nothing = isComputable ? null : words["Overview.State.NotComputable"],
            Table = new DashboardTable
            {
                Title = words["Overview.Segments.Title"],
                Finding = Finding(isComputable, [.. mixes.Where(mix => mix.State == CellState.Shown)]),
                Source = words["Overview.Source.Segments", DashboardWords.Day(asked.Filter.LastDay)],
                Columns = [words["Overview.Column.Municipality"], words["Overview.Column.Clients"], .. Segments.Order.Select(segment => words[$"Overview.Segment.{segment}.Short"])],
                Rows = [.. ordered.Select(ToRow)],
            },
        };
    }

    // Codes of another scheme have no place among these four and are left out.
    private List<Mix> Count(IReadOnlyList<MetricValue> values, Disclosure disclosure) =>
    [
        .. values
            .Where(value => value.Statistic == "count")
            .GroupBy(value => value.By[Codes.Of(Dimension.Municipality)])
            .Select(group => new Mix(
                group.Key,
                DashboardNames.NameOf(names.Municipalities, group.Key) ?? words["Overview.NotKnown"],
                [.. Segments.Order.Select(segment => (int)(group.FirstOrDefault(value => value.By.GetValueOrDefault(Codes.Of(Dimension.Segment)) == segment)?.Value ?? 0))],
                disclosure.StateOfMix(group.First(), Dimension.Segment, Dimension.Municipality)))
            .Where(mix => mix.Counts.Sum() > 0),
    ];

    private DashboardRow ToRow(Mix mix) => new(
        mix.Name,
        mix.State == CellState.Shown
            ? [new DashboardCell(MetricState.Ok, DashboardWords.Number(mix.Counts.Sum())) { Number = mix.Counts.Sum() }, .. PartsOf(mix).Select(part => new DashboardCell(MetricState.Ok, DashboardWords.Percent(100 * part.Share, 0)) { Number = 100 * part.Share })]
            : [.. Enumerable.Repeat(new DashboardCell(MetricState.Suppressed, string.Empty), 1 + Segments.Order.Count)],
        mix.Code == asked.Filter.MunicipalityCode);

    private static IReadOnlyList<MixPart> PartsOf(Mix mix) =>
        mix.State == CellState.Shown ? [.. Segments.Order.Select((segment, index) => new MixPart(segment, (double)mix.Counts[index] / mix.Counts.Sum()))] : [];

    /// <summary>The municipality and segment that differ most from all that is shown.</summary>
    private string Finding(bool isComputable, List<Mix> shown)
    {
        if (!isComputable)
            return words["Overview.Finding.Segments.NotByUnit"];
        var whole = shown.Sum(mix => mix.Counts.Sum());
        if (whole == 0)
            return words["Overview.Finding.Segments.Nothing"];

        double[] shares = [.. Segments.Order.Select((_, index) => (double)shown.Sum(mix => mix.Counts[index]) / whole)];
        var differences =
            from mix in shown
            let clients = mix.Counts.Sum()
            where clients >= LeastToCompare
            from index in Enumerable.Range(0, Segments.Order.Count)
            let share = (double)mix.Counts[index] / clients
            select (mix.Name, Segment: Segments.Order[index], Share: share, All: shares[index]);
        var most = differences.OrderByDescending(difference => Math.Abs(difference.Share - difference.All)).FirstOrDefault();
        return most.Name is null || shown.Count < 2
            ? words["Overview.Finding.Segments.All", DashboardWords.Percent(100 * shares[0], 0), DashboardWords.Percent(100 * shares[3], 0)]
            : words["Overview.Finding.Segments.Differs", most.Name, Segments.NameOf(most.Segment), DashboardWords.Percent(100 * most.Share, 0), DashboardWords.Percent(100 * most.All, 0)];
    }

    private sealed record Mix(string Code, string Name, IReadOnlyList<int> Counts, CellState State);
}
