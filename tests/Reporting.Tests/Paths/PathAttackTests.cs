using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Paths;

namespace Palveluohjaus.Reporting.Tests.Paths;

/// <summary>Reads what the page shows, as a curious reader would, and computes what it hides.</summary>
[TestClass]
public sealed class PathAttackTests
{
    [TestMethod]
    public void A_rare_way_out_is_not_told_by_the_common_one()
    {
        var town = new PathTown().Add(40, "A B C").Add(3, "A D C").Add(20, "A E C");
        var log = town.Mine();
        var disclosure = new PathDisclosure(log, town.Peers());

        var shown = Shown(town, log, disclosure);

        Assert.DoesNotContain("AD", shown);
        Assert.IsFalse(shown.Contains("AE") && shown.Contains("AB"), string.Join(' ', shown));
        Assert.IsFalse(disclosure.IsShown(log.Variants.Single(variant => variant.Count == 3)));
        Assert.IsFalse(disclosure.IsShown(log.Variants.Single(variant => variant.Count == 20)), "63 less 40 and 20 is 3.");
    }

    [TestMethod]
    public void One_case_tells_nothing()
    {
        var town = new PathTown().Add(1, "A B C");
        var log = town.Mine();
        var disclosure = new PathDisclosure(log, town.Peers());

        Assert.IsFalse(log.Steps.Concat<PathCount>(log.Edges).Concat(log.Variants).Where(count => count.Count > 0).Any(disclosure.IsShown));
    }

