using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Reporting.Tests.WaitingTimes;

[TestClass]
public sealed class MeasureWaitingTests
{
    private const int Five = 5;
    private static readonly ServiceName Meals = new("Ateriapalvelu", "Måltidstjänst", "Meals");
    private static readonly ServiceName Cleaning = new("Siivous", "Städning", "Cleaning");

    [TestMethod]
    public void Median_and_the_days_within_which_nine_in_ten_had_it_are_as_counted_by_hand()
    {
        var (all, rows) = MeasureWaiting.ByTheme(Waits("Housing", 1, 2, 3, 4, 5, 6, 7, 8, 9, 100), Five);

        Assert.AreEqual(new WaitingRow { State = WaitingState.Shown, Count = 10, MedianDays = 5.5, NineInTenDays = 9 }, all);
        Assert.AreEqual(all with { Theme = "Housing" }, rows.Single());
        Assert.AreEqual(100, MeasureWaiting.ByTheme(Waits("Housing", 1, 2, 3, 4, 100), Five).All.NineInTenDays, "Of five, nine in ten is all five.");
    }

    [TestMethod]
    public void People_are_counted_and_not_their_matters()
    {
        var person = Guid.NewGuid();
        var (all, rows) = MeasureWaiting.ByTheme([.. Enumerable.Range(0, 9).Select(day => new EndedWait(person, "Housing", null, day))], Five);

        Assert.AreEqual(WaitingState.TooFew, all.State);
        Assert.IsNull(all.Count);
        Assert.IsEmpty(rows, "Which themes there are would tell of the one.");
    }

    [TestMethod]
    public void A_theme_of_few_takes_another_along_that_would_tell_it()
    {
        var (all, rows) = MeasureWaiting.ByTheme([.. Waits("Finances", 1, 2), .. Waits("Housing", 1, 2, 3, 4, 5, 6), .. Waits("Violence", 1, 2, 3, 4, 5, 6, 7)], Five);

        Assert.AreEqual(15, all.Count);
        CollectionAssert.AreEqual((WaitingState[])[WaitingState.TooFew, WaitingState.TooFew, WaitingState.Shown], rows.Select(row => row.State).ToArray());
        Assert.IsTrue(rows.Where(row => row.State == WaitingState.TooFew).All(row => row is { Count: null, MedianDays: null, NineInTenDays: null }));
    }

    [TestMethod]
    public void Two_themes_of_few_hide_each_other_when_they_are_enough_people_together()
    {
        var (_, rows) = MeasureWaiting.ByTheme([.. Waits("Finances", 1, 2), .. Waits("Housing", 1, 2, 3), .. Waits("Violence", 1, 2, 3, 4, 5)], Five);

        CollectionAssert.AreEqual((WaitingState[])[WaitingState.TooFew, WaitingState.TooFew, WaitingState.Shown], rows.Select(row => row.State).ToArray());
    }

    [TestMethod]
    public void Services_of_few_are_told_together()
    {
        EndedWait[] waits = [.. Waits(Meals, 1, 2, 3, 4, 5), .. Waits(Cleaning, 6, 6, 6), .. Waits((ServiceName?)null, 8, 8)];

        var (_, rows) = MeasureWaiting.ByService(waits, Five);

        Assert.HasCount(2, rows);
        Assert.AreEqual((Meals, 5), (rows[0].Service, rows[0].Count));
        Assert.AreEqual((null, 5, 6.0), (rows[1].Service, rows[1].Count, rows[1].MedianDays));
    }

    [TestMethod]
    public void A_rest_of_few_takes_the_smallest_service_along()
    {
        var (_, rows) = MeasureWaiting.ByService([.. Waits(Meals, 1, 2, 3, 4, 5), .. Waits(Cleaning, 6, 6)], Five);

        Assert.IsTrue(rows.All(row => row is { State: WaitingState.TooFew, Count: null }));
    }

    [TestMethod]
    public void Nobody_is_nobody_and_few_are_few()
    {
        Assert.AreEqual(WaitingState.None, MeasureWaiting.ByTheme([], Five).All.State);
        Assert.AreEqual(0, MeasureWaiting.Told(0, 0, Five));
        Assert.IsNull(MeasureWaiting.Told(4, 9, Five));
        Assert.AreEqual(9, MeasureWaiting.Told(5, 9, Five));
    }

    private static EndedWait[] Waits(string theme, params int[] days) => [.. days.Select(day => new EndedWait(Guid.NewGuid(), theme, null, day))];

    private static EndedWait[] Waits(ServiceName? service, params int[] days) => [.. days.Select(day => new EndedWait(Guid.NewGuid(), null, service, day))];
}
