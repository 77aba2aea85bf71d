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
    public void Rows_of_a_file_are_those_the_version_held_out_whatever_division_is_asked_for_now()
    {
        var asTrained = Options with { SplitSeed = 7, TestShare = 0.15, CalibrationShare = 0.3 };

        var held = HeldOutRows.FindIndexes(OfFile, [("a/1", MadeOf(asTrained)), ("a/2", MadeOf(asTrained))], Options with { SplitSeed = 8, TestShare = 0.4 });

        CollectionAssert.AreEqual(DivideRows.Divide(OfFile, asTrained).Test, held);
    }

    [TestMethod]
    public void No_version_has_learned_from_a_row_that_is_held_out()
    {
        (int Seed, double Test, double Calibration)[] divisions = [(1, 0.4, 0.2), (2, 0.5, 0.2), (1, 0.15, 0.1), (9, 0.45, 0.45)];
        var measured = 0;
        foreach (var first in divisions)
        {
            foreach (var second in divisions)
            {
                WorkshopOptions[] asTrained = [.. new[] { first, second }.Select(each => Options with { SplitSeed = each.Seed, TestShare = each.Test, CalibrationShare = each.Calibration })];
                if (Math.Min(first.Test, second.Test) < 0.4 && first.Seed != second.Seed)
                    continue; // Too few rows in common.

                var held = HeldOutRows.FindIndexes(OfFile, [("a/1", MadeOf(asTrained[0])), ("a/2", MadeOf(asTrained[1]))], Options);

                foreach (var parts in asTrained.Select(options => DivideRows.Divide(OfFile, options)))
                    Assert.IsEmpty(held.Intersect(parts.Training.Concat(parts.Calibration)), $"{first} and {second}");
                CollectionAssert.AreEqual(held.Order().ToArray(), held);
                measured += held.Length;
            }
        }

        Assert.IsGreaterThan(300, measured, "The premise: there were rows to look at.");
    }

    [TestMethod]
    public void Divisions_with_too_few_unseen_rows_in_common_are_refused_with_the_reason()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(
            () => HeldOutRows.FindIndexes(OfFile, [("a/1", MadeOf(Options)), ("a/2", MadeOf(Options with { SplitSeed = 2 }))], Options));

        Assert.Contains("have not been used to train or calibrate a/1 or a/2, and 20 are needed", refused.Message);
        Assert.Contains("different seeds (1, 2)", refused.Message);
    }

    [TestMethod]
    public void Same_file_read_with_other_rows_left_out_or_other_labels_is_refused()
    {
        var version = ("a/1", MadeOf(Options));
        var relabelled = SomeWorkshopRows.Relabelled(OfFile, row => (OfFile.Rows.Labels[row] + 1) % 3);

        var fewer = Assert.ThrowsExactly<TrainingRefusedException>(() => HeldOutRows.FindIndexes(SomeWorkshopRows.First(OfFile, 180), [version], Options));
        var others = Assert.ThrowsExactly<TrainingRefusedException>(() => HeldOutRows.FindIndexes(relabelled, [version], Options));

        Assert.Contains("a/1 was made of 200 rows of rows.csv, and 180 are read now", fewer.Message);
        Assert.Contains("other labels than are read now", others.Message);
    }

    [TestMethod]
    public void Version_that_does_not_say_its_shares_is_measured_only_with_the_ones_that_give_its_parts()
    {
        var asTrained = Options with { TestShare = 0.15 };
        var silent = ("a/1", MadeOf(asTrained) with { TestShare = null, CalibrationShare = null, LabelsSha256 = null });

        var refused = Assert.ThrowsExactly<TrainingRefusedException>(() => HeldOutRows.FindIndexes(OfFile, [silent], Options));

        Assert.Contains("give the --calibration-share and --test-share it was trained with", refused.Message);
        CollectionAssert.AreEqual(DivideRows.Divide(OfFile, asTrained).Test, HeldOutRows.FindIndexes(OfFile, [silent], asTrained));
    }

    [TestMethod]
    public void Version_made_of_another_source_is_named()
    {
        (string, DataDescription)[] versions = [("a/1", MadeOf(Options)), ("a/2", SomeWorkshopRows.Made("bbbb"))];

        Assert.AreEqual("a/2 was made of another file; if this one repeats its rows, the figures flatter it.", HeldOutRows.Caveats(OfFile, versions).Single());
        Assert.AreEqual("a/2 was made of other decisions; if these repeat them, the figures flatter it.", HeldOutRows.Caveats(ByTime, versions).Single());
    }

    [TestMethod]
    public void Handful_of_decisions_since_is_too_few_to_measure_on()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(() => HeldOutRows.FindIndexes(ByTime, [("a/1", SomeWorkshopRows.Made(calibratedToUtc: At(189)))], Options));

        Assert.Contains("Only 10 rows of database decisions have not been used to train or calibrate a/1, and 20 are needed", refused.Message);
    }

    private static DataDescription MadeOf(WorkshopOptions options) => DivideRows.Describe(OfFile, DivideRows.Divide(OfFile, options), options);

    private static DateTime At(int row) => SomeWorkshopRows.FirstUtc.AddHours(row);
}
