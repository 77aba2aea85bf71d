using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>How the training rows were distributed, as it stands in model.json.</summary>
internal sealed record ReferenceInFile(IReadOnlyList<double> Suggested, IReadOnlyList<ReferenceColumnInFile> Columns)
{
    private const double ShareTolerance = 1e-6;

    public static ReferenceInFile Of(ReferenceDistribution reference, ModelSchema schema) => new(
        reference.Suggested,
        [.. reference.Columns.Zip(schema.Columns, (column, described) => new ReferenceColumnInFile(
            described.Name,
            column.UpperEdges,
            [.. column.Representatives.Select(value => float.IsNaN(value) ? (float?)null : value)],
            column.Counts))]);

    public ReferenceDistribution ToReference(FileCheck check, ModelSchema schema)
    {
        check.Require(
            Suggested.Count == schema.Segments.Count && Suggested.All(share => share is >= 0 and <= 1) && Math.Abs(Suggested.Sum() - 1) <= ShareTolerance,
            "reference.suggested",
            $"must be {schema.Segments.Count} shares that sum to 1");
        check.Items(Columns, "reference.columns");
        check.Require(Columns.Count == schema.Columns.Count, "reference.columns", $"must be {schema.Columns.Count}, as in the schema, and are {Columns.Count}");
        return new ReferenceDistribution([.. Columns.Select((column, index) => column.ToColumn(check, $"reference.columns[{index}]", schema, index))], Suggested);
    }
}

internal sealed record ReferenceColumnInFile(
    string Column, IReadOnlyList<float> UpperEdges, IReadOnlyList<float?> Representatives, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    public ReferenceColumn ToColumn(FileCheck check, string where, ModelSchema schema, int index)
    {
        var described = schema.Columns[index];
        check.Require(Column == described.Name, $"{where}.column", $"must be {described.Name}, as in the schema, and is {Column}");
        check.Edges(UpperEdges, $"{where}.upperEdges");
        check.Require(!described.IsCategory || UpperEdges.Count == 0, $"{where}.upperEdges", "must be empty for a category");

        var bins = described.IsCategory ? described.Categories.Count : UpperEdges.Count + 1;
        check.Require(
            Representatives.Count <= bins && Representatives.All(value => value is null || float.IsFinite(value.Value)),
            $"{where}.representatives",
            $"must be finite, and at most one for each of {bins} bins");
        check.Items(Counts, $"{where}.counts");
        check.Require(Counts.Count == bins + 1, $"{where}.counts", $"must be {bins + 1} lines, one for each bin and one for missing, and are {Counts.Count}");
        check.Require(
            Counts.All(line => line.Count == schema.Segments.Count && line.All(count => count >= 0)),
            $"{where}.counts",
            $"must have {schema.Segments.Count} counts on each line, none under 0");
        return new ReferenceColumn(UpperEdges, [.. Representatives.Select(value => value ?? float.NaN)], Counts);
    }
}
