using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class HeldOutRowsTests
{
    private static readonly WorkshopOptions Options = SomeWorkshopRows.Options;
    private static readonly WorkshopRows ByTime = SomeWorkshopRows.ByTime(PlantedRows.Draw(200, seed: 1));
    private static readonly WorkshopRows OfFile = SomeWorkshopRows.File(PlantedRows.Draw(200, seed: 1));

    [TestMethod]
    public void Rows_after_what_any_version_has_seen_are_held_out()
    {
        // The hundredth row is of the very instant the second version was calibrated to.
        var held = HeldOutRows.FindIndexes(
            ByTime,
            [("a/1", SomeWorkshopRows.Made(calibratedToUtc: At(50))), ("a/2", SomeWorkshopRows.Made(calibratedToUtc: At(99)))],
            Options);

        CollectionAssert.AreEqual(Enumerable.Range(100, 100).ToArray(), held);
    }

    [TestMethod]
    public void Version_of_another_source_has_seen_none_of_the_rows()
    {
        var elsewhere = ("a/2", SomeWorkshopRows.Made("bbbb", At(190)));

        Assert.HasCount(200, HeldOutRows.FindIndexes(ByTime, [elsewhere], Options));
        Assert.HasCount(149, HeldOutRows.FindIndexes(ByTime, [("a/1", SomeWorkshopRows.Made(calibratedToUtc: At(50))), elsewhere], Options));
    }

    [TestMethod]
    public void Groups_come_along_with_their_rows()
    {
        var (rows, groups) = HeldOutRows.Find(ByTime, [("a/1", SomeWorkshopRows.Made(calibratedToUtc: At(100)))], Options);

        Assert.AreEqual(99, rows.Count);
        CollectionAssert.AreEqual(Enumerable.Range(101, 99).Select(row => row % 2).ToArray(), groups.Single().GroupOfRow.ToArray());
    }

    [TestMethod]
    public void Nothing_left_is_refused_and_says_who_has_seen_it_all()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(
            () => HeldOutRows.FindIndexes(ByTime, [("a/1", SomeWorkshopRows.Made(calibratedToUtc: At(20))), ("a/2", SomeWorkshopRows.Made(calibratedToUtc: At(199)))], Options));

        Assert.Contains("a/1 or a/2", refused.Message);
        Assert.Contains("no row is left to measure on", refused.Message);
    }

    [TestMethod]
    public void Rows_of_a_file_are_those_the_version_held_out_whatever_seed_is_asked_for_now()
    {
        var expected = DivideRows.Divide(OfFile, Options with { SplitSeed = 7 }).Test;

        var held = HeldOutRows.FindIndexes(OfFile, [("a/1", SomeWorkshopRows.Made(splitSeed: 7)), ("a/2", SomeWorkshopRows.Made(splitSeed: 7))], Options with { SplitSeed = 8 });

        CollectionAssert.AreEqual(expected, held);
    }

    [TestMethod]
    public void Versions_of_a_file_divided_by_different_seeds_share_no_unseen_rows()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(
            () => HeldOutRows.FindIndexes(OfFile, [("a/1", SomeWorkshopRows.Made(splitSeed: 1)), ("a/2", SomeWorkshopRows.Made(splitSeed: 2))], Options));

        Assert.Contains("a/1 and a/2", refused.Message);
        Assert.Contains("different seeds (1, 2)", refused.Message);
    }

    [TestMethod]
    public void More_rows_than_were_held_out_are_refused_and_fewer_lie_among_them()
    {
        var heldOut = DivideRows.Divide(OfFile, Options).Test;
        (string, DataDescription)[] version = [("a/1", SomeWorkshopRows.Made(testRows: heldOut.Length, splitSeed: 1))];

        var refused = Assert.ThrowsExactly<TrainingRefusedException>(() => HeldOutRows.FindIndexes(OfFile, version, Options with { TestShare = 0.4 }));
        var fewer = HeldOutRows.FindIndexes(OfFile, version, Options with { TestShare = 0.1 });

        Assert.Contains($"a/1 held out {heldOut.Length} rows", refused.Message);
        Assert.IsLessThan(heldOut.Length, fewer.Length);
        Assert.IsEmpty(fewer.Except(heldOut));
    }

    private static DateTime At(int row) => SomeWorkshopRows.FirstUtc.AddHours(row);
}
