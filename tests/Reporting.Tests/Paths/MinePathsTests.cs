using Palveluohjaus.Reporting.Paths;

namespace Palveluohjaus.Reporting.Tests.Paths;

[TestClass]
public sealed class MinePathsTests
{
    [TestMethod]
    public void A_small_log_is_counted_as_by_hand()
    {
        var town = new PathTown().Add(3, "A B C").Add(2, "A C", closed: false).Add(1, "A B B C", stepMinutes: 180);

        var log = town.Mine();

        Assert.AreEqual(6, log.Cases);
        Assert.AreEqual("(A:6 AB:4 AC:2 BB:1 BC:4 C):4 C~:2", Told(town.Edges(log)));
        // A step in a row counts as one.
        Assert.AreEqual("ABC):4 AC~:2", Told(town.Variants(log)));
        Assert.AreEqual("A:6 B:4 C:6", string.Join(' ', Enumerable.Range(3, 3).Select(step => $"{town.NameOf(log, step)}:{log.Steps[step].Count}")));
        // Three of an hour and one of three; and the whole of ABC: 2, 2, 2 and 9 hours.
        Assert.AreEqual(3_600, Edge(town, log, "AB").MedianSeconds);
        Assert.AreEqual(10_800, Edge(town, log, "BB").MedianSeconds);
        Assert.AreEqual(7_200, log.Variants[0].MedianSeconds);
        Assert.IsNull(log.Variants[1].MedianSeconds, "An open case has no whole.");
    }

    [TestMethod]
    public void A_change_of_unit_is_a_step_of_its_own_and_stands_for_the_handing_over()
    {
        var town = new PathTown().Add(5, "A@1 HandedOff@2 B@2 C@3").Add(7, "A@1 HandedOff@2 HandedOff@1");

        var log = town.Mine();

        Assert.AreEqual("A@2@1):7 A@2B@3C):5", Told(town.Variants(log)));
        Assert.AreEqual("1 2 7", string.Join(';', log.Returns.Select(each => $"{-each.Unit} {-each.Other} {each.Count}")));
    }

    [TestMethod]
    public void Events_at_the_same_instant_keep_their_order_and_take_no_time()
    {
        var town = new PathTown().Add(6, "B A", stepMinutes: 0);

        var log = town.Mine();

        Assert.AreEqual("BA):6", Told(town.Variants(log)));
        Assert.AreEqual(0, Edge(town, log, "BA").MedianSeconds);
    }

    [TestMethod]
    public void A_case_that_loops_ten_thousand_times_counts_once()
    {
        var town = new PathTown().Add(1, string.Join(' ', Enumerable.Repeat("A@1 B@2", 10_000)));

        var log = town.Mine();

        Assert.AreEqual(1, log.Edges.Max(edge => edge.Count));
        Assert.AreEqual("1 2 1;2 1 1", string.Join(';', log.Returns.OrderByDescending(each => each.Unit).Select(each => $"{-each.Unit} {-each.Other} {each.Count}")));
        Assert.HasCount(1, log.Variants);
    }

    [TestMethod]
    public void A_case_without_events_goes_from_start_to_end()
    {
        var town = new PathTown().Add(1, string.Empty);

        Assert.AreEqual("():1", Told(town.Edges(town.Mine())));
    }

    [TestMethod]
    public void Random_logs_are_counted_as_a_slow_reader_counts_them()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var town = new PathTown();
            var paths = new List<(string[] Steps, bool Closed)>();
            for (var i = 0; i < 60; i++)
            {
                string[] steps = [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => ((char)('A' + random.Next(4))).ToString())];
                var closed = random.Next(3) > 0;
                paths.Add((steps, closed));
                town.Add(1, string.Join(' ', steps), closed);
            }

            var log = town.Mine();

            var edges = paths.SelectMany((path, number) => Pairs(path.Steps, path.Closed).Select(pair => (pair, number))).Distinct().GroupBy(each => each.pair).ToDictionary(each => each.Key, each => each.Count());
            Assert.AreEqual(Told(edges), Told(town.Edges(log)), $"seed {seed}");
            var variants = paths.GroupBy(path => Collapsed(path.Steps) + (path.Closed ? ")" : "~")).ToDictionary(each => each.Key, each => each.Count());
            Assert.AreEqual(Told(variants), Told(town.Variants(log)), $"seed {seed}");
        }

        static IEnumerable<string> Pairs(string[] steps, bool closed)
        {
            var all = $"({string.Concat(steps)}{(closed ? ")" : "~")}";
            return Enumerable.Range(0, all.Length - 1).Select(index => all.Substring(index, 2));
        }

        static string Collapsed(string[] steps) => string.Concat(steps.Where((step, index) => index == 0 || steps[index - 1] != step));
    }

    private static PathEdge Edge(PathTown town, PathLog log, string name) => log.Edges.Single(edge => $"{town.NameOf(log, edge.From)}{town.NameOf(log, edge.To)}" == name);

    private static string Told(Dictionary<string, int> counts) => string.Join(' ', counts.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}:{each.Value}"));
}
