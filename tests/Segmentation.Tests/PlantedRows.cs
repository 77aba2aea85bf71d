using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests;

/// <summary>Labelled rows with a rule planted in them: numbers, a category, missing values and noise.</summary>
internal static class PlantedRows
{
    public const int Number = 0;
    public const int WholeNumber = 1;
    public const int Category = 2;
    public const int WithMissing = 3;
    public const int Noise = 4;

    public static ModelSchema Schema(int segmentCount = 3) => new()
    {
        Columns =
        [
            ModelColumn.Number("number"),
            ModelColumn.Number("whole-number"),
            new ModelColumn("category", ["a", "b", "c", "d", "e", "f"]),
            ModelColumn.Number("with-missing"),
            ModelColumn.Number("noise"),
        ],
        Segments = [.. Enumerable.Range(0, segmentCount).Select(segment => $"S{segment}")],
    };

    public static LabelledRows Draw(int rowCount, int seed, int segmentCount = 3)
    {
        var random = new Random(seed);
        var schema = Schema(segmentCount);
        var columns = schema.Columns.Select(_ => new float[rowCount]).ToArray();
        var labels = new int[rowCount];
        var logits = new double[segmentCount];
        for (var row = 0; row < rowCount; row++)
        {
            columns[Number][row] = (float)((random.NextDouble() * 4) - 2);
            columns[WholeNumber][row] = random.Next(4);
            columns[Category][row] = random.Next(6);

            // Goes with the number, so that a pair's main effects have something to hide behind.
            columns[WithMissing][row] = random.NextDouble() < 0.2 ? float.NaN : columns[Number][row] + (float)random.NextDouble();
            columns[Noise][row] = (float)random.NextDouble();

            Array.Clear(logits);
            logits[0] = columns[Number][row] * (columns[WholeNumber][row] - 1.5);
            logits[1] = columns[Category][row] is 1 or 4 ? 1.5 : -0.5;
            logits[^1] += float.IsNaN(columns[WithMissing][row]) ? 1 : -0.3 * columns[WithMissing][row];
            labels[row] = DrawSegment(random, logits);
        }

        return new LabelledRows(new FeatureTable(schema, columns, rowCount), labels);
    }

    /// <summary>The same rows in another order.</summary>
    public static LabelledRows Shuffled(LabelledRows rows, int seed)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        new Random(seed).Shuffle(order);
        return rows.Take(order);
    }

    /// <summary>The share of rows whose greatest logit is their label's.</summary>
    public static double Accuracy(ISegmentModel model, LabelledRows rows)
    {
        var segmentCount = rows.Schema.Segments.Count;
        var logits = new float[rows.Count * segmentCount];
        model.Score(rows.Table, logits);
        var right = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var ofRow = logits.AsSpan(row * segmentCount, segmentCount);
            right += ofRow.IndexOf(ofRow.ToArray().Max()) == rows.Labels[row] ? 1 : 0;
        }

        return right / (double)rows.Count;
    }

    private static int DrawSegment(Random random, double[] logits)
    {
        var probabilities = new double[logits.Length];
        Softmax.Apply(logits, 0.5, probabilities);
        var draw = random.NextDouble();
        var segment = 0;
        while (segment + 1 < logits.Length && (draw -= probabilities[segment]) > 0)
            segment++;
        return segment;
    }
}