    [TestMethod]
    public void Random_logs_tell_no_small_number_by_sums()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var town = new PathTown();
            for (var i = 0; i < 12; i++)
            {
                // Letters in order: no case goes round, so that every sum is exact and the reader knows it.
                var path = string.Join(' ', Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0).Select(letter => (char)('A' + letter)));
                town.Add(random.Next(4) == 0 ? random.Next(5, 60) : random.Next(1, 9), path, closed: random.Next(4) > 0);
            }

            var log = town.Mine();
            var disclosure = new PathDisclosure(log, town.Peers());
            RequireNothingTold(log, disclosure, $"seed {seed}");
            RequireNothingPinned(log, disclosure, $"seed {seed}");
        }
    }

    [TestMethod]
    public void Random_flows_to_services_tell_no_small_number_though_the_map_tells_how_many_were_arranged()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var town = new PathTown();
            for (var i = 0; i < 14; i++)
            {
                var unit = random.Next(1, 4);
                string?[] sectors = [new[] { "public", "third-sector", "company", null }[random.Next(4)]];
                town.Add(random.Next(3) == 0 ? random.Next(5, 60) : random.Next(1, 9), random.Next(3) == 0 ? $"ContactLogged@{unit}" : $"ContactLogged@{unit} ServiceArranged@{unit}", closed: random.Next(4) > 0, sectors: sectors);
            }

            var flow = new MineFlow();
            var log = flow.Mine(new FactSnapshot(1, null) { Cases = town.Cases, Referrals = town.Referrals }, town.Cases.AllRows, town.Words, town.Peers().GroupOf).Of(town.Peers().Own);
            var disclosure = new PathDisclosure(log, town.Peers());
            RequireNothingTold(log, disclosure, $"seed {seed}");
            RequireNothingPinned(log, disclosure, $"seed {seed}");

            PathEdge[] services = [.. log.Edges.Where(edge => !PathLog.IsTerminal(edge.To) && flow.Meanings[edge.To - 3].Column == FlowColumn.Sector)];
            PathEdge[] hidden = [.. services.Where(edge => !disclosure.IsShown(edge))];
            Assert.IsFalse(hidden.Length < services.Length && (hidden.Length == 1 || hidden.Sum(edge => edge.Count) is > 0 and < 5), $"seed {seed}: all that were arranged less the sectors that are shown");
        }
    }

    [TestMethod]
    public void The_county_less_its_other_municipalities_tells_no_small_number()
    {
        var town = new PathTown();
        town.Add(3, "A B", municipality: "231").Add(30, "A C", municipality: "231");
        town.Add(30, "A B", municipality: "475").Add(20, "A C", municipality: "475");
        town.Add(40, "A B", municipality: "905").Add(25, "A C", municipality: "905");

        var shown = 0;
        foreach (var municipality in (string[])["231", "475", "905"])
        {
            var log = town.Mine(municipality);
            var disclosure = new PathDisclosure(log, town.Peers(municipality));
            shown += Shown(town, log, disclosure).Contains("AB") ? 1 : 0;
        }

        Assert.IsLessThan(2, shown, "The whole is shown; with two of three parts the third is told.");
    }

    // What a shown step is, less its shown edges; what a shown edge or step is, less the shown paths along it.
    private static void RequireNothingTold(PathLog log, PathDisclosure disclosure, string message)
    {
        foreach (var count in log.Steps.Concat<PathCount>(log.Edges).Concat(log.Variants).Where(disclosure.IsShown))
            Assert.IsFalse(count.Count is > 0 and < 5, message);
        for (var step = 0; step < log.Steps.Count; step++)
        {
            if (log.Steps[step].Count == 0 || !disclosure.IsShown(log.Steps[step]))
                continue;
            foreach (var line in new[] { log.Edges.Where(edge => edge.From == step).ToArray(), log.Edges.Where(edge => edge.To == step).ToArray() })
            {
                if (line.Length == 0)
                    continue;
                var hidden = line.Where(edge => !disclosure.IsShown(edge)).ToArray();
                var rest = log.Steps[step].Count - line.Where(disclosure.IsShown).Sum(edge => edge.Count);
                Assert.AreEqual(rest, hidden.Sum(edge => edge.Count), message);
                // All edges of a step may be hidden: then the step itself is all there is.
                Assert.IsFalse(hidden.Length < line.Length && rest is > 0 and < 5, $"{message}: an edge of step {step}");
                Assert.IsFalse(hidden is [{ Count: < 5 }] && line.Length > 1, $"{message}: the edge of step {step}");
            }
        }

        Assert.IsFalse(log.Steps.Where(disclosure.IsShown).Any(step => log.Cases - step.Count is > 0 and < 5), $"{message}: the few that do not take a step");
        var shown = log.Variants.Where(disclosure.IsShown).ToArray();
        Assert.IsFalse(disclosure.IsShown(log.Steps[PathLog.Start]) && log.Cases - shown.Sum(variant => variant.Count) is > 0 and < 5, $"{message}: all paths");
        foreach (var edge in log.Edges.Where(disclosure.IsShown))
        {
            var rest = edge.Count - shown.Where(variant => variant.Edges.Contains((edge.From, edge.To))).Sum(variant => variant.Count);
            Assert.IsFalse(rest is > 0 and < 5, $"{message}: paths along {edge.From} to {edge.To}");
        }

        for (var step = 3; step < log.Steps.Count; step++)
        {
            var rest = log.Steps[step].Count - shown.Where(variant => variant.Steps.Contains(step)).Sum(variant => variant.Count);
            Assert.IsFalse(disclosure.IsShown(log.Steps[step]) && rest is > 0 and < 5, $"{message}: paths through {step}");
        }
    }

    // What comes to a step leaves it: each number may be no lower and no higher than those beside it allow, until nothing narrows.
    private static void RequireNothingPinned(PathLog log, PathDisclosure disclosure, string message)
    {
        var low = log.Edges.ToDictionary(edge => edge, edge => disclosure.IsShown(edge) ? edge.Count : 0);
        var high = log.Edges.ToDictionary(edge => edge, edge => disclosure.IsShown(edge) ? edge.Count : 10_000);
        for (var round = 0; round < 60; round++)
        {
            for (var step = 0; step < log.Steps.Count; step++)
            {
                var (into, outOf) = (log.Edges.Where(edge => edge.To == step).ToArray(), log.Edges.Where(edge => edge.From == step).ToArray());
                var (least, most) = disclosure.IsShown(log.Steps[step]) ? (log.Steps[step].Count, log.Steps[step].Count) : (0, 10_000);
                foreach (var line in new[] { into, outOf }.Where(line => line.Length > 0))
                    (least, most) = (Math.Max(least, line.Sum(edge => low[edge])), Math.Min(most, line.Sum(edge => high[edge])));
                foreach (var line in new[] { into, outOf })
                {
                    foreach (var edge in line)
                    {
                        low[edge] = Math.Max(low[edge], least - line.Where(other => other != edge).Sum(other => high[other]));
                        high[edge] = Math.Min(high[edge], most - line.Where(other => other != edge).Sum(other => low[other]));
                    }
                }
            }
        }

        foreach (var edge in log.Edges.Where(edge => edge.Count < 5))
            Assert.IsLessThan(high[edge], low[edge], $"{message}: {edge.From} to {edge.To} can be only {low[edge]}");
    }

    private static string[] Shown(PathTown town, PathLog log, PathDisclosure disclosure) =>
        [.. log.Edges.Where(disclosure.IsShown).Select(edge => $"{town.NameOf(log, edge.From)}{town.NameOf(log, edge.To)}")];
}
