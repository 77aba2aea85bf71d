using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.MlNet.Tests;

/// <summary>Rows whose segment follows a rule that is known, but for some that are left to chance.</summary>
internal static class Planted
{
    public static ModelSchema Schema { get; } = new()
    {
        Columns = [ModelColumn.Number("need"), ModelColumn.Number("support"), new ModelColumn("area", ["north", "south", "west"]), ModelColumn.Number("noise")],
        Segments = ["light", "usual", "heavy"],
    };

    /// <summary>A tenth of the needs and of the areas is missing; one label in twenty is any.</summary>
    public static LabelledRows Rows(int count, int seed)
    {
        var random = new Random(seed);
        var columns = Schema.Columns.Select(_ => new float[count]).ToArray();
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            var need = random.Next(0, 101);
            var support = random.Next(0, 11);
            var area = random.Next(3);
            var burden = (need / 20d) - (support / 2d) + (area == 2 ? 2 : 0);
            labels[row] = random.Next(20) == 0 ? random.Next(3) : burden < -1 ? 0 : burden < 1.5 ? 1 : 2;
            columns[0][row] = random.Next(10) == 0 ? float.NaN : need;
            columns[1][row] = support;
            columns[2][row] = random.Next(10) == 0 ? float.NaN : area;
            columns[3][row] = random.NextSingle();
        }

        return new LabelledRows(new FeatureTable(Schema, columns, count), labels);
    }

    public static float[] Score(ISegmentModel model, FeatureTable table)
    {
        var logits = new float[table.RowCount * model.Schema.Segments.Count];
        model.Score(table, logits);
        return logits;
    }

    public static double Accuracy(ISegmentModel model, LabelledRows rows)
    {
        var segmentCount = model.Schema.Segments.Count;
        var logits = Score(model, rows.Table);
        return Enumerable.Range(0, rows.Count).Count(row =>
        {
            var scores = logits.AsSpan(row * segmentCount, segmentCount).ToArray();
            return scores.Index().MaxBy(score => score.Item).Index == rows.Labels[row];
        }) / (double)rows.Count;
    }

    public static double MajorityAccuracy(LabelledRows rows) =>
        rows.Labels.CountBy(label => label).Max(group => group.Value) / (double)rows.Count;
}
