using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

[TestClass]
public sealed class DivideRowsTests
{
    private static readonly LabelledRows TwoHundred = PlantedRows.Draw(200, seed: 1);
    private static readonly WorkshopOptions Options = SomeWorkshopRows.Options;

    [TestMethod]
    public void Oldest_rows_train_the_next_calibrate_and_the_newest_test()
    {
        var rows = SomeWorkshopRows.ByTime(TwoHundred);

        var divided = DivideRows.Divide(rows, Options);

        CollectionAssert.AreEqual(Enumerable.Range(0, 120).ToArray(), divided.Training);
        CollectionAssert.AreEqual(Enumerable.Range(120, 40).ToArray(), divided.Calibration);
        CollectionAssert.AreEqual(Enumerable.Range(160, 40).ToArray(), divided.Test);
        var part = DivideRows.Describe(rows, divided.Calibration);
        Assert.AreEqual((40, SomeWorkshopRows.FirstUtc.AddHours(120), SomeWorkshopRows.FirstUtc.AddHours(159)), (part.Rows, part.FromUtc, part.ToUtc));
    }

    [TestMethod]
    public void Decisions_of_one_instant_stay_in_one_part()
    {
        // Twenty-five an instant: 120 and 160 of 200 both fall into the middle of one.
        var divided = DivideRows.Divide(SomeWorkshopRows.ByTime(TwoHundred, row => SomeWorkshopRows.FirstUtc.AddDays(row / 25)), Options);

        Assert.AreEqual((125, 50, 25), (divided.Training.Length, divided.Calibration.Length, divided.Test.Length));
    }

    [TestMethod]
    public void Decisions_all_of_one_instant_cannot_be_divided()
    {
        var refused = Assert.ThrowsExactly<TrainingRefusedException>(
            () => DivideRows.Divide(SomeWorkshopRows.ByTime(TwoHundred, _ => SomeWorkshopRows.FirstUtc), Options));

        Assert.Contains("need 20 each, and would get 200, 0 and 0", refused.Message);
    }

    [TestMethod]
    public void Without_a_time_every_row_is_in_one_part_and_every_segment_in_each_alike()
    {
        var divided = DivideRows.Divide(SomeWorkshopRows.File(TwoHundred), Options);

        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), divided.Training.Concat(divided.Calibration).Concat(divided.Test).Order().ToArray());
        foreach (var part in new[] { divided.Training, divided.Calibration, divided.Test })
        {
            CollectionAssert.AreEqual(part.Order().ToArray(), part, "Rows keep their order.");
            for (var segment = 0; segment < 3; segment++)
            {
                var expected = TwoHundred.Labels.Count(label => label == segment) * part.Length / 200.0;
                Assert.AreEqual(expected, part.Count(row => TwoHundred.Labels[row] == segment), 1.5, "Whole rows round by one at most, twice.");
            }
        }
    }

    [TestMethod]
    public void Split_seed_alone_decides_where_a_row_goes()
    {
        var rows = SomeWorkshopRows.File(TwoHundred);

        var first = DivideRows.Divide(rows, Options);

        CollectionAssert.AreEqual(first.Test, DivideRows.Divide(rows, Options with { Seed = 99 }).Test);
        CollectionAssert.AreNotEqual(first.Test, DivideRows.Divide(rows, Options with { SplitSeed = 2 }).Test);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Too_few_rows_are_refused_with_what_each_part_would_get(bool byTime)
    {
        var rows = PlantedRows.Draw(60, seed: 1);

        var refused = Assert.ThrowsExactly<TrainingRefusedException>(() => DivideRows.Divide(byTime ? SomeWorkshopRows.ByTime(rows) : SomeWorkshopRows.File(rows), Options));

        Assert.Contains("60 rows are too few", refused.Message);
        Assert.Contains(byTime ? "36, 12 and 12" : "36, 13 and 11", refused.Message, "By seed, each segment is rounded by itself.");
    }
}
