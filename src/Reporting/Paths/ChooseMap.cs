namespace Palveluohjaus.Reporting.Paths;

/// <summary>What of a log is drawn: the edges that at least a share of the cases take, the most frequent first, and for each step that is drawn its main way in and out.</summary>
internal static class ChooseMap
{
    /// <summary>More boxes than these nobody can read; the tables hold them all.</summary>
    private const int MostSteps = 40;

    /// <summary>So many of the commonest rounds are drawn also where few cases of all come back: they are what the map is looked at for.</summary>
    private const int LoopsAlwaysDrawn = 3;
    private const int MostLoops = 6;

    /// <param name="log">What was found.</param>
    /// <param name="disclosure">Hidden steps and edges are not drawn.</param>
    /// <param name="leastShare">0–1 of all cases.</param>
    public static ChosenMap Choose(PathLog log, PathDisclosure disclosure, double leastShare)
    {
        var least = leastShare * log.Cases;
        var steps = Enumerable.Range(0, log.Steps.Count)
            .Where(step => !PathLog.IsTerminal(step) && log.Steps[step].Count >= Math.Max(1, least) && disclosure.IsShown(log.Steps[step]))
            .OrderByDescending(step => log.Steps[step].Count)
            .Take(MostSteps)
            .ToHashSet();

        // A case's first unit is no step until the case comes back there, and then of few cases: it is drawn for the round alone, with no ways of its own.
        var units = Enumerable.Range(0, log.Steps.Count).Where(step => log.Steps[step].IsUnit && disclosure.IsShown(log.Steps[step])).ToDictionary(step => log.Steps[step].Key);
        var beside = new List<(int Step, int NextTo)>();
        var rounds = log.Returns.Where(each => disclosure.IsShown(each) && units.ContainsKey(each.Unit) && units.ContainsKey(each.Other)).Take(MostLoops).ToList();
        foreach (var (unit, other) in rounds.Take(LoopsAlwaysDrawn).Select(round => (units[round.Unit], units[round.Other])))
        {
            var nextTo = steps.Contains(unit) ? unit : other;
            if (steps.Add(nextTo) | steps.Add(nextTo == unit ? other : unit))
                beside.Add((nextTo == unit ? other : unit, nextTo));
        }

        var alone = beside.Select(pair => pair.Step).ToHashSet();
        var between = log.Edges.Where(edge => !edge.IsRepeat && IsOnTheWay(edge.From) && IsOnTheWay(edge.To) && disclosure.IsShown(edge)).ToList();
        var main = between.GroupBy(edge => edge.From).Concat(between.GroupBy(edge => edge.To)).Select(group => group.MaxBy(edge => edge.Count)!).ToHashSet();
        return new ChosenMap(
            [.. steps.Order()],
            [.. between.Where(edge => edge.Count >= least || main.Contains(edge))],
            [.. rounds.Where(round => steps.Contains(units[round.Unit]) && steps.Contains(units[round.Other])).DistinctBy(round => (Math.Min(round.Unit, round.Other), Math.Max(round.Unit, round.Other)))],
            beside);

        bool IsOnTheWay(int step) => steps.Contains(step) && !alone.Contains(step);
    }
}

/// <param name="Steps">Their numbers.</param>
/// <param name="Edges">Between those.</param>
/// <param name="Loops">Rounds between two of the steps, the most frequent first, each pair of units once.</param>
/// <param name="Beside">Steps drawn for a round alone, each with the other unit of the round.</param>
internal sealed record ChosenMap(IReadOnlyList<int> Steps, IReadOnlyList<PathEdge> Edges, IReadOnlyList<PathReturn> Loops, IReadOnlyList<(int Step, int NextTo)> Beside);
