using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// Says which steps, edges, paths and returns may be shown. Hidden are small counts; what peers' pages would tell by subtraction; of what comes to a step and of what
/// leaves it, and of all paths, enough that the rest tells no small one; and a path where an edge less the paths that are shown along it would leave a small number.
/// </summary>
internal sealed class PathDisclosure
{
    private readonly PathLog _log;
    private readonly HashSet<PathCount> _hidden = [];
    private readonly Dictionary<(int From, int To), PathVariant[]> _variantsAlong;

    public PathDisclosure(PathLog log, PathPeers peers)
    {
        _log = log;
        var counts = log.Steps.Concat<PathCount>(log.Edges).Concat(log.Variants).Concat(log.Returns);
        foreach (var count in counts)
        {
            // Where nearly all cases take or repeat a step, the few that do not are told too.
            var rest = count switch
            {
                PathStep => log.Cases - count.Count,
                PathEdge { IsRepeat: true } repeat => log.Steps[repeat.From].Count - count.Count,
                _ => 0,
            };
            if (SmallCells.IsSmall(rest) || !peers.MayShow(count))
                _hidden.Add(count);
        }

        _variantsAlong = log.Variants.Where(IsShown).SelectMany(variant => variant.Edges.Select(edge => (edge, variant)))
            .GroupBy(pair => pair.edge, pair => pair.variant).ToDictionary(group => group.Key, group => group.ToArray());
        HideEdges();
        HideVariants();
    }

    public bool IsShown(PathCount count) => !_hidden.Contains(count);

    /// <summary>How many counts are looked through with their peers.</summary>
    public static int CountOf(PathLog log) =>
        log.Steps.Concat<PathCount>(log.Edges).Concat(log.Variants).Concat(log.Returns).Count(count => count.Count >= SmallCells.LeastShown);

    private void HideEdges()
    {
        PathEdge[] edges = [.. _log.Edges.Where(edge => !edge.IsRepeat)];
        int[][] lines =
        [
            .. Numbered(edges).GroupBy(pair => pair.Edge.From, pair => pair.Cell).Select(line => line.ToArray()),
            .. Numbered(edges).GroupBy(pair => pair.Edge.To, pair => pair.Cell).Select(line => line.ToArray()),
        ];
        var counts = new[] { Array.ConvertAll(edges, edge => edge.Count) };
        // What a hidden step's edges add up to is the step.
        var states = Array.ConvertAll(edges, edge => IsShown(edge) && IsShown(_log.Steps[edge.From]) && IsShown(_log.Steps[edge.To]) ? CellState.Shown : CellState.Small);
        while (HasAddedPartners() || HidePinned(edges, states))
            continue;
        for (var cell = 0; cell < edges.Length; cell++)
        {
            if (states[cell] != CellState.Shown)
                _hidden.Add(edges[cell]);
        }

        bool HasAddedPartners()
        {
            var hasAdded = false;
            foreach (var line in lines)
                hasAdded |= SmallCells.AddPartners(counts, states, line, isWholeKnown: true);
            return hasAdded;
        }
    }

