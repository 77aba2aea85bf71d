namespace Palveluohjaus.Reporting.Paths;

/// <summary>What of a log is drawn: the edges that at least a share of the cases take, the most frequent first, and for each step that is drawn its main way in and out.</summary>
internal static class ChooseMap
{
    /// <summary>More boxes than these nobody can read; the tables hold them all.</summary>
    private const int MostSteps = 40;

    /// <param name="log">What was found.</param>
    /// <param name="disclosure">Hidden steps and edges are not drawn.</param>
    /// <param name="leastShare">0–1 of all cases.</param>
    public static (IReadOnlyList<int> Steps, IReadOnlyList<PathEdge> Edges) Choose(PathLog log, PathDisclosure disclosure, double leastShare)
    {
        var least = leastShare * log.Cases;
        var steps = Enumerable.Range(0, log.Steps.Count)
            .Where(step => !PathLog.IsTerminal(step) && log.Steps[step].Count >= Math.Max(1, least) && disclosure.IsShown(log.Steps[step]))
            .OrderByDescending(step => log.Steps[step].Count)
            .Take(MostSteps)
            .ToHashSet();
        var between = log.Edges.Where(edge => !edge.IsRepeat && steps.Contains(edge.From) && steps.Contains(edge.To) && disclosure.IsShown(edge)).ToList();
        var main = between.GroupBy(edge => edge.From).Concat(between.GroupBy(edge => edge.To)).Select(group => group.MaxBy(edge => edge.Count)!).ToHashSet();
        return ([.. steps.Order()], [.. between.Where(edge => edge.Count >= least || main.Contains(edge))]);
    }
}
