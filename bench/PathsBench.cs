using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Paths;

namespace Palveluohjaus.Bench;

/// <summary>A process map of 200,000 cases and 30 activities mined, hidden and laid out: alone, and limited to one of twelve municipalities. Asked: 1 s.</summary>
internal static class PathsBench
{
    private const int Activities = 30;
    private const int Units = 12;
    private const int Municipalities = 12;
    private const int Rounds = 5;

    public static int Run(string[] sizes)
    {
        var count = sizes is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 200_000;
        var cases = Generate(count);
        var words = new PathWords(Enumerable.Range(1, Activities).Select(number => new TraceWord { Kind = TraceWordKind.Activity, Number = number, Word = $"Step {number}" }), new Dictionary<Guid, string>());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"cases",-48}{cases.Count,12:N0}"));
        Measure("ms for the map of all, median of 5", cases, words, new Dictionary<Dimension, string>());
        Measure("ms for the map of a municipality, median of 5", cases, words, new Dictionary<Dimension, string> { [Dimension.Municipality] = "M1" });
        return 0;
    }

    private static void Measure(string name, CaseTable cases, PathWords words, IReadOnlyDictionary<Dimension, string> only)
    {
        var (times, edges) = (new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var peers = new PathPeers(cases, only);
            var log = MinePaths.Mine(cases, cases.AllRows, words, peers.GroupOf).Of(peers.Own);
            var disclosure = new PathDisclosure(log, peers);
            var map = ChooseMap.Choose(log, disclosure, PathsFilter.UsualLeastPercent / 100);
            LayOutMap.LayOut(map.Steps, map.Edges, step => (double)log.Steps[step].PositionSum / log.Steps[step].Count, map.Beside);
            times.Add(watch.Elapsed.TotalMilliseconds);
            edges = log.Edges.Count;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48}{times.Order().ElementAt(Rounds / 2),12:N0}   ({edges:N0} edges)"));
    }

    // Mostly onwards, now and then back: as real logs go, with a few common paths and very many rare ones.
    private static CaseTable Generate(int count)
    {
        var random = new Random(2026);
        var cases = new CaseTable();
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var number = 0; number < count; number++)
        {
            var row = cases.Add();
            foreach (var (dimension, column) in cases.Dimensions)
                column.Set(row, dimension == Dimension.Municipality ? $"M{random.Next(Municipalities)}" : null);
            var at = start + (number * 60_000L);
            var (activity, unit) = (1, 1 + random.Next(Units));
            var events = new List<TraceEvent>();
            for (var step = 0; step < 12 && activity <= Activities; step++)
            {
                events.Add(new TraceEvent(at, unit, activity));
                at += random.Next(60_000, 500_000_000);
                activity = Math.Max(1, activity + (random.Next(10) == 0 ? -random.Next(4) : 1 + (random.Next(3) * random.Next(4))));
                if (random.Next(12) == 0)
                    unit = 1 + random.Next(Units);
            }

            cases.ReceivedAt[row] = EventTrace.TicksOf(events[0].AtUnixMilliseconds);
            cases.ClosedAt[row] = random.Next(8) == 0 ? FactTable.Never : EventTrace.TicksOf(at);
            cases.Trace.Set(row, EventTrace.Pack(events));
        }

        return cases;
    }
}
