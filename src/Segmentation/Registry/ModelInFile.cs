using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>model.json as it stands in the file: names in place of indexes, and members in the order they are written.</summary>
internal sealed record ModelInFile(
    string Format,
    string Id,
    string Trainer,
    int Seed,
    SortedDictionary<string, string> Settings,
    SchemaInFile Schema,
    double Temperature,
    ConformalInFile Conformal,
    IReadOnlyList<string> RequiredColumns,
    ModelBody Model,
    ReferenceInFile Reference)
{
    // One column's categories; a greater list is no category but a free text.
    private const int MaximumCategories = 100_000;

    public static ModelInFile Of(CalibratedModel model) => new(
        ModelFile.Format,
        model.Id,
        model.Trainer,
        model.Seed,
        Sorted(model.Settings),
        SchemaInFile.Of(model.Model.Schema),
        model.Temperature,
        // 1 − a probability is never over 1, so an endless threshold and 1 both keep every segment.
        new ConformalInFile(model.Conformal.Coverages, [.. model.Conformal.Thresholds.Select(threshold => Math.Min(threshold, 1))]),
        model.RequiredColumns,
        ModelBody.Of(model.Model),
        ReferenceInFile.Of(model.Reference, model.Model.Schema));

    public CalibratedModel ToModel(FileCheck check, OwnFileModels ownFile)
    {
        check.Require(RegistryName.IsId(Id), "id", "must be a collection and a version, such as four-field-1/2026-11-22-1");
        check.Require(!string.IsNullOrWhiteSpace(Trainer), "trainer", "must name the trainer");
        check.Require(Settings.Values.All(value => value is not null), "settings", "must be texts");
        check.Require(double.IsFinite(Temperature) && Temperature > 0, "temperature", "must be a number over 0");

        var schema = Schema.ToSchema(check, MaximumCategories);
        check.Items(RequiredColumns, "requiredColumns");
        foreach (var column in RequiredColumns)
            check.Require(schema.IndexOf(column) >= 0, "requiredColumns", $"names {column}, which is no column of the model");

        var conformal = Conformal.ToThresholds(check);
        var reference = Reference.ToReference(check, schema);
        return new CalibratedModel
        {
            Id = Id,
            Trainer = Trainer,
            Seed = Seed,
            Settings = Settings,
            Temperature = Temperature,
            Conformal = conformal,
            RequiredColumns = RequiredColumns,
            Reference = reference,
            Model = Model.ToModel(schema, check, Trainer, ownFile),
        };
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> settings)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            sorted.Add(name, value);
        return sorted;
    }
}

internal sealed record ConformalInFile(IReadOnlyList<double> Coverages, IReadOnlyList<double> Thresholds)
{
    public ConformalThresholds ToThresholds(FileCheck check)
    {
        check.Require(Coverages.Count == Thresholds.Count, "conformal", $"has {Coverages.Count} coverages and {Thresholds.Count} thresholds");
        check.Require(Coverages.All(coverage => coverage is > 0 and < 1) && FileCheck.Rises(Coverages), "conformal.coverages", "must rise, over 0 and under 1");
        check.Require(
            Thresholds.All(double.IsFinite) && Thresholds.Zip(Thresholds.Skip(1)).All(pair => pair.First <= pair.Second),
            "conformal.thresholds",
            "must be finite and never fall");
        return new ConformalThresholds(Coverages, Thresholds);
    }
}

internal sealed record SchemaInFile(string? Catalogue, string? Scheme, IReadOnlyList<string> Segments, IReadOnlyList<ColumnInFile> Columns)
{
    public static SchemaInFile Of(ModelSchema schema) => new(
        schema.CatalogueVersion,
        schema.SchemeId,
        schema.Segments,
        [.. schema.Columns.Select(column => new ColumnInFile(column.Name, column.Categories))]);

    public ModelSchema ToSchema(FileCheck check, int maximumCategories)
    {
        check.Names(Segments, "schema.segments");
        check.Require(Segments.Count >= 2, "schema.segments", "must be two or more");
        check.Items(Columns, "schema.columns");
        check.Names([.. Columns.Select(column => column.Name)], "schema.columns");
        check.Require(Columns.Count > 0, "schema.columns", "must be one or more");
        foreach (var (index, column) in Columns.Index())
        {
            check.Names(column.Categories, $"schema.columns[{index}].categories");
            check.Require(column.Categories.Count <= maximumCategories, $"schema.columns[{index}].categories", $"must be at most {maximumCategories}");
        }

        return new ModelSchema
        {
            CatalogueVersion = Catalogue,
            SchemeId = Scheme,
            Segments = Segments,
            Columns = [.. Columns.Select(column => new ModelColumn(column.Name, column.Categories))],
        };
    }
}

internal sealed record ColumnInFile(string Name, IReadOnlyList<string> Categories);
