using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// Places the steps of a process map in layers from left to right and leads the edges between them. What goes back is chosen so that few cases do (Eades, Lin and
/// Smyth 1993); layers follow each step's larger ways in; within a layer, steps are ordered so that edges cross little (barycentres, as in Sugiyama, Tagawa and
/// Toda 1981), and an edge over several layers gets a lane of its own in each. What goes back runs below the boxes.
/// </summary>
internal static class LayOutMap
{
    public const int BoxWidth = 124;
    public const int BoxHeight = 80;

    /// <summary>What a desk's screen has room for beside the menu. The layers stand as far apart as that leaves, within what labels need and eyes can follow.</summary>
    private const int FrameWidth = 1168;
    private const int LeastLayerGap = 46;
    private const int MostLayerGap = 104;
    private const int BoxGap = 36;
    private const int LaneHeight = 26;
    private const int LaneGap = 14;
    private const int Margin = 12;

    /// <summary>How far beside a box a way back runs.</summary>
    private const int SideLane = 10;

    /// <summary>The height of a label's line, and about the width of its letters.</summary>
    public const int LabelLine = 13;
    private const double LabelLetter = 6.2;
    private const int LabelStep = 7;
    private const int MostLabelSteps = 17;
    private const int Sweeps = 12;
    private const double LeastWayShare = 0.05;

    /// <param name="steps">What to place.</param>
    /// <param name="edges">Between those, without repeats.</param>
    /// <param name="positionOf">How early a step comes: its mean position along the cases.</param>
    /// <param name="beside">Steps that no edge leads to or from, each with the one it stands next to.</param>
    public static MapLayout LayOut(IReadOnlyList<int> steps, IReadOnlyList<PathEdge> edges, Func<int, double> positionOf, IReadOnlyList<(int Step, int NextTo)> beside)
    {
        var isBeside = beside.Select(pair => pair.Step).ToHashSet();
        steps = [.. steps.Where(step => !isBeside.Contains(step))];
        var order = InOrder([.. steps.OrderBy(positionOf).ThenBy(step => step)], edges).Select((step, place) => (step, place)).ToDictionary(pair => pair.step, pair => pair.place);
        PathEdge[] forward = [.. edges.Where(edge => order[edge.From] < order[edge.To])];
        var layerOf = Layers(order, forward);
        var layers = new List<List<Cell>>();
        var boxes = new Dictionary<int, Cell>();
        foreach (var step in order.Keys.OrderBy(step => order[step]))
            boxes.Add(step, Add(layers, layerOf[step], BoxHeight));

        // A forward edge between neighbouring layers is led straight; a longer one through a lane in each layer between.
        var routes = new List<(PathEdge Edge, List<Cell> Stops)>();
        foreach (var edge in edges.Where(edge => layerOf[edge.From] < layerOf[edge.To]))
        {
            var stops = new List<Cell> { boxes[edge.From] };
            for (var layer = layerOf[edge.From] + 1; layer < layerOf[edge.To]; layer++)
                stops.Add(Add(layers, layer, LaneHeight));
            stops.Add(boxes[edge.To]);
            for (var stop = 1; stop < stops.Count; stop++)
            {
                stops[stop - 1].After.Add((stops[stop], edge.Count));
                stops[stop].Before.Add((stops[stop - 1], edge.Count));
            }

            routes.Add((edge, stops));
        }

        Order(layers);
        foreach (var (step, nextTo) in beside)
            boxes.Add(step, AddNextTo(layers[boxes[nextTo].Layer], boxes[nextTo], boxes.Values));
        var gap = layers.Count < 2 ? MostLayerGap : Math.Clamp((FrameWidth - (2 * Margin) - (layers.Count * BoxWidth)) / (layers.Count - 1), LeastLayerGap, MostLayerGap);
        foreach (var cell in layers.SelectMany(layer => layer))
            cell.X = Margin + (cell.Layer * (BoxWidth + gap));
        var height = Place(layers);
        var paths = routes.Select(route => Lead(route.Edge, route.Stops, gap)).ToList();
        var lane = 0;
        foreach (var edge in edges.Where(edge => layerOf[edge.From] >= layerOf[edge.To]).OrderBy(edge => Math.Abs(layerOf[edge.From] - layerOf[edge.To])))
        {
            var (from, to) = (boxes[edge.From], boxes[edge.To]);
            paths.Add(from.Layer == to.Layer && AreNeighbours(layers[from.Layer], from, to) ? LeadBeside(edge, from, to) : LeadBelow(edge, from, to, layers, height + LaneGap + (lane++ * LaneHeight), lane));
        }

        return new MapLayout(
            (layers.Count * (BoxWidth + gap)) - gap + (2 * Margin),
            height + Margin + (lane > 0 ? LaneGap + (lane * LaneHeight) : 0),
            boxes.ToDictionary(box => box.Key, box => new MapPoint(box.Value.X, box.Value.Y)),
            paths);
    }

