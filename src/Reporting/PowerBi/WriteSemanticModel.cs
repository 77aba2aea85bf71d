using System.Globalization;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Writes a semantic model as a folder of TMDL, which Power BI Desktop opens.</summary>
internal static class WriteSemanticModel
{
    /// <summary>The parameter that names the folder of the tables' files.</summary>
    public const string FolderParameter = "TablesFolder";

    public const string TextKey = "Palveluohjaus_TextKey";
    public const string NameTextKey = "Palveluohjaus_NameTextKey";
    public const string PartTextKey = "Palveluohjaus_PartTextKey";

    /// <summary>Power BI's, of the models that Desktop makes by itself.</summary>
    private const int CompatibilityLevel = 1600;

    private const string ModelCulture = "en-US";

    /// <returns>Paths within the folder <c>definition</c>, and what stands in each.</returns>
    public static IEnumerable<(string Path, string Content)> Write(SemanticModel model) =>
        [.. WriteObjects(model), .. ModelWords.Languages.Select(language => ($"cultures/{language.Name}.tmdl", CultureFile(model, language)))];

    /// <summary>All but the translations.</summary>
    internal static IEnumerable<(string Path, string Content)> WriteObjects(SemanticModel model)
    {
        yield return ("database.tmdl", $"database\n\tcompatibilityLevel: {CompatibilityLevel}\n");
        yield return ("model.tmdl", ModelFile(model));
        yield return ("expressions.tmdl", ExpressionsFile());
        yield return ("relationships.tmdl", RelationshipsFile(model));
        foreach (var table in model.Tables)
            yield return ($"tables/{table.Name}.tmdl", TableFile(table));
        foreach (var role in model.Roles)
            yield return ($"roles/{role.Name}.tmdl", RoleFile(role));
    }

