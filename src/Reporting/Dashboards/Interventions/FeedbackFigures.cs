using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards.Interventions;

/// <summary>What clients answered: anonymous, so that only the unit, the channel and the month of an answer are known.</summary>
internal sealed class FeedbackFigures(DashboardQuestion asked)
{
    private const string Metric = "client-feedback";
    private const double LowestScore = 1;
    private const double HighestScore = 5;

    private readonly DashboardWords _words = asked.Words;

    public DashboardLines OverTime()
    {
        var chart = new LineChart(
            "feedback",
            Metric,
            TimeGrain.Month,
            Units.ScoreOfFive,
            2,
            _words["Feedback.Title"],
            _words["Feedback.Source"],
            [new("mean-high", _words["Feedback.High"], "mark"), new("mean-low", _words["Feedback.Low"], "mark"), new("mean", _words["Feedback.Mean"], "main")],
            _words["Feedback.Answers"]);
        var figure = new DashboardCharts(asked).Draw(chart, Find);
        return figure with { Table = Explain(figure.Table), IsWide = true };
    }

    public DashboardBars By(Dimension dimension)
    {
        TableColumn[] columns =
        [
            new(Metric, "mean", Units.ScoreOfFive, 2, _words["Feedback.Mean"]),
            new(Metric, "mean-low", Units.ScoreOfFive, 2, _words["Feedback.Low"]),
            new(Metric, "mean-high", Units.ScoreOfFive, 2, _words["Feedback.High"]),
            new(Metric, "count", Units.Answers, 0, _words["Feedback.Answers"]),
        ];
        var tables = new DashboardTables(asked);
        var parts = tables.Parts(dimension, columns).OrderBy(part => part.Figures[0].Value is null).ThenBy(part => part.Figures[0].N < Peers.LeastRows).ThenBy(part => part.Figures[0].Value).ToList();
        var peers = Peers.OfMeans([.. parts.Select(part => part.Code == MetricValue.NotKnown ? ((Figure, Figure)?)null : (part.Figures[0], part.Figures[1]))], Side.Low);
        var table = tables.Table(parts, dimension, columns, _words[$"Feedback.By.{dimension}"], Find(parts, peers), _words["Feedback.Source"]);
        return new DashboardBars
        {
            Id = $"feedback-by-{Codes.Of(dimension)}",
            Metrics = [DashboardFacts.Find(Metric).Definition],
            Table = Explain(table),
            Column = 0,
            Bars = [.. parts.Select((part, index) => part.Figures[0].Value is { } mean ? new DashboardBar(ShareOf(mean)!.Value, ShareOf(peers.Middle), ShareOf(part.Figures[1].Value), ShareOf(part.Figures[2].Value), peers.StandsOut(index) ? _words["Peers.Remark"] : null) : null)],
            Key = peers.Middle is { } middle ? _words["Peers.Key", DashboardWords.Number(middle, 2), Peers.LeastRows] : null,
        };
    }

    /// <summary>The first month's and the last month's mean; a change only where their intervals are apart.</summary>
    private string Find(IReadOnlyList<PeriodFigures> shown)
    {
        var (first, last) = (shown[0], shown[^1]);
        var key = shown.Count == 1 ? "One" : last["mean-low"].Value > first["mean-high"].Value ? "Rose" : last["mean-high"].Value < first["mean-low"].Value ? "Fell" : "Even";
        return _words[$"Trend.{key}", _words["Feedback.What"], _words.Month(first.From), Write(first["mean"]), _words.Month(last.From), Write(last["mean"])];
    }

    private string Find(List<TablePart> parts, Peers peers)
    {
        var compared = parts.Where(part => part.Code != MetricValue.NotKnown && part.Figures[0] is { Value: not null, N: >= Peers.LeastRows }).ToList();
        if (peers.Middle is not { } middle)
            return _words["Peers.TooFew", _words["Feedback.What"]];
        var off = parts.Where((_, index) => peers.StandsOut(index)).ToList();
        return off.Count == 0
            ? _words["Peers.None", _words["Feedback.What"], compared[0].Name, Write(compared[0].Figures[0]), compared[^1].Name, Write(compared[^1].Figures[0])]
            : _words["Feedback.StandsOut", string.Join(", ", off.Select(part => $"{part.Name} {Write(part.Figures[0])}")), DashboardWords.Number(middle, 2)];
    }

    // Of an answer neither the client's municipality nor age nor language is known: a limit on them leaves nothing, and that is not for want of answers.
    private DashboardTable Explain(DashboardTable table) =>
        asked.Filter.Only.Keys.Any(dimension => dimension != Dimension.Unit) ? table with { Finding = _words["Feedback.CannotLimit"] } : table;

    private static string Write(Figure mean) => DashboardWords.Number(mean.Value!.Value, 2);

    private static double? ShareOf(double? score) => (score - LowestScore) / (HighestScore - LowestScore);
}
