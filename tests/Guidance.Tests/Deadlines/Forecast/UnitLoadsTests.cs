using Palveluohjaus.Guidance.Deadlines.Forecast;

namespace Palveluohjaus.Guidance.Tests.Deadlines.Forecast;

[TestClass]
public sealed class UnitLoadsTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [TestMethod]
    public void Open_cases_are_weighed_against_what_was_closed_in_four_weeks()
    {
        var (loads, unit) = (new UnitLoads(First, First.AddDays(9)), Guid.NewGuid());
        for (var each = 0; each < 4; each++)
            loads.Add(unit, First.AddDays(-100), First.AddDays(2));
        for (var each = 0; each < 6; each++)
            loads.Add(unit, First.AddDays(1), null);

        var weeks = loads.Measure()[unit];

        Assert.AreEqual(6.0, weeks[2], 1e-9, "Six are open, and four in four weeks is one a week.");
        Assert.AreEqual(520.0, weeks[1], "Nothing was closed yet: a great deal, not an endless one.");
    }

    [TestMethod]
    public void The_sweep_says_the_same_as_counting_each_day()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var last = First.AddDays(random.Next(1, 120));
            var loads = new UnitLoads(First, last);
            var unit = Guid.NewGuid();
            var cases = Enumerable.Range(0, random.Next(1, 80)).Select(_ =>
            {
                var received = First.AddDays(random.Next(-60, 140));
                return (Received: received, Closed: random.Next(4) == 0 ? (DateOnly?)null : received.AddDays(random.Next(0, 50)));
            }).ToList();
            cases.ForEach(each => loads.Add(unit, each.Received, each.Closed));

            var weeks = loads.Measure().GetValueOrDefault(unit);

            for (var day = First; day <= last; day = day.AddDays(1))
            {
                var open = cases.Count(each => each.Received <= day && (each.Closed is null || each.Closed > day));
                var closed = cases.Count(each => each.Closed >= First && each.Closed <= day && each.Closed > day.AddDays(-28));
                var expected = closed == 0 ? (open == 0 ? 0 : 520) : Math.Min(520, open / (closed / 4.0));
                Assert.AreEqual(expected, weeks?[day.DayNumber - First.DayNumber] ?? 0, 1e-9, $"seed {seed}, {day}");
            }
        }
    }
}
