using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
public sealed class SpreadIdTests
{
    private const int TimeBits = 48;

    [TestMethod]
    public void No_two_are_the_same_whoever_makes_them()
    {
        var ids = new Guid[100_000];
        Parallel.For(0, ids.Length, index => ids[index] = SpreadId.Create());
        Assert.AreEqual(ids.Length, ids.Distinct().Count());
    }

    [TestMethod]
    public void It_is_a_UUID_of_version_8_with_the_time_in_it()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var id = SpreadId.Create();
        var after = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        Assert.AreEqual(8, id.Version);
        Assert.AreEqual(0b10, id.Variant >> 2, "RFC 9562's.");
        Assert.IsInRange(before, after, TimeOf(id));
    }

    [TestMethod]
    public void Over_time_many_lanes_are_used_and_a_load_keeps_to_one_for_a_while()
    {
        var (lanes, begun) = (new HashSet<byte>(), TimeProvider.System.GetTimestamp());
        while (lanes.Count < 20)
        {
            lanes.Add(LaneOf(SpreadId.Create()));
            Assert.IsLessThan(TimeSpan.FromSeconds(30), TimeProvider.System.GetElapsedTime(begun));
        }

        Guid[] load = [.. Enumerable.Range(0, 10_000).Select(_ => SpreadId.Create())];
        var changes = load.Zip(load.Skip(1)).Count(pair => LaneOf(pair.First) != LaneOf(pair.Second));
        Assert.IsLessThan(load.Length / 20, changes);
    }

    [TestMethod]
    public void Within_a_lane_the_later_come_last()
    {
        var ids = new List<Guid>();
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(50);)
            ids.Add(SpreadId.Create());
        var compared = 0;
        foreach (var (one, next) in ids.Zip(ids.Skip(1)).Where(pair => LaneOf(pair.First) == LaneOf(pair.Second) && TimeOf(pair.First) < TimeOf(pair.Second)))
        {
            Assert.IsLessThan(0, one.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(next.ToByteArray(bigEndian: true)));
            compared++;
        }

        Assert.IsGreaterThan(0, compared);
    }

    private static byte LaneOf(Guid id) => id.ToByteArray(bigEndian: true)[0];

    private static long TimeOf(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var time = 0L;
        foreach (var each in (byte[])[bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]])
            time = (time << 8) | each;
        return ((time << 8) | (uint)((bytes[6] & 0x0F) << 4) | (uint)(bytes[7] >> 4)) & ((1L << TimeBits) - 1);
    }
}