    // What nothing leads to comes first, what leads nowhere last; between them, what more cases leave than come to.
    private static IEnumerable<int> InOrder(List<int> left, IReadOnlyList<PathEdge> edges)
    {
        var (first, last) = (new List<int>(), new List<int>());
        while (left.Count > 0)
        {
            var remaining = left.ToHashSet();
            PathEdge[] between = [.. edges.Where(edge => remaining.Contains(edge.From) && remaining.Contains(edge.To))];
            var (outOf, into) = (between.ToLookup(edge => edge.From), between.ToLookup(edge => edge.To));
            var sinks = left.Where(step => !outOf.Contains(step) && into.Contains(step)).ToList();
            if (sinks.Count > 0)
            {
                last.InsertRange(0, sinks);
                left.RemoveAll(sinks.Contains);
                continue;
            }

            var next = left.Find(step => !into.Contains(step)) is var source && !into.Contains(source) && remaining.Contains(source)
                ? source
                : left.MaxBy(step => outOf[step].Sum(edge => edge.Count) - into[step].Sum(edge => edge.Count));
            first.Add(next);
            left.Remove(next);
        }

        return first.Concat(last);
    }

    // Behind all ways in that count: a rare detour does not push a step away from the common path.
    private static Dictionary<int, int> Layers(Dictionary<int, int> order, PathEdge[] forward)
    {
        var ways = forward.ToLookup(edge => edge.To);
        var layers = new Dictionary<int, int>();
        foreach (var step in order.Keys.OrderBy(step => order[step]))
        {
            var least = ways[step].Sum(edge => edge.Count) * LeastWayShare;
            layers.Add(step, ways[step].Where(edge => edge.Count >= least).Select(edge => layers[edge.From] + 1).DefaultIfEmpty(0).Max());
        }

        return layers;
    }

    private static Cell Add(List<List<Cell>> layers, int layer, int height)
    {
        while (layers.Count <= layer)
            layers.Add([]);
        var cell = new Cell { Layer = layer, Height = height, Rank = layers[layer].Count };
        layers[layer].Add(cell);
        return cell;
    }

    // Below, or above where another stands below already.
    private static Cell AddNextTo(List<Cell> layer, Cell other, IEnumerable<Cell> boxes)
    {
        var cell = new Cell { Layer = other.Layer, Height = BoxHeight, NextTo = other };
        layer.Insert(layer.IndexOf(other) + (boxes.Any(box => box.NextTo == other) ? 0 : 1), cell);
        return cell;
    }

