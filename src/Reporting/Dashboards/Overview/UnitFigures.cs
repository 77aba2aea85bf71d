using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Overview;

/// <summary>Handoffs and ping-pong by the unit that is responsible now.</summary>
internal sealed class UnitFigures(DashboardFacts asked, DashboardWords words, DashboardNames names)
{
    private const int ReturnedColumn = 2;

    /// <summary>Fewer cases than this, and a high share is chance.</summary>
    private const int LeastToStandOut = 30;

    /// <summary>A unit stands out when its cases come back at least this many times as often as those of the unit in the middle.</summary>
    private const double TimesMedian = 2;

    public DashboardBars Build()
    {
        var (found, disclosure) = asked.By(Dimension.Unit, "handoffs-per-case", "ping-pong");
        var groups = found
            .GroupBy(value => value.By.GetValueOrDefault(Codes.Of(Dimension.Unit), MetricValue.NotKnown))
            .Select(group => new UnitValues(group.Key, NameOf(group.Key), group.ToDictionary(value => (value.Metric, value.Statistic)), disclosure))
            .Where(unit => unit.Cases > 0)
            .ToList();
        var shown = groups.Where(unit => unit.IsShown).OrderByDescending(unit => unit.Cases).ThenBy(unit => unit.Name, StringComparer.CurrentCulture).ToList();
        var hidden = groups.Where(unit => !unit.IsShown).OrderBy(unit => unit.Name, StringComparer.CurrentCulture).ToList();

        var outlier = Outlier(shown);
        var widest = shown.Select(unit => unit.Returned.Value ?? 0).Append(1).Max();
        return new DashboardBars
        {
            Id = "handoffs",
            Metrics = [DashboardFacts.Find("ping-pong").Definition, DashboardFacts.Find("handoffs-per-case").Definition],
            Column = ReturnedColumn,
            Bars =
            [
                .. shown.Select(unit => unit.Returned.Value is { } share ? new DashboardBar(share / widest, Remark: unit == outlier ? words["Overview.Units.StandsOut"] : null) : null),
                .. hidden.Select(_ => (DashboardBar?)null),
            ],
            Table = new DashboardTable
            {
                Title = words["Overview.Units.Title"],
                Finding = Finding(shown, outlier),
                Source = Source(hidden.Count > 0 || shown.Any(unit => new[] { unit.Handoffs, unit.Returned, unit.TwoOrMore }.Any(figure => figure.State == MetricState.Suppressed))),
                Columns = [words["Overview.Column.Unit"], words["Overview.Column.Cases"], words["Overview.Column.HandoffsPerCase"], words["Overview.Column.Returned"], words["Overview.Column.TwoOrMore"]],
                Rows =
                [
                    .. shown.Select(ToRow),
                    .. hidden.Select(unit => new DashboardRow(unit.Name, [.. Enumerable.Repeat(new DashboardCell(MetricState.Suppressed, string.Empty), 4)], IsChosen(unit))),
                ],
            },
        };
    }

    private DashboardRow ToRow(UnitValues unit) => new(
        unit.Name,
        [
            new DashboardCell(MetricState.Ok, DashboardWords.Number(unit.Cases)) { Number = unit.Cases },
            words.Cell(unit.Handoffs, Units.HandoffsPerCase, 2),
            words.Cell(unit.Returned, Units.Percent, 1),
            words.Cell(unit.TwoOrMore, Units.Percent, 1),
        ],
        IsChosen(unit));

    private static UnitValues? Outlier(List<UnitValues> shown)
    {
        double[] shares = [.. shown.Where(unit => unit.Cases >= LeastToStandOut).Select(unit => unit.Returned.Value).OfType<double>().Order()];
        if (shares.Length < 3)
            return null;
        var limit = TimesMedian * Percentiles.Of(shares, 0.5)!.Value;
        var highest = shown.Where(unit => unit.Cases >= LeastToStandOut).MaxBy(unit => unit.Returned.Value ?? -1);
        return highest?.Returned.Value is > 0 and var share && share >= limit ? highest : null;
    }

    private string Finding(List<UnitValues> shown, UnitValues? outlier)
    {
        if (outlier is not null)
            return words["Overview.Finding.Units.StandsOut", outlier.Name, DashboardWords.Percent(outlier.Returned.Value ?? 0)];
        if (shown.Where(unit => unit.Returned.Value > 0).MaxBy(unit => unit.Returned.Value) is { } highest)
            return words["Overview.Finding.Units.Highest", highest.Name, DashboardWords.Percent(highest.Returned.Value ?? 0)];
        return words[shown.Count == 0 ? "Overview.Finding.Nothing" : "Overview.Finding.Units.None"];
    }

    private string Source(bool isHiding) => string.Join(" · ", isHiding ? [words["Overview.Source.Units"], words["Overview.Source.Hidden"]] : [words["Overview.Source.Units"]]);

    private string NameOf(string code) => DashboardNames.NameOf(names.Units, code) ?? words["Overview.NotKnown"];

    private bool IsChosen(UnitValues unit) => unit.Code == asked.Filter.UnitCode;

    private sealed record UnitValues(string Code, string Name, Dictionary<(string Metric, string Statistic), MetricValue> Values, Disclosure Disclosure)
    {
        public int Cases => Values.GetValueOrDefault(("handoffs-per-case", "mean"))?.N ?? 0;

        /// <summary>Whether the number of cases may be shown; the figures beside it decide for themselves.</summary>
        public bool IsShown => Values.GetValueOrDefault(("handoffs-per-case", "mean")) is { } mean && Disclosure.StateOfN(mean) == CellState.Shown;

        public Figure Handoffs => Show("handoffs-per-case", "mean");
        public Figure Returned => Show("ping-pong", "share");
        public Figure TwoOrMore => Show("handoffs-per-case", "two-or-more");

        private Figure Show(string metric, string statistic) =>
            Values.GetValueOrDefault((metric, statistic)) is { } value ? Disclosure.Show(value) : Figure.NotComputable;
    }
}
