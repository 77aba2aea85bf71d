using System.Security.Cryptography;
using System.Text.Json;
using Palveluohjaus.Reporting.PowerBi.Contract;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Writes the semantic model as the service takes a push dataset. Roles are not among what it takes: they are in the project folder only.</summary>
internal static class CreatePushDataset
{
    /// <summary>Of tables, of columns of one, and of relationships. Learn, "Push semantic model limitations".</summary>
    private const int MostOfEach = 75;

    /// <exception cref="PowerBiFaultException">The model is larger than a push dataset may be.</exception>
    public static CreateDatasetRequest Write(SemanticModel model, string name)
    {
        if (model.Tables.Count > MostOfEach || model.Relationships.Count > MostOfEach || model.Tables.Any(table => table.Columns.Count > MostOfEach))
            throw new PowerBiFaultException(PowerBiFault.TooMuch);
        return new CreateDatasetRequest { Name = name, Tables = [.. model.Tables.Select(Write)], Relationships = [.. model.Relationships.Select(Write)] };
    }

    public static Table Write(ModelTable table) => new()
    {
        Name = table.Name,
        Columns = [.. table.Columns.Select(Write)],
        Measures = table.Measures.Count == 0 ? null : [.. table.Measures.Select(Write)],
    };

    /// <summary>Of what the service can change.</summary>
    public static string SchemaOf(ModelTable table) => Hash(Write(table));

    /// <summary>Of what it cannot.</summary>
    public static string ShapeOf(SemanticModel model) => Hash(new { Tables = model.Tables.Select(table => table.Name).Order(StringComparer.Ordinal), Relationships = model.Relationships.Select(Write) });

    private static Measure Write(ModelMeasure measure) => new() { Name = measure.Name, Expression = measure.Expression, FormatString = measure.FormatString, IsHidden = measure.IsHidden ? true : null };

    private static Column Write(ModelColumn column) => new()
    {
        Name = column.Name,
        DataType = column.DataType.ToString(),
        FormatString = column.FormatString,
        SortByColumn = column.SortByColumn,
        IsHidden = column.IsHidden ? true : null,

        // A column dragged into a figure must not add up what only a measure may.
        SummarizeBy = "None",
    };

    private static Relationship Write(ModelRelationship each) => new() { Name = each.Name, FromTable = each.FromTable, FromColumn = each.FromColumn, ToTable = each.ToTable, ToColumn = each.ToColumn };

    private static string Hash<T>(T what) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(what, PowerBiConnection.Json)));
}
