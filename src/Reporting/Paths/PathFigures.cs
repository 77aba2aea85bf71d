using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>The process map, the common paths and the cases that came back, in words.</summary>
internal sealed class PathFigures(PathLog log, PathDisclosure disclosure, DashboardWords words, DashboardNames names, PathWords pathWords)
{
    private const int MostRows = 200;
    private const int MostVariants = 100;
    private const int MostNamedSteps = 8;
    private const int LongestLine = 17;
    private const double LeastLine = 1.2;
    private const double MostLine = 9;

    private readonly PathKeys _keys = new(log, pathWords);

    private string? _hiding;

    // Told beside every figure: what was left out and why.
    private string Source(string source) => string.Join(" · ", new[] { source, _hiding ??= IsHiding ? words["Overview.Source.Hidden"] : string.Empty }.Where(part => part.Length > 0));

    private bool IsHiding => log.Edges.Concat<PathCount>(log.Variants).Concat(log.Steps).Any(count => count.Count > 0 && !disclosure.IsShown(count));

    public PathMapView Map(double leastShare, string source)
    {
        var (steps, edges, loops, beside) = ChooseMap.Choose(log, disclosure, leastShare);
        var layout = LayOutMap.LayOut(steps, edges, step => (double)log.Steps[step].PositionSum / log.Steps[step].Count, beside);
        var pairs = PingPongPairs();
        var inLoops = loops.SelectMany(loop => new[] { loop.Unit, loop.Other }).ToHashSet();
        var most = edges.Select(edge => edge.Count).Append(1).Max();
        // What most cases do next is the common way, however many layers it passes.
        var main = edges.GroupBy(edge => edge.From).Select(group => group.MaxBy(edge => edge.Count)).ToHashSet();
        return new PathMapView
        {
            Title = words["Paths.Map.Title"],
            Finding = MapFinding(edges),
            Summary = Summary(edges),
            Source = Source(source),
            Width = layout.Width,
            Height = layout.Height,
            Boxes = [.. steps.Select(step => Box(step, layout.Boxes[step], inLoops.Contains(log.Steps[step].Key)))],
            Lines = [.. LayOutMap.PartLabels(layout.Paths.Select(path => Line(path, most, pairs) with { IsSkip = path.IsBack || (path.IsSkip && !main.Contains(path.Edge)) }).Concat(LoopLines(layout, loops)).OrderBy(line => line.IsPingPong).ThenBy(line => line.Width))],
            Steps = StepTable(source),
            Edges = EdgeTable(source),
        };
    }

    public VariantsView Variants(string source)
    {
        var shown = log.Variants.Where(disclosure.IsShown).Take(MostVariants).ToList();
        var most = shown.Select(variant => variant.Count).Append(1).Max();
        VariantRow[] rows =
        [
            .. shown.Select(variant => new VariantRow(
                new DashboardRow(NameOf(variant), [Cases(variant), Share(variant.Count), Time(variant)]) { Path = _keys.Of(variant) },
                (double)variant.Count / most,
                IsPingPong(variant))),
        ];
        return new VariantsView(
            new DashboardTable
            {
                Title = words["Paths.Variants.Title"],
                Finding = shown.Count == 0
                    ? words["Paths.Variants.None"]
                    : words[shown.Count == 1 ? "Paths.Variants.One" : "Paths.Variants.Finding", Math.Min(5, shown.Count), DashboardWords.Percent(100.0 * shown.Take(5).Sum(variant => variant.Count) / log.Cases)],
                Source = Source(source),
                Columns = [words["Paths.Column.Path"], words["Overview.Column.Cases"], words["Paths.Column.Share"], words["Paths.Column.WholeMedian"]],
                Rows = [.. rows.Select(row => row.Row)],
            },
            rows);
    }

    public DashboardTable Returns(string source)
    {
        var shown = log.Returns.Where(disclosure.IsShown).Take(MostRows).ToList();
        return new DashboardTable
        {
            Title = words["Paths.Returns.Title"],
            Finding = shown is [var first, ..]
                ? words["Paths.Returns.Finding", Unit(first.Unit), Unit(first.Other), DashboardWords.Number(first.Count)]
                : words[log.Returns.Count == 0 ? "Paths.Returns.None" : "Paths.Returns.Few"],
            Source = Source(source),
            Columns = [words["Paths.Column.Loop"], words["Overview.Column.Cases"], words["Paths.Column.Share"]],
            Rows = [.. shown.Select(each => new DashboardRow(NameOf(each), [Cases(each), Share(each.Count)]) { Path = _keys.Of(each) })],
        };
    }

