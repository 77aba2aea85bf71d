using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class TraceColumnTests
{
    [TestMethod]
    public void Traces_are_as_they_were_last_set_and_copies_do_not_touch_each_other()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var (column, expected) = (new TraceColumn(), new Dictionary<int, byte[]>());
            for (var generation = 0; generation < 6; generation++)
            {
                column.GrowTo((generation + 1) * 700);
                for (var change = 0; change < 3_000; change++)
                {
                    var (row, trace) = (random.Next((generation + 1) * 700), new byte[random.Next(4) == 0 ? 0 : random.Next(60)]);
                    random.NextBytes(trace);
                    column.Set(row, trace);
                    expected[row] = trace;
                }

                var (before, held) = (column, new Dictionary<int, byte[]>(expected));
                column = column.Copy();
                column.Set(3, [1, 2, 3]);
                before.Set(4, [9]);
                (expected[3], held[4]) = ([1, 2, 3], [9]);
                AssertHolds(before, held, (generation + 1) * 700);
                AssertHolds(column, expected, (generation + 1) * 700);
            }
        }
    }

    [TestMethod]
    public void A_row_that_has_no_room_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TraceColumn().Set(0, [1]));

    private static void AssertHolds(TraceColumn column, Dictionary<int, byte[]> expected, int count)
    {
        for (var row = 0; row < count; row++)
            Assert.IsTrue(column[row].SequenceEqual(expected.GetValueOrDefault(row, [])), $"row {row}");
    }
}
