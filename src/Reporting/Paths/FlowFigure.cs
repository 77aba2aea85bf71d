using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>Contact channel, first unit, how it went and who gives the service, as bands whose width is their cases. Node numbers are sums of the bands that are shown, so they tell no more than those.</summary>
internal sealed class FlowFigure(PathLog log, PathDisclosure disclosure, IReadOnlyList<FlowStep> meanings, DashboardWords words, Func<int, string> nameOf)
{
    private const double Width = 560;
    private const double WidthWithSectors = 1120;
    private const double PlotHeight = 300;
    private const double NodeWidth = 10;
    private const double Gap = 20;
    private const double Margin = 16;
    private const double LabelRoom = 152;
    private const double LabelRoomOfSectors = 184;
    private const int MostNodesInColumn = 12;

    private readonly IReadOnlyList<PathEdge> _bands = BandsOf(log, disclosure, meanings);

    public PathFlowView Build(string source)
    {
        var columns = Enum.GetValues<FlowColumn>();
        var table = new DashboardTable
        {
            Title = words["Paths.Flow.Title"],
            Finding = Finding(),
            Source = string.Join(" · ", new[] { source, log.Edges.All(disclosure.IsShown) ? string.Empty : $"{words["Overview.Source.Hidden"]} · {words["Paths.Flow.SumsOfShown"]}" }.Where(part => part.Length > 0)),
            Columns = [words["Paths.Column.Flow"], words["Overview.Column.Cases"], words["Paths.Column.Share"]],
            Rows =
            [
                .. _bands.OrderBy(edge => meanings[edge.From - 3].Column).ThenByDescending(edge => edge.Count).Select(edge => new DashboardRow(
                    $"{nameOf(edge.From)} → {nameOf(edge.To)}",
                    [new DashboardCell(MetricState.Ok, DashboardWords.Number(edge.Count)), new DashboardCell(MetricState.Ok, DashboardWords.Percent(100.0 * edge.Count / log.Cases))])),
            ],
        };

        // Only the largest of each column are drawn; the table has them all.
        var sizes = columns.ToDictionary(column => column, column => Enumerable.Range(3, log.Steps.Count - 3)
            .Where(step => meanings[step - 3].Column == column)
            .Select(step => (Step: step, In: _bands.Where(edge => edge.To == step).Sum(edge => edge.Count), Out: _bands.Where(edge => edge.From == step).Sum(edge => edge.Count)))
            .Where(node => node.In + node.Out > 0)
            .OrderByDescending(node => Math.Max(node.In, node.Out))
            .Take(MostNodesInColumn)
            .ToList());
        FlowColumn[] used = [.. columns.Where(column => column != FlowColumn.Sector || sizes[column].Count > 0)];
        var hasSectors = used.Contains(FlowColumn.Sector);
        var (width, labelRoom) = hasSectors ? (WidthWithSectors, LabelRoomOfSectors) : (Width, LabelRoom);
        var drawn = sizes.Values.SelectMany(nodes => nodes).Select(node => node.Step).ToHashSet();
        var most = Math.Max(1, sizes.Values.Max(nodes => nodes.Sum(node => Math.Max(node.In, node.Out))));
        var scale = PlotHeight / most;
        var nodes = new List<FlowNode>();
        var (left, right) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        var places = new Dictionary<int, (double X, double Y)>();
        var height = 0.0;
        for (var column = 0; column < used.Length; column++)
        {
            var (x, y) = (Margin + (column * ((width - Margin - labelRoom - NodeWidth) / (used.Length - 1))), 8.0);
            foreach (var node in sizes[used[column]])
            {
                var size = Math.Max(node.In, node.Out);
                var nodeHeight = Math.Max(2, size * scale);
                places.Add(node.Step, (x, y));
                nodes.Add(new FlowNode(x, y, nodeHeight, nameOf(node.Step), DashboardWords.Number(size), used[column] >= FlowColumn.Outcome));
                y += nodeHeight + Gap;
            }

            height = Math.Max(height, y);
        }

        var drawnBands = new List<FlowBand>();
        foreach (var edge in _bands.Where(edge => drawn.Contains(edge.From) && drawn.Contains(edge.To)).OrderBy(edge => places[edge.From].Y).ThenBy(edge => places[edge.To].Y))
        {
            var thick = edge.Count * scale;
            var (fromX, fromY) = (places[edge.From].X + NodeWidth, places[edge.From].Y + right.GetValueOrDefault(edge.From) + (thick / 2));
            var (toX, toY) = (places[edge.To].X, places[edge.To].Y + left.GetValueOrDefault(edge.To) + (thick / 2));
            right[edge.From] = right.GetValueOrDefault(edge.From) + thick;
            left[edge.To] = left.GetValueOrDefault(edge.To) + thick;
            var middle = (fromX + toX) / 2;
            drawnBands.Add(new FlowBand(
                $"M{Svg.Number(fromX)} {Svg.Number(fromY)}C{Svg.Number(middle)} {Svg.Number(fromY)} {Svg.Number(middle)} {Svg.Number(toY)} {Svg.Number(toX)} {Svg.Number(toY)}",
                Math.Max(0.75, thick),
                $"{nameOf(edge.From)} → {nameOf(edge.To)}: {DashboardWords.Number(edge.Count)}",
                IsWorse: false));
        }

        return new PathFlowView(table, words["Paths.Flow.Summary", table.Finding], width, height, nodes, drawnBands) { IsWide = hasSectors };
    }

    public IEnumerable<PathRow> Rows() => _bands.Select(edge => new PathRow(PathRowKind.Flow, $"{nameOf(edge.From)} → {nameOf(edge.To)}", edge.Count, 100.0 * edge.Count / log.Cases, null));

    /// <summary>Those between steps that are shown. Where of no service it may be told who gives it, nothing goes on from the outcome: that it is not known of some is no news.</summary>
    private static List<PathEdge> BandsOf(PathLog log, PathDisclosure disclosure, IReadOnlyList<FlowStep> meanings)
    {
        var shown = log.Edges.Where(edge => !PathLog.IsTerminal(edge.From) && !PathLog.IsTerminal(edge.To) && disclosure.IsShown(edge)).ToList();
        return shown.Exists(edge => meanings[edge.To - 3] is { Column: FlowColumn.Sector, Value: not 0 }) ? shown : shown.FindAll(edge => meanings[edge.To - 3].Column != FlowColumn.Sector);
    }

    private string Finding()
    {
        var outcomes = _bands.Where(edge => meanings[edge.To - 3].Column == FlowColumn.Outcome).GroupBy(edge => edge.To).Select(group => (Step: group.Key, Cases: group.Sum(edge => edge.Count))).ToList();
        if (outcomes.Count == 0)
            return words["Overview.Finding.Hidden"];
        var most = outcomes.MaxBy(outcome => outcome.Cases);
        return words["Paths.Flow.Finding", nameOf(most.Step), DashboardWords.Number(most.Cases), DashboardWords.Percent(100.0 * most.Cases / log.Cases)];
    }
}