    /// <summary>What is shown, as numbers; of the most frequent, no more than the page holds.</summary>
    public IEnumerable<PathRow> Rows() =>
    [
        .. log.Steps.Where((step, number) => !PathLog.IsTerminal(number) && step.Count > 0 && disclosure.IsShown(step)).OrderByDescending(step => step.Count).Take(MostRows)
            .Select(step => Row(PathRowKind.Step, pathWords.NameOf(step, words, names), step)),
        .. log.Edges.Where(edge => !PathLog.IsTerminal(edge.From) && !PathLog.IsTerminal(edge.To) && !edge.IsRepeat && disclosure.IsShown(edge)).Take(MostRows)
            .Select(edge => Row(PathRowKind.Move, NameOf(edge), edge)),
        .. log.Variants.Where(disclosure.IsShown).Take(MostVariants).Select(variant => Row(PathRowKind.Path, NameOf(variant), variant)),
        .. log.Returns.Where(disclosure.IsShown).Take(MostRows).Select(each => Row(PathRowKind.Return, NameOf(each), each)),
    ];

    private PathRow Row(PathRowKind kind, string name, PathCount count) => new(kind, name, count.Count, 100.0 * count.Count / log.Cases, count.MedianSeconds);

    private MapBox Box(int number, MapPoint at, bool isPingPong)
    {
        var step = log.Steps[number];
        var stops = log.Edges.FirstOrDefault(edge => edge.From == number && edge.To == PathLog.Open);
        var repeat = log.Edges.FirstOrDefault(edge => edge.From == number && edge.IsRepeat);
        string[] meta =
        [
            .. repeat is not null && disclosure.IsShown(repeat) ? [words["Paths.Map.Again", DashboardWords.Number(repeat.Count)]] : Array.Empty<string>(),
            .. repeat is null && stops is not null && disclosure.IsShown(stops) ? [words["Paths.Map.Open", DashboardWords.Number(stops.Count)]] : Array.Empty<string>(),
        ];
        return new MapBox(at.X, at.Y, Lines(pathWords.NameOf(step, words, names)), DashboardWords.Number(step.Count), string.Join(" · ", meta), step.IsUnit, isPingPong);
    }

    // As much as two lines hold.
    private static string[] Lines(string name)
    {
        if (name.Length <= LongestLine)
            return [name];
        var space = name.LastIndexOf(' ', LongestLine);
        return space > 0 ? [name[..space], Cut(name[(space + 1)..])] : [Cut(name)];
    }

    private static string Cut(string name) => name.Length <= LongestLine ? name : $"{name[..(LongestLine - 1)].TrimEnd()}…";

    private MapLine Line(MapPath path, int most, HashSet<(int From, int To)> pairs)
    {
        var edge = path.Edge;
        string[] label = edge.MedianSeconds is { } median ? [DashboardWords.Number(edge.Count), Duration(median)] : [DashboardWords.Number(edge.Count)];
        return new MapLine(
            path.Data,
            LeastLine + ((MostLine - LeastLine) * edge.Count / most),
            path.Label.X,
            path.Label.Y,
            path.IsBack ? [string.Join(" · ", label)] : label,
            path.IsSkip,
            pairs.Contains((log.Steps[edge.From].Key, log.Steps[edge.To].Key)));
    }

    // Between handoffs other things happen, so that two units seldom follow one another directly: where no such edges are drawn, one line stands for the round.
    private IEnumerable<MapLine> LoopLines(MapLayout layout, IReadOnlyList<PathReturn> loops)
    {
        var boxes = layout.Boxes.ToDictionary(box => log.Steps[box.Key].Key, box => box.Value);
        var direct = layout.Paths.Select(path => (log.Steps[path.Edge.From].Key, log.Steps[path.Edge.To].Key)).ToHashSet();
        foreach (var loop in loops.Where(loop => !direct.Contains((loop.Unit, loop.Other)) || !direct.Contains((loop.Other, loop.Unit))))
        {
            var (data, label) = LayOutMap.LeadBothWays(boxes[loop.Unit], boxes[loop.Other]);
            var text = words["Paths.Map.Returned", DashboardWords.Number(loop.Count)];
            // Between two columns there is room for a short line only; above one another they have a box's width.
            var isAbove = label.X >= boxes[loop.Unit].X && label.X <= boxes[loop.Unit].X + LayOutMap.BoxWidth;
            yield return new MapLine(data, 2, label.X, label.Y, isAbove ? [text] : text.Split(' ', 2), IsSkip: false, IsPingPong: true, IsBothWays: true);
        }
    }

    // Drawn red where a case went to a unit and straight back, whichever way the edge runs.
    private HashSet<(int From, int To)> PingPongPairs() =>
        [.. log.Returns.Where(disclosure.IsShown).SelectMany(each => new[] { (each.Unit, each.Other), (each.Other, each.Unit) })];

    private string MapFinding(IReadOnlyList<PathEdge> edges)
    {
        if (edges.Count == 0)
            return words["Paths.Map.NoEdges", DashboardWords.Number(log.Cases)];
        var main = edges.MaxBy(edge => edge.Count)!;
        var finding = words["Paths.Map.Finding", DashboardWords.Number(log.Cases), Step(main.From), Step(main.To), DashboardWords.Percent(100.0 * main.Count / log.Cases)];
        return log.Returns.FirstOrDefault(disclosure.IsShown) is { } back
            ? words["Overview.Join", finding, words["Paths.Returns.Finding", Unit(back.Unit), Unit(back.Other), DashboardWords.Number(back.Count)]]
            : finding;
    }