    private static string ModelFile(SemanticModel model)
    {
        var text = new TmdlText()
            .Line(0, "model Model")
            .Value(1, "culture", ModelCulture)
            .Value(1, "defaultPowerBIDataSourceVersion", "powerBI_V3")
            .Flag(1, "discourageImplicitMeasures", isSet: true)
            .Value(1, "sourceQueryCulture", ModelCulture)
            .Annotation(0, "PBI_QueryOrder", $"[{string.Join(',', model.Tables.Select(table => table.Name).Prepend(FolderParameter).Select(name => $"\"{name}\""))}]")
            .Annotation(0, "__PBI_TimeIntelligenceEnabled", "0")
            .Annotation(0, "PBI_ProTooling", "[\"DevMode\"]")
            .Blank();
        foreach (var table in model.Tables)
            text.Line(0, $"ref table {TmdlText.NameOf(table.Name)}");
        text.Blank();
        foreach (var language in ModelWords.Languages)
            text.Line(0, $"ref cultureInfo {language.Name}");
        text.Blank();
        foreach (var role in model.Roles)
            text.Line(0, $"ref role {TmdlText.NameOf(role.Name)}");
        return text.ToString();
    }

    private static string ExpressionsFile() => new TmdlText()
        .Description(0, ModelWords.Find("PowerBi.TablesFolder", ModelWords.English))
        .Line(0, $"expression {FolderParameter} = \"C:\\Palveluohjaus\\\" meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]")
        .Value(1, "lineageTag", StableId.Of($"expression {FolderParameter}"))
        .Annotation(1, "PBI_ResultType", "Text")
        .ToString();

    private static string RelationshipsFile(SemanticModel model)
    {
        var text = new TmdlText();
        foreach (var relationship in model.Relationships)
        {
            text.Line(0, $"relationship {TmdlText.NameOf(relationship.Name)}")
                .Line(1, $"fromColumn: {ColumnOf(relationship.FromTable, relationship.FromColumn)}")
                .Line(1, $"toColumn: {ColumnOf(relationship.ToTable, relationship.ToColumn)}")
                .Blank();
        }

        return text.ToString();

        static string ColumnOf(string table, string column) => $"{TmdlText.NameOf(table)}.{TmdlText.NameOf(column)}";
    }

    private static string TableFile(ModelTable table)
    {
        var text = new TmdlText()
            .Line(0, $"table {TmdlText.NameOf(table.Name)}")
            .Value(1, "lineageTag", StableId.Of($"table {table.Name}"))
            .Blank();
        foreach (var measure in table.Measures)
            Write(measure, table, text);
        foreach (var column in table.Columns)
            Write(column, table, text);
        text.Line(1, $"partition {TmdlText.NameOf(table.Name)} = m")
            .Line(2, "mode: import")
            .Expression(2, "source", SourceOf(table))
            .Annotation(1, "PBI_ResultType", "Table");
        return text.ToString();
    }

    private static void Write(ModelMeasure measure, ModelTable table, TmdlText text) => text
        .Description(1, ModelWords.DescriptionOf(measure, ModelWords.English))
        .Expression(1, $"measure {TmdlText.NameOf(measure.Name)}", measure.Expression)
        .Value(2, "formatString", measure.FormatString)
        .Flag(2, "isHidden", measure.IsHidden)
        .Value(2, "lineageTag", StableId.Of($"measure {table.Name} {measure.Name}"))
        .Annotation(2, TextKey, measure.TextKey)
        .Annotation(2, NameTextKey, measure.NameTextKey)
        .Annotation(2, PartTextKey, measure.PartTextKey)
        .Blank();

    private static void Write(ModelColumn column, ModelTable table, TmdlText text) => text
        .Line(1, $"column {TmdlText.NameOf(column.Name)}")
        .Value(2, "dataType", TypeOf(column.DataType))
        .Flag(2, "isHidden", column.IsHidden)
        .Flag(2, "isKey", column.IsKey)
        .Value(2, "formatString", column.FormatString)
        .Value(2, "lineageTag", StableId.Of($"column {table.Name} {column.Name}"))
        .Value(2, "summarizeBy", "none")
        .Value(2, "sourceColumn", column.Name)
        .Name(2, "sortByColumn", column.SortByColumn)
        .Annotation(2, "SummarizationSetBy", "User")
        .Blank();

    /// <summary>M: reads the table's file. The types are those of the model, and an empty cell is blank.</summary>
    private static string SourceOf(ModelTable table)
    {
        var types = table.Columns.Select(column => $"{{\"{column.Name}\", {MTypeOf(column.DataType)}}}");
        var names = table.Columns.Select(column => $"\"{column.Name}\"");
        return string.Join(
            '\n',
            "let",
            $"    File = Csv.Document ( File.Contents ( {FolderParameter} & \"{WriteModelTables.FileOf(table)}\" ), [Delimiter = \",\", Encoding = 65001, QuoteStyle = QuoteStyle.Csv] ),",
            "    Named = Table.PromoteHeaders ( File, [PromoteAllScalars = true] ),",
            $"    Blank = Table.ReplaceValue ( Named, \"\", null, Replacer.ReplaceValue, {{{string.Join(", ", names)}}} ),",
            $"    Typed = Table.TransformColumnTypes ( Blank, {{{string.Join(", ", types)}}}, \"{ModelCulture}\" )",
            "in",
            "    Typed");
    }

    private static string RoleFile(ModelRole role) => new TmdlText()
        .Line(0, $"role {TmdlText.NameOf(role.Name)}")
        .Line(1, "modelPermission: read")
        .Blank()
        .Expression(1, $"tablePermission {TmdlText.NameOf(role.Table)}", role.FilterExpression)
        .ToString();

    private static string CultureFile(SemanticModel model, CultureInfo language)
    {
        var text = new TmdlText().Line(0, $"cultureInfo {language.Name}").Blank().Line(1, "translations").Line(2, "model Model");
        foreach (var table in model.Tables)
        {
            text.Line(3, $"table {TmdlText.NameOf(table.Name)}").Value(4, "caption", ModelWords.CaptionOf(table, language));
            foreach (var measure in table.Measures)
            {
                text.Line(4, $"measure {TmdlText.NameOf(measure.Name)}")
                    .Value(5, "caption", ModelWords.NameOf(measure, language))
                    .Value(5, "description", ModelWords.DescriptionOf(measure, language));
            }

            foreach (var column in table.Columns.Where(column => !column.IsHidden))
                text.Line(4, $"column {TmdlText.NameOf(column.Name)}").Value(5, "caption", ModelWords.CaptionOf(column, language));
        }

        return text.ToString();
    }

    private static string TypeOf(ModelDataType type) => type switch
    {
        ModelDataType.String => "string",
        ModelDataType.Int64 => "int64",
        ModelDataType.Double => "double",
        ModelDataType.Boolean => "boolean",
        ModelDataType.DateTime => "dateTime",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
    };

    private static string MTypeOf(ModelDataType type) => type switch
    {
        ModelDataType.String => "type text",
        ModelDataType.Int64 => "Int64.Type",
        ModelDataType.Double => "type number",
        ModelDataType.Boolean => "type logical",
        ModelDataType.DateTime => "type datetime",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
    };
}
