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
    public async Task Over_time_every_lane_is_used_and_a_load_keeps_to_one_for_a_while()
    {
        var lanes = new List<byte>();
        for (var round = 0; round < 40; round++)
        {
            lanes.Add(LaneOf(SpreadId.Create()));
            await Task.Delay(TimeSpan.FromMilliseconds(8));
        }

        Assert.IsGreaterThan(20, lanes.Distinct().Count());
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
        foreach (var lane in ids.GroupBy(LaneOf))
        {
            long[] times = [.. lane.Order(Comparer<Guid>.Create((one, other) => one.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(other.ToByteArray(bigEndian: true)))).Select(TimeOf)];
            CollectionAssert.AreEqual(times.Order().ToArray(), times);
        }
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