    private string Summary(IReadOnlyList<PathEdge> edges) => string.Join(
        ' ',
        edges.OrderByDescending(edge => edge.Count).Take(MostNamedSteps).Select(edge => words["Paths.Map.Sentence", Step(edge.From), Step(edge.To), DashboardWords.Number(edge.Count)]).Prepend(MapFinding(edges)));

    private DashboardTable StepTable(string source)
    {
        var outOf = log.Edges.ToDictionary(edge => (edge.From, edge.To));
        return new DashboardTable
        {
            Title = words["Paths.Steps.Title"],
            Finding = string.Empty,
            Source = Source(source),
            Columns = [words["Paths.Column.Step"], words["Overview.Column.Cases"], words["Paths.Column.Share"], words["Paths.Column.Starts"], words["Paths.Column.Ends"], words["Paths.Column.Open"], words["Paths.Column.Again"]],
            Rows =
            [
                .. Enumerable.Range(0, log.Steps.Count)
                    .Where(step => !PathLog.IsTerminal(step) && log.Steps[step].Count > 0 && disclosure.IsShown(log.Steps[step]))
                    .OrderByDescending(step => log.Steps[step].Count)
                    .Take(MostRows)
                    .Select(step => new DashboardRow(Step(step), [Cases(log.Steps[step]), Share(log.Steps[step].Count), Edge(PathLog.Start, step), Edge(step, PathLog.End), Edge(step, PathLog.Open), Edge(step, step)])),
            ],
        };

        DashboardCell Edge(int from, int to) => outOf.TryGetValue((from, to), out var edge) ? Cases(edge) : new DashboardCell(MetricState.Ok, DashboardWords.Number(0));
    }

    private DashboardTable EdgeTable(string source) => new()
    {
        Title = words["Paths.Edges.Title"],
        Finding = string.Empty,
        Source = Source(source),
        Columns = [words["Paths.Column.Edge"], words["Overview.Column.Cases"], words["Paths.Column.Share"], words["Paths.Column.Median"]],
        Rows =
        [
            .. log.Edges.Where(edge => !PathLog.IsTerminal(edge.From) && !PathLog.IsTerminal(edge.To) && !edge.IsRepeat && disclosure.IsShown(edge))
                .Take(MostRows)
                .Select(edge => new DashboardRow(NameOf(edge), [Cases(edge), Share(edge.Count), Time(edge)]) { Path = _keys.Of(edge) }),
        ],
    };

    /// <summary>A move, a path or a round in words.</summary>
    public string NameOf(PathCount count) => count switch
    {
        PathEdge edge => $"{Step(edge.From)} → {Step(edge.To)}",
        PathVariant variant => NameOf(variant),
        PathReturn round => $"{Unit(round.Unit)} → {Unit(round.Other)} → {Unit(round.Unit)}",
        _ => throw new ArgumentException($"A {count.GetType().Name} has no such name.", nameof(count)),
    };

    // A path of thousands of steps is told by its beginning and its end.
    private string NameOf(PathVariant variant)
    {
        var steps = variant.Steps[..^1];
        string[] told = steps.Length <= MostNamedSteps
            ? [.. steps.Select(Step)]
            : [.. steps.Take(MostNamedSteps - 3).Select(Step), words["Paths.MoreSteps", steps.Length - MostNamedSteps + 1], .. steps.TakeLast(2).Select(Step)];
        var path = told.Length == 0 ? words["Paths.NoSteps"] : string.Join(" → ", told);
        return variant.Steps[^1] == PathLog.Open ? words["Paths.StillOpen", path] : path;
    }

    private bool IsPingPong(PathVariant variant)
    {
        var units = new HashSet<int>();
        return variant.Steps.Where(step => log.Steps[step].IsUnit).Any(step => !units.Add(step));
    }

    private DashboardCell Cases(PathCount count) => disclosure.IsShown(count)
        ? new DashboardCell(MetricState.Ok, DashboardWords.Number(count.Count))
        : new DashboardCell(MetricState.Suppressed, string.Empty);

    private DashboardCell Share(int count) => new(MetricState.Ok, DashboardWords.Percent(100.0 * count / log.Cases));

    private DashboardCell Time(PathCount count) => count.MedianSeconds is { } median ? new DashboardCell(MetricState.Ok, Duration(median)) : new DashboardCell(MetricState.NotComputable, string.Empty);

    private string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalHours: < 1 } => words["Paths.UnderHour"],
        { TotalHours: < 48 } time => words["Paths.Hours", DashboardWords.Number(Math.Round(time.TotalHours))],
        var time => words["Overview.Days", DashboardWords.Number(Math.Round(time.TotalDays))],
    };

    private string Step(int number) => pathWords.NameOf(log.Steps[number], words, names);

    private string Unit(int key) => pathWords.NameOf(key, words, names);
}