    // All sums together may tell what no single one does: a case that comes to a step leaves it, or ends there.
    private bool HidePinned(PathEdge[] edges, CellState[] states)
    {
        var sums = new List<CellSum>();
        int[] counts = [.. edges.Select(edge => edge.Count), .. _log.Steps.Select(step => step.Count)];
        for (var step = 0; step < _log.Steps.Count; step++)
        {
            var whole = edges.Length + step;
            int[] incoming = [.. Numbered(edges).Where(pair => pair.Edge.To == step).Select(pair => pair.Cell)];
            int[] outgoing = [.. Numbered(edges).Where(pair => pair.Edge.From == step).Select(pair => pair.Cell)];
            // Where cases go round, more edges come than cases do, and the sum tells nothing exactly.
            foreach (var parts in new[] { incoming, outgoing })
            {
                if (parts.Length > 0 && parts.Sum(part => counts[part]) == counts[whole])
                    sums.Add(new CellSum(whole, parts));
            }
        }

        var hasHidden = false;
        foreach (var pinned in CellBounds.Recover(counts, cell => cell < edges.Length ? states[cell] == CellState.Shown : IsShown(_log.Steps[cell - edges.Length]), [.. sums]))
        {
            // A step is told by its edges: hiding them hides it as well.
            int[] ends = pinned < edges.Length ? [edges[pinned].From, edges[pinned].To] : [pinned - edges.Length];
            if (!SmallCells.IsSmall(counts[pinned]))
                continue;
            var shown = Numbered(edges).Where(pair => states[pair.Cell] == CellState.Shown).OrderBy(pair => pair.Edge.Count).ToList();
            var beside = shown.Where(pair => ends.Contains(pair.Edge.From) || ends.Contains(pair.Edge.To)).ToList();
            var steps = ends.Where(step => !PathLog.IsTerminal(step) && IsShown(_log.Steps[step])).OrderBy(step => _log.Steps[step].Count).ToList();
            if (beside is [var partner, ..])
                states[partner.Cell] = CellState.Partner;
            else if (steps is [var step, ..])
                _hidden.Add(_log.Steps[step]);
            else if (shown is [var any, ..])
                states[any.Cell] = CellState.Partner;
            // Where no edge is shown, all steps that are tell the one that is not: what does not end in them ends there.
            else if (_log.Steps.Where((one, number) => !PathLog.IsTerminal(number) && one.Count > 0 && IsShown(one)).MinBy(one => one.Count) is { } other)
                _hidden.Add(other);
            else
                continue;
            hasHidden = true;
        }

        return hasHidden;
    }

    private void HideVariants()
    {
        PathVariant[] variants = [.. _log.Variants];
        var counts = new[] { Array.ConvertAll(variants, variant => variant.Count) };
        var states = Array.ConvertAll(variants, variant => IsShown(variant) && IsShown(_log.Steps[PathLog.Start]) ? CellState.Shown : CellState.Small);
        int[] all = [.. Enumerable.Range(0, variants.Length)];
        var numbers = variants.Select((variant, cell) => (variant, cell)).ToDictionary(pair => pair.variant, pair => pair.cell);
        var sums = Told().ToArray();
        bool isChanging;
        do
        {
            isChanging = SmallCells.AddPartners(counts, states, all, isWholeKnown: true);
            foreach (var (told, along) in sums)
            {
                var shown = along.Where(variant => states[numbers[variant]] == CellState.Shown).ToArray();
                if (!SmallCells.IsSmall(told - shown.Sum(variant => variant.Count)) || shown.Length == 0)
                    continue;
                states[numbers[shown.MinBy(variant => variant.Count)!]] = CellState.Partner;
                isChanging = true;
            }
        }
        while (isChanging);

        foreach (var (variant, cell) in numbers)
        {
            if (states[cell] != CellState.Shown)
                _hidden.Add(variant);
        }
    }

    /// <summary>The numbers a reader knows, each with the paths whose cases are all among it.</summary>
    private IEnumerable<(int Told, PathVariant[] Along)> Told()
    {
        foreach (var edge in _log.Edges.Where(edge => !edge.IsRepeat && IsShown(edge)))
            yield return (edge.Count, Along([edge]));
        for (var step = 0; step < _log.Steps.Count; step++)
        {
            if (!IsShown(_log.Steps[step]))
                continue;
            PathEdge[] incoming = [.. _log.Edges.Where(edge => edge.To == step && !edge.IsRepeat)];
            PathEdge[] outgoing = [.. _log.Edges.Where(edge => edge.From == step && !edge.IsRepeat)];
            yield return (_log.Steps[step].Count, Along(step == PathLog.Start ? outgoing : incoming));
            // The step less the edges that are shown is what the hidden ones add up to.
            foreach (var line in new[] { incoming, outgoing })
            {
                PathEdge[] hidden = [.. line.Where(edge => !IsShown(edge))];
                if (hidden.Length > 0)
                    yield return (_log.Steps[step].Count - line.Where(IsShown).Sum(edge => edge.Count), Along(hidden));
            }
        }
    }

    private PathVariant[] Along(PathEdge[] edges) => [.. edges.SelectMany(edge => _variantsAlong.GetValueOrDefault((edge.From, edge.To), [])).Distinct()];

    private static IEnumerable<(PathEdge Edge, int Cell)> Numbered(PathEdge[] edges) => edges.Select((edge, cell) => (edge, cell));
}
