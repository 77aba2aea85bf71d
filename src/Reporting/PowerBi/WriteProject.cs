using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Writes the Power BI project (PBIP): a semantic model and a report, from the catalogue and its texts. The same catalogue gives the same files.</summary>
public static class WriteProject
{
    private const string Name = "Palveluohjaus";
    private const string Schemas = "https://developer.microsoft.com/json-schemas/fabric";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many files were written.</returns>
    public static int WriteTo(DirectoryInfo folder)
    {
        var count = 0;
        foreach (var (path, content) in Files())
        {
            var file = new FileInfo(Path.Combine(folder.FullName, path));
            file.Directory!.Create();
            File.WriteAllText(file.FullName, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            count++;
        }

        return count;
    }

    /// <summary>Paths within the project's folder, with slashes, and what stands in each.</summary>
    internal static IEnumerable<(string Path, string Content)> Files()
    {
        const string Model = $"{Name}.SemanticModel";
        const string Report = $"{Name}.Report";
        yield return ($"{Name}.pbip", Text(new Dictionary<string, object>
        {
            ["$schema"] = $"{Schemas}/pbip/pbipProperties/1.0.0/schema.json",
            ["version"] = "1.0",
            ["artifacts"] = new[] { new { report = new { path = Report } } },
            ["settings"] = new { enableAutoRecovery = true },
        }));
        yield return ($"{Model}/.platform", Platform("SemanticModel"));
        yield return ($"{Model}/definition.pbism", Text(new Dictionary<string, object>
        {
            ["$schema"] = $"{Schemas}/item/semanticModel/definitionProperties/1.0.0/schema.json",
            ["version"] = "4.2",
            ["settings"] = new { },
        }));
        foreach (var (path, content) in WriteSemanticModel.Write(new DescribeSemanticModel().Describe()))
            yield return ($"{Model}/definition/{path}", content);
        yield return ($"{Report}/.platform", Platform("Report"));
        yield return ($"{Report}/definition.pbir", Text(new Dictionary<string, object>
        {
            ["$schema"] = $"{Schemas}/item/report/definitionProperties/2.0.0/schema.json",
            ["version"] = "4.0",
            ["datasetReference"] = new { byPath = new { path = $"../{Model}" } },
        }));
        foreach (var (path, content) in WriteReport.Write())
            yield return ($"{Report}/{path}", content);
    }

    private static string Platform(string type) => Text(new Dictionary<string, object>
    {
        ["$schema"] = $"{Schemas}/gitIntegration/platformProperties/2.0.0/schema.json",
        ["metadata"] = new { type, displayName = Name },
        ["config"] = new { version = "2.0", logicalId = StableId.Of($"item {type}") },
    });

    private static string Text(object json) => JsonSerializer.Serialize(json, Readable) + "\n";
}
