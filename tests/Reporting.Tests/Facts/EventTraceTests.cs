using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class EventTraceTests
{
    [TestMethod]
    public void Unpacking_gives_back_what_was_packed()
    {
        var random = new Random(17);
        for (var round = 0; round < 200; round++)
        {
            var at = random.NextInt64(-4_000_000_000_000, 0);
            var events = new List<TraceEvent>();
            for (var index = random.Next(40); index > 0; index--)
            {
                at += random.NextInt64(0, 1L << random.Next(1, 45));
                events.Add(new TraceEvent(at, random.Next(300), random.Next(70_000)));
            }

            CollectionAssert.AreEqual(events, Unpack(EventTrace.Pack(events)), $"round {round}");
        }
    }

    [TestMethod]
    public void Events_out_of_order_are_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => EventTrace.Pack([new TraceEvent(2000, 1, 1), new TraceEvent(1999, 1, 1)]));

    internal static List<TraceEvent> Unpack(byte[] packed)
    {
        var (events, at) = (new List<TraceEvent>(), 0L);
        ReadOnlySpan<byte> left = packed;
        while (EventTrace.ReadNext(ref left, ref at, out var next))
            events.Add(next);
        return events;
    }
}
