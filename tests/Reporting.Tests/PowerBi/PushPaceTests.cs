using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class PushPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task The_hundred_and_twenty_first_request_of_a_minute_waits_for_the_next()
    {
        var clock = new SelfAdvancingClock(Start);
        var told = new List<TimeSpan>();
        var pace = new PushPace(clock, told.Add);

        for (var request = 0; request < 120; request++)
            await pace.WaitAsync(1, 0, CancellationToken.None);
        var before = clock.Waited;
        await pace.WaitAsync(1, 0, CancellationToken.None);

        Assert.AreEqual((TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (before, clock.Waited, told.Single()));
    }

    [TestMethod]
    public async Task After_a_million_rows_the_rest_waits_for_the_next_hour()
    {
        var clock = new SelfAdvancingClock(Start);
        var pace = new PushPace(clock);

        for (var request = 0; request < 100; request++)
            await pace.WaitAsync(10_000, 0, CancellationToken.None);
        var before = clock.Waited;
        await pace.WaitAsync(1, 0, CancellationToken.None);

        Assert.AreEqual((TimeSpan.Zero, TimeSpan.FromHours(1)), (before, clock.Waited));
    }

    [TestMethod]
    public async Task A_clock_that_is_put_back_holds_nothing_up()
    {
        var clock = new SelfAdvancingClock(Start);
        var pace = new PushPace(clock);
        for (var request = 0; request < 120; request++)
            await pace.WaitAsync(1, 0, CancellationToken.None);

        clock.Advance(TimeSpan.FromDays(-1));
        await pace.WaitAsync(1, 0, CancellationToken.None);

        Assert.AreEqual(TimeSpan.Zero, clock.Waited);
    }

    /// <summary>Against the limits as they are written, counted slowly over everything that was sent.</summary>
    [TestMethod]
    public async Task Whatever_is_sent_stays_within_the_limits_and_waits_no_longer_than_it_must()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (random, clock, sent) = (new Random(seed), new SelfAdvancingClock(Start), new List<(DateTimeOffset At, int Rows)>());
            var pace = new PushPace(clock);
            for (var request = 0; request < 300; request++)
            {
                var (rows, inTable) = (random.Next(1, 10_001), random.Next(3) == 0 ? 250_000L : 0L);
                var asked = clock.GetUtcNow();
                await pace.WaitAsync(rows, inTable, CancellationToken.None);
                var now = clock.GetUtcNow();

                Assert.IsTrue(Fits(now, rows, inTable), $"seed {seed}, request {request}: too soon");
                Assert.IsTrue(now == asked || !Fits(now.AddTicks(-1), rows, inTable), $"seed {seed}, request {request}: too late");
                sent.Add((now, rows));
                clock.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
            }

            bool Fits(DateTimeOffset at, int rows, long inTable)
            {
                var window = inTable >= 250_000 ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);
                return sent.Count(each => at - each.At < window) < 120 && sent.Where(each => at - each.At < TimeSpan.FromHours(1)).Sum(each => (long)each.Rows) + rows <= 1_000_000;
            }
        }
    }
}
