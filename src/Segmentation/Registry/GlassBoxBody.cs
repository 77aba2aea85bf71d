using System.Text.Json.Serialization;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>A glass box in model.json: intercepts and tables.</summary>
internal sealed record GlassBoxBody(double[] Intercepts, IReadOnlyList<TableInFile> Tables) : ModelBody
{
    public static GlassBoxBody Of(GlassBoxModel model) =>
        new([.. model.Intercepts], [.. model.Tables.Select(table => TableInFile.Of(table, model.Schema))]);

    public override ISegmentModel ToModel(ModelSchema schema, FileCheck check, string trainer, OwnFileModels ownFile)
    {
        check.Require(Intercepts.All(double.IsFinite), "model.intercepts", "must be finite numbers");
        check.Items(Tables, "model.tables");
        var tables = Tables.Select((table, index) => table.ToTable(schema, check, $"model.tables[{index}]")).ToList();
        try
        {
            return new GlassBoxModel(schema, Intercepts, tables);
        }
        catch (ArgumentException exception)
        {
            throw check.Wrong("model", exception.Message, exception);
        }
    }
}

/// <param name="Columns">The names of the one or two columns it looks at.</param>
/// <param name="Axes">The bins of each.</param>
/// <param name="Weights">Share of training rows in each cell, row-major.</param>
/// <param name="Values">A line for each bin of the first column: for each bin of the second, if there is one, k logits.</param>
internal sealed record TableInFile(IReadOnlyList<string> Columns, IReadOnlyList<AxisInFile> Axes, double[] Weights, double[][] Values)
{
    public static TableInFile Of(TermTable table, ModelSchema schema)
    {
        TermAxis[] axes = table.Second is null ? [table.First] : [table.First, table.Second];
        return new TableInFile(
            [.. axes.Select(axis => schema.Columns[axis.Column].Name)],
            [.. axes.Select(AxisInFile.Of)],
            table.Weights,
            [.. table.Values.Chunk(table.Values.Length / table.First.BinCount)]);
    }

    public TermTable ToTable(ModelSchema schema, FileCheck check, string where)
    {
        check.Items(Columns, $"{where}.columns");
        check.Items(Axes, $"{where}.axes");
        check.Items(Values, $"{where}.values");
        check.Require(Columns.Count is 1 or 2 && Axes.Count == Columns.Count, $"{where}.columns", $"must be one or two, with as many axes, and are {Columns.Count} with {Axes.Count}");

        var axes = Axes.Select((axis, index) => axis.ToAxis(ColumnIndex(index), check, $"{where}.axes[{index}]")).ToList();
        var first = axes[0];
        check.Require(Values.Length == first.BinCount, $"{where}.values", $"must be {first.BinCount} lines, one for each bin of {Columns[0]}, and are {Values.Length}");
        var lineLength = schema.Segments.Count * (axes.Count == 1 ? 1 : axes[1].BinCount);
        foreach (var (index, line) in Values.Index())
        {
            check.Require(line.Length == lineLength, $"{where}.values[{index}]", $"must be {lineLength} numbers, and are {line.Length}");
            check.Require(line.All(double.IsFinite), $"{where}.values[{index}]", "must be finite numbers");
        }

        try
        {
            return new TermTable(first, axes.Count == 1 ? null : axes[1], [.. Values.SelectMany(line => line)], Weights);
        }
        catch (ArgumentException exception)
        {
            throw check.Wrong(where, exception.Message, exception);
        }

        int ColumnIndex(int index)
        {
            var column = schema.IndexOf(Columns[index]);
            check.Require(column >= 0, $"{where}.columns[{index}]", $"{Columns[index]} is no column of the model");
            return column;
        }
    }
}

/// <param name="Edges">Upper edges of a number's bins.</param>
/// <param name="Bins">The bin of each category.</param>
internal sealed record AxisInFile(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float[]? Edges = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int[]? Bins = null)
{
    // Training makes at most 256. The limit keeps the cells of a pair within an int whatever a file claims.
    private const int MaximumBins = 4_096;

    public static AxisInFile Of(TermAxis axis) =>
        axis.IsCategory ? new AxisInFile(Bins: axis.BinOfCategory.ToArray()) : new AxisInFile(Edges: axis.UpperEdges.ToArray());

    public TermAxis ToAxis(int column, FileCheck check, string where)
    {
        check.Require((Edges is null) != (Bins is null), where, "must have either edges or bins");
        if (Edges is not null)
        {
            check.Require(Edges.Length < MaximumBins, $"{where}.edges", $"must be under {MaximumBins}");
            check.Edges(Edges, $"{where}.edges");
            return TermAxis.OfNumber(column, Edges);
        }

        check.Require(Bins!.All(bin => bin is >= 1 and < MaximumBins), $"{where}.bins", $"must be from 1 to {MaximumBins - 1}");
        try
        {
            return TermAxis.OfCategory(column, Bins!);
        }
        catch (ArgumentException exception)
        {
            throw check.Wrong($"{where}.bins", exception.Message, exception);
        }
    }
}