    private static void Order(List<List<Cell>> layers)
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            for (var index = 1; index < layers.Count; index++)
            {
                var layer = layers[isDown ? index : layers.Count - 1 - index];
                foreach (var cell in layer)
                    cell.Centre = Barycentre(isDown ? cell.Before : cell.After, cell.Rank);
                Cell[] ordered = [.. layer.OrderBy(cell => cell.Centre)];
                for (var rank = 0; rank < ordered.Length; rank++)
                {
                    layer[rank] = ordered[rank];
                    ordered[rank].Rank = rank;
                }
            }
        }
    }

    private static double Barycentre(List<(Cell Cell, int Cases)> neighbours, double otherwise) =>
        neighbours.Count == 0 ? otherwise : neighbours.Average(neighbour => neighbour.Cell.Rank);

    private static double Place(List<List<Cell>> layers)
    {
        foreach (var layer in layers)
        {
            var y = 0.0;
            foreach (var cell in layer)
            {
                cell.Y = y;
                y += cell.Height + GapAfter(cell);
            }
        }

        // Towards the heavier neighbours, as far as those above and below leave room.
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? layers : Enumerable.Reverse(layers))
            {
                foreach (var cell in layer)
                    cell.Centre = Wish(isDown ? cell.Before : cell.After, cell.Middle) - (cell.Height / 2.0);
                for (var index = 0; index < layer.Count; index++)
                    layer[index].Y = index == 0 ? layer[index].Centre : Math.Max(layer[index].Centre, layer[index - 1].Y + layer[index - 1].Height + GapAfter(layer[index - 1]));
                // What was pushed down pushes half of it back up.
                var push = layer.Average(cell => cell.Y - cell.Centre);
                foreach (var cell in layer)
                    cell.Y -= push;
            }
        }

        foreach (var layer in layers)
            DrawNear(layer);
        var cells = layers.SelectMany(layer => layer).ToArray();
        var top = cells.Select(cell => cell.Y).DefaultIfEmpty(0).Min();
        foreach (var cell in cells)
            cell.Y += Margin - top;
        return cells.Select(cell => cell.Y + cell.Height).DefaultIfEmpty(0).Max();
    }

    // A step of which no way is shown has nothing to pull it, and would stay where the others of its layer have left it.
    private static void DrawNear(List<Cell> layer)
    {
        var first = layer.FindIndex(cell => !cell.IsLoose);
        for (var index = first - 1; index >= 0; index--)
            layer[index].Y = layer[index + 1].Y - GapAfter(layer[index]) - layer[index].Height;
        for (var index = Math.Max(first, 0) + 1; index < layer.Count; index++)
        {
            if (layer[index].IsLoose)
                layer[index].Y = layer[index - 1].Y + layer[index - 1].Height + GapAfter(layer[index - 1]);
        }
    }

    private static double GapAfter(Cell cell) => cell.IsLane ? LaneGap : BoxGap;

    private static double Wish(List<(Cell Cell, int Cases)> neighbours, double otherwise)
    {
        double cases = neighbours.Sum(neighbour => (double)neighbour.Cases);
        return cases == 0 ? otherwise : neighbours.Sum(neighbour => neighbour.Cell.Middle * neighbour.Cases) / cases;
    }

    private static MapPath Lead(PathEdge edge, List<Cell> stops, int gap)
    {
        var line = new Pen(stops[0].X + BoxWidth, stops[0].Middle + Shift(stops[0], stops[1], stops[0].After));
        for (var stop = 1; stop < stops.Count; stop++)
        {
            var (cell, isLast) = (stops[stop], stop == stops.Count - 1);
            line.Curve(cell.X, cell.Middle + (isLast ? Shift(cell, stops[stop - 1], cell.Before) : 0));
            if (!isLast)
                line.Straight(cell.X + BoxWidth, cell.Middle);
        }

        // Near the box it comes to: there the ways of one step have parted.
        var last = stops[^2];
        var startY = last.Middle + (stops.Count == 2 ? Shift(last, stops[^1], last.After) : 0);
        var endY = stops[^1].Middle + Shift(stops[^1], last, stops[^1].Before);
        return new MapPath(edge, line.Data, new MapPoint(last.X + BoxWidth + (gap * 0.5), startY + ((endY - startY) * 0.5)), stops.Count > 2);
    }

    // Edges of one side of a box stand apart, in the order of where they lead.
    private static double Shift(Cell cell, Cell other, List<(Cell Cell, int Cases)> neighbours)
    {
        if (cell.IsLane || neighbours.Count < 2)
            return 0;
        var place = neighbours.Select(neighbour => neighbour.Cell).OrderBy(neighbour => neighbour.Middle).ToList().IndexOf(other);
        var room = Math.Min(14, (BoxHeight - 16.0) / (neighbours.Count - 1));
        return (place - ((neighbours.Count - 1) / 2.0)) * room;
    }

    private static bool AreNeighbours(List<Cell> layer, Cell one, Cell other) => Math.Abs(layer.IndexOf(one) - layer.IndexOf(other)) == 1;

    // Two ways between the same boxes stand side by side.
    private static MapPath LeadBeside(PathEdge edge, Cell from, Cell to)
    {
        var isDown = from.Y < to.Y;
        var x = from.X + (isDown ? 32 : BoxWidth - 32);
        var (start, end) = isDown ? (from.Y + BoxHeight, to.Y) : (from.Y, to.Y + BoxHeight);
        var line = new Pen(x, start);
        line.Straight(x, end);
        return new MapPath(edge, line.Data, new MapPoint(x, (start + end) / 2), false);
    }

    // Where another box stands below, the way leaves or comes in at the side: straight down it would run through that one.
    private static MapPath LeadBelow(PathEdge edge, Cell from, Cell to, List<List<Cell>> layers, double y, int lane)
    {
        var (leavesBelow, comesBelow) = (IsFreeBelow(layers[from.Layer], from), IsFreeBelow(layers[to.Layer], to));
        var start = leavesBelow ? from.X + BoxWidth - 20 - (lane * 6 % 60) : from.X + BoxWidth + SideLane + (lane * 4 % 12);
        var end = comesBelow ? to.X + 20 + (lane * 6 % 60) : to.X - SideLane - (lane * 4 % 12);
        var radius = Math.Min(12, Math.Abs(start - end) / 2.0);
        var turn = start > end ? -radius : radius;
        var leave = leavesBelow ? $"M{Svg.Number(start)} {Svg.Number(from.Y + BoxHeight)}" : $"M{Svg.Number(from.X + BoxWidth)} {Svg.Number(from.Y + BoxHeight - SideLane)}H{Svg.Number(start)}";
        var come = comesBelow ? $"V{Svg.Number(to.Y + BoxHeight)}" : $"V{Svg.Number(to.Y + BoxHeight - SideLane)}H{Svg.Number(to.X)}";
        var data = $"{leave}V{Svg.Number(y - radius)}Q{Svg.Number(start)} {Svg.Number(y)} {Svg.Number(start + turn)} {Svg.Number(y)}H{Svg.Number(end - turn)}Q{Svg.Number(end)} {Svg.Number(y)} {Svg.Number(end)} {Svg.Number(y - radius)}{come}";
        return new MapPath(edge, data, new MapPoint((start + end) / 2.0, y), true, IsBack: true);
    }

    private static bool IsFreeBelow(List<Cell> layer, Cell cell) => !layer.Exists(other => !other.IsLane && other.Y > cell.Y);

    /// <summary>A line between two boxes whose arrows point both ways: straight between neighbours, out and back on the right where one stands further above the other, across the gap where not.</summary>
    public static (string Data, MapPoint Label) LeadBothWays(MapPoint one, MapPoint other)
    {
        if (one.X == other.X && Math.Abs(one.Y - other.Y) <= BoxHeight + (2 * BoxGap))
        {
            var (middle, top, bottom) = (one.X + (BoxWidth / 2.0), Math.Min(one.Y, other.Y) + BoxHeight, Math.Max(one.Y, other.Y));
            var straight = new Pen(middle, top);
            straight.Straight(middle, bottom);
            return (straight.Data, new MapPoint(middle, (top + bottom) / 2));
        }

        var (left, right) = one.X <= other.X ? (one, other) : (other, one);
        var (fromX, fromY, toY) = (left.X + BoxWidth, left.Y + (BoxHeight / 2.0), right.Y + (BoxHeight / 2.0));
        if (Math.Abs(left.X - right.X) < BoxWidth)
        {
            var bend = fromX + LeastLayerGap;
            return ($"M{Svg.Number(fromX)} {Svg.Number(fromY + 8)}C{Svg.Number(bend)} {Svg.Number(fromY + 8)} {Svg.Number(bend)} {Svg.Number(toY - 8)} {Svg.Number(fromX)} {Svg.Number(toY - 8)}", new MapPoint(fromX + (LeastLayerGap * 0.5), (fromY + toY) / 2));
        }

        var line = new Pen(fromX, fromY);
        line.Curve(right.X, toY);
        return (line.Data, new MapPoint((fromX + right.X) / 2, (fromY + toY) / 2));
    }

    /// <summary>Moves a label that covers another's up or down, to the nearest place where it covers none. The line that is drawn last, and so on top, keeps its label's place.</summary>
    public static IEnumerable<MapLine> PartLabels(IEnumerable<MapLine> lines)
    {
        var placed = new List<MapLine>();
        foreach (var line in lines.Reverse())
        {
            var places = Enumerable.Range(0, MostLabelSteps).Select(step => line with { LabelY = line.LabelY + (LabelStep * ((step + 1) / 2) * (step % 2 == 0 ? 1 : -1)) });
            placed.Add(places.FirstOrDefault(place => placed.TrueForAll(other => !Cover(place, other)), line));
        }

        return Enumerable.Reverse(placed);
    }

    private static bool Cover(MapLine one, MapLine other) =>
        Math.Abs(one.LabelX - other.LabelX) < (WidthOf(one) + WidthOf(other)) / 2 && Math.Abs(one.LabelY - other.LabelY) < (one.Label.Count + other.Label.Count) * LabelLine / 2.0;

    private static double WidthOf(MapLine line) => line.Label.Max(row => row.Length) * LabelLetter;

    private sealed class Cell
    {
        public required int Layer { get; init; }
        public double X { get; set; }
        public required int Height { get; init; }
        public int Rank { get; set; }
        public double Y { get; set; }
        public double Centre { get; set; }

        /// <summary>The one it stands next to, where no edge of its own tells its place.</summary>
        public Cell? NextTo { get; init; }

        public double Middle => Y + (Height / 2.0);
        public bool IsLane => Height < BoxHeight;
        public bool IsLoose => Before.Count == 0 && After.Count == 0 && NextTo is null;
        public List<(Cell Cell, int Cases)> Before { get; } = [];
        public List<(Cell Cell, int Cases)> After { get; } = [];
    }

    private sealed class Pen(double x, double y)
    {
        public string Data { get; private set; } = $"M{Svg.Number(x)} {Svg.Number(y)}";

        private double X { get; set; } = x;
        private double Y { get; set; } = y;

        public void Curve(double x, double y)
        {
            var middle = (X + x) / 2;
            Data += $"C{Svg.Number(middle)} {Svg.Number(Y)} {Svg.Number(middle)} {Svg.Number(y)} {Svg.Number(x)} {Svg.Number(y)}";
            (X, Y) = (x, y);
        }

        public void Straight(double x, double y)
        {
            Data += $"L{Svg.Number(x)} {Svg.Number(y)}";
            (X, Y) = (x, y);
        }
    }
}

/// <summary>Where everything of a map stands, in pixels.</summary>
/// <param name="Width">Of the whole map.</param>
/// <param name="Height">Of the whole map.</param>
/// <param name="Boxes">The upper left corner of each step.</param>
/// <param name="Paths">The edges.</param>
internal sealed record MapLayout(double Width, double Height, IReadOnlyDictionary<int, MapPoint> Boxes, IReadOnlyList<MapPath> Paths);

internal readonly record struct MapPoint(double X, double Y);

/// <param name="Edge">What is drawn.</param>
/// <param name="Data">The <c>d</c> of an SVG path.</param>
/// <param name="Label">The middle of its label.</param>
/// <param name="IsSkip">True when it passes layers by, or goes back.</param>
/// <param name="IsBack">True when it goes back.</param>
internal sealed record MapPath(PathEdge Edge, string Data, MapPoint Label, bool IsSkip, bool IsBack = false);
