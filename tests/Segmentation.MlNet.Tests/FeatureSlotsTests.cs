using Microsoft.ML.Data;
using Palveluohjaus.Segmentation.MlNet.Rows;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Tests;

/// <summary>Columns become slots as computed by hand, and a cursor of ML.NET sees them so.</summary>
[TestClass]
public sealed class FeatureSlotsTests
{
    private static readonly ModelSchema Schema = new()
    {
        Columns = [ModelColumn.Number("age"), new ModelColumn("area", ["north", "south", "west"]), ModelColumn.Number("constant")],
        Segments = ["A", "B"],
    };

    // Ages 1, 3 and none: mean 2, deviation 1. West never occurs, and the third column never varies.
    private static readonly FeatureTable Table = new(Schema, [[1, 3, float.NaN], [0, 1, 1], [7, 7, 7]], 3);

    [TestMethod]
    public void Numbers_are_standardised_and_missing_values_and_categories_have_slots()
    {
        var slots = FeatureSlots.Learn(Table, rowsPerSide: 1);

        Assert.AreEqual("age | age is missing | area = north | area = south", string.Join(" | ", slots.Names(Schema)));
        Assert.AreEqual("-1 0 1 0 | 1 0 0 1 | 0 1 0 1", Read(Table, slots));
    }

    [TestMethod]
    public void A_slot_that_no_threshold_parts_with_enough_rows_on_each_side_is_left_out()
    {
        Assert.AreEqual(0, FeatureSlots.Learn(Table, rowsPerSide: 2).Count);

        var number = Schema with { Columns = [ModelColumn.Number("n")] };
        Assert.AreEqual(1, FeatureSlots.Learn(new FeatureTable(number, [[5, 5, 9, 9]], 4), rowsPerSide: 2).Count, "two and two");
        Assert.AreEqual(0, FeatureSlots.Learn(new FeatureTable(number, [[5, 5, 5, 9]], 4), rowsPerSide: 2).Count, "three and one");
        Assert.AreEqual(0, FeatureSlots.Learn(new FeatureTable(number, [[1, 5, 5, 9]], 4), rowsPerSide: 2).Count, "one, two and one: the lower side takes both fives");
    }

    [TestMethod]
    public void Values_of_many_categories_are_kept_sparse_and_mean_the_same()
    {
        var many = new ModelSchema { Columns = [new ModelColumn("many", [.. Enumerable.Range(0, 9).Select(code => $"c{code}")])], Segments = ["A", "B"] };
        var table = new FeatureTable(many, [[0, 1, 2, 3, 4, 5, 6, 7, float.NaN]], 9);
        var slots = FeatureSlots.Learn(table, rowsPerSide: 1);

        Assert.IsTrue(slots.IsSparse);
        // The ninth category never occurs; the ninth slot is the missing value's.
        Assert.AreEqual("0 1 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 0 1 | 1 0 0 0 0 0 0 0 0", Read(table.Take([1, 8, 0]), slots));
    }

    [TestMethod]
    public void A_shuffled_cursor_passes_every_row_once_and_keeps_its_number()
    {
        var view = new RowsView(Table, FeatureSlots.Learn(Table, rowsPerSide: 1), new TruthLabels([0, 1, 0], Positive: 1));
        var label = view.Schema[RowsView.LabelColumn];
        using var cursor = view.GetRowCursor([label], new Random(5));
        var getId = cursor.GetIdGetter();
        var getLabel = cursor.GetGetter<bool>(label);
        var seen = new Dictionary<ulong, bool>();
        DataViewRowId id = default;
        var isPositive = false;

        while (cursor.MoveNext())
        {
            getId(ref id);
            getLabel(ref isPositive);
            seen.Add(id.Low, isPositive);
        }

        Assert.AreEqual("0 1 2", string.Join(' ', seen.Keys.Order()));
        Assert.AreEqual(1UL, seen.Single(row => row.Value).Key);
        Assert.IsFalse(cursor.IsColumnActive(view.Schema[RowsView.FeaturesColumn]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema[RowsView.FeaturesColumn]));
    }

    private static string Read(FeatureTable table, FeatureSlots slots)
    {
        var view = new RowsView(table, slots);
        var column = view.Schema[RowsView.FeaturesColumn];
        using var cursor = view.GetRowCursor([column]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        var values = new float[slots.Count];
        var rows = new List<string>();
        while (cursor.MoveNext())
        {
            getFeatures(ref features);
            features.CopyTo(values);
            rows.Add(string.Join(' ', values.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        return string.Join(" | ", rows);
    }
}
