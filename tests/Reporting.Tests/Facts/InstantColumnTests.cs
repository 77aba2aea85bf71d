using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class InstantColumnTests
{
    [TestMethod]
    public void What_a_period_holds_is_what_looking_at_every_row_finds_also_after_random_changes_to_copies()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var table = new ContactTable();
            for (var row = 0; row < 3_000; row++)
                Place(table, row, random);
            for (var generation = 0; generation < 8; generation++)
            {
                Assert_holds_its_rows(table, random);
                var (earlier, before) = (table, RowsOf(table, 100, 900));
                table = new ContactTable(earlier);

                // Few changes are merged, many are sorted; and some copies are copied again before anybody has asked them.
                for (var change = generation % 3 == 0 ? 2_000 : 40; change > 0; change--)
                {
                    var row = random.Next(3_300);
                    if (random.Next(3) == 0)
                        table.Remove(row);
                    else
                        Place(table, row, random);
                }

                if (generation % 2 == 0)
                    table = new ContactTable(table);
                CollectionAssert.AreEqual(before, RowsOf(earlier, 100, 900), "The original changed with its copy.");
            }

            Assert_holds_its_rows(table, random);
        }
    }

    [TestMethod]
    public void Changes_early_and_late_in_an_order_of_many_blocks_leave_the_order_before_as_it_was()
    {
        var random = new Random(1);
        var table = new ContactTable();
        for (var row = 0; row < 40_000; row++)
            StartAt(table, row, row);
        foreach (var (first, end) in new[] { (39_990, 40_010), (16_380, 16_390), (0, 3), (8_191, 8_193), (40_010, 40_500), (12_000, 12_000) })
        {
            var (earlier, before) = (table, RowsOf(table, 0, 100_000));
            table = new ContactTable(earlier);
            for (var row = first; row < end; row++)
            {
                if (row % 3 == 0)
                    table.Remove(row);
                else
                    StartAt(table, row, row + random.Next(5));
            }

            var placed = table.AllRows.ToArray();
            Assert.HasCount(table.Count, placed);
            CollectionAssert.AreEqual(placed, RowsOf(table, 0, 100_000));
            CollectionAssert.AreEqual(placed.Where(row => table.StartedAt[row] is >= 8_000 and < 30_000).ToArray(), RowsOf(table, 8_000, 30_000));
            CollectionAssert.AreEqual(before, RowsOf(earlier, 0, 100_000), "The original changed with its copy.");
        }
    }

    [TestMethod]
    public void A_row_that_was_taken_away_and_comes_again_with_the_same_instant_is_in_order_again()
    {
        var contacts = new ContactTable();
        for (var row = 0; row < 50; row++)
            StartAt(contacts, row, row);
        Assert.HasCount(50, RowsOf(contacts, 0, 100));
        contacts = new ContactTable(contacts);
        contacts.Remove(7);
        contacts.Remove(7);
        StartAt(contacts, 7, 7);
        Assert.AreEqual(50, contacts.Count);
        Assert.HasCount(50, RowsOf(contacts, 0, 100));
    }

    [TestMethod]
    public void Rows_to_which_it_never_happened_belong_to_no_period()
    {
        var cases = new CaseTable();
        cases.ClosedAt[cases.Add()] = FactTable.Never;
        cases.ClosedAt[cases.Add()] = 5;
        Assert.AreEqual(1, cases.ClosedAt.RowsBetween(cases, long.MinValue, long.MaxValue).Single());
        Assert.AreEqual(5, cases.ClosedAt.First(cases));
        Assert.AreEqual(FactTable.Never, new CaseTable().ClosedAt.First(new CaseTable()));
    }

    [TestMethod]
    public void A_period_that_ends_before_it_begins_holds_nothing()
    {
        var contacts = new ContactTable();
        contacts.StartedAt[contacts.Add()] = 5;
        Assert.IsEmpty(contacts.StartedAt.RowsBetween(contacts, 9, 1));
    }

    private static void Place(ContactTable table, int row, Random random) => StartAt(table, row, random.Next(10) == 0 ? FactTable.Never : random.Next(1_000));

    private static void StartAt(ContactTable table, int row, long instant)
    {
        table.Place(row);
        table.StartedAt[row] = instant;
    }

    private static void Assert_holds_its_rows(ContactTable table, Random random)
    {
        var (from, to) = (random.Next(1_000), random.Next(1_200));
        CollectionAssert.AreEqual(table.AllRows.Where(row => table.StartedAt[row] >= from && table.StartedAt[row] < to).ToArray(), RowsOf(table, from, to));
    }

    private static int[] RowsOf(ContactTable table, long from, long to)
    {
        var rows = table.StartedAt.RowsBetween(table, from, to).ToArray();
        CollectionAssert.AreEqual(rows.Select(row => table.StartedAt[row]).Order().ToArray(), rows.Select(row => table.StartedAt[row]).ToArray(), "Not in the order of time.");
        return [.. rows.Order()];
    }
}
