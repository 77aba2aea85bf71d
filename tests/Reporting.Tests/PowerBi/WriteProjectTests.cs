using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed partial class WriteProjectTests
{
    private const string ModelFolder = "Palveluohjaus.SemanticModel/definition/";
    private const string ReportFolder = "Palveluohjaus.Report/";
    private static readonly Dictionary<string, string> Files = WriteProject.Files().ToDictionary(file => file.Path, file => file.Content);
    private static readonly SemanticModel Model = new DescribeSemanticModel().Describe();

    [TestMethod]
    public void The_folder_in_the_repository_is_what_the_catalogue_gives()
    {
        var folder = Path.Combine(SharedData.FindRepository(), "src", "Reporting", "PowerBi", "Project");
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);

        const string Remedy = "Write it anew: rm -r src/Reporting/PowerBi/Project; dotnet run --project src/Host -- powerbi project --out src/Reporting/PowerBi/Project";
        CollectionAssert.AreEquivalent(Files.Keys, there.Keys, Remedy);
        foreach (var (path, content) in Files)
            Assert.AreEqual(content, there[path], $"{path}. {Remedy}");
    }

    [TestMethod]
    public void The_semantic_model_is_read_back_as_it_was()
    {
        var read = ReadTmdl.Read(FilesOf(Model));

        Assert.AreEqual(Write(Model), Write(read));
    }

    [TestMethod]
    public void Awkward_names_and_expressions_are_read_back_as_they_were()
    {
        var awkward = Model with
        {
            Tables =
            [
                Model.Tables[0] with
                {
                    Measures =
                    [
                        new("Äiti's \"own\" = 5 % : of [all], å.ä.ö", "VAR X =\n    1\n\nRETURN\n    X", "Metric.contacts") { FormatString = " #,0 \"kpl\" " },
                        new("Ends badly", "1 + \n\n", "Metric.contacts") { FormatString = "\"" },
                        new("Begins badly", "\n  1", "Metric.contacts") { FormatString = string.Empty },
                        new("'", "\"```\"", "Metric.contacts"),
                    ],
                    Columns = [new("Column with 'quotes'", ModelDataType.Boolean) { SortByColumn = "Other = one" }, new("Other = one", ModelDataType.Int64)],
                },
            ],
            Relationships = [new("Both 'sides'", "My table", "A.b", "Other's", "c d")],
            Roles = [new("Units", "My 'table'", "'My ''table'''[Code] = \"*\"")],
        };

        Assert.AreEqual(Write(awkward), Write(ReadTmdl.Read(WriteSemanticModel.WriteObjects(awkward).ToDictionary(file => file.Path, file => file.Content))));
    }

    [TestMethod]
    public void A_value_of_two_lines_is_refused() => Assert.ThrowsExactly<ArgumentException>(() => TmdlText.ValueOf("a\nb"));

    [TestMethod]
    public void Names_are_translated_into_three_languages_and_no_two_are_alike()
    {
        foreach (var language in ModelWords.Languages)
        {
            var culture = ReadTmdl.Parse(Files[$"{ModelFolder}cultures/{language.Name}.tmdl"]).Single();
            var tables = culture.Children.Single().Children.Single().Children;
            CollectionAssert.AreEqual(Model.Tables.Select(table => table.Name).ToArray(), tables.Select(table => ReadTmdl.Unquote(table.Name)).ToArray());
            CollectionAssert.AllItemsAreUnique(tables.Select(table => table.Property("caption")).ToArray());
            foreach (var (table, translated) in Model.Tables.Zip(tables))
            {
                var said = translated.Children.Where(child => child.Kind is "measure" or "column").ToList();
                Assert.HasCount(table.Measures.Count + table.Columns.Count(column => !column.IsHidden), said);
                Assert.IsTrue(said.TrueForAll(child => child.Property("caption") is { Length: > 0 }), $"{table.Name} in {language.Name}");
                CollectionAssert.AllItemsAreUnique(said.Select(child => child.Property("caption")).ToArray(), $"{table.Name} in {language.Name}");
            }
        }

        foreach (var (measure, name) in ((string, string)[])[("Contacts count", "Contacts"), ("Lead time p50", "Lead time, median"), ("Queue age over 100", "Open cases, past the deadline")])
            Assert.AreEqual(name, ModelWords.NameOf(Model.Find("Figure").Measures.Single(each => each.Name == measure), ModelWords.English));
    }

    [TestMethod]
    public void Each_object_has_an_id_of_its_own()
    {
        var ids = Files.Values.SelectMany(text => LineageTag().Matches(text)).Select(match => match.Groups[1].Value).ToList();

        Assert.IsGreaterThan(100, ids.Count);
        CollectionAssert.AllItemsAreUnique(ids);
    }

    [TestMethod]
    public void Every_measure_and_role_names_what_there_is_and_closes_what_it_opens()
    {
        var columns = Model.Tables.SelectMany(table => table.Columns.Select(column => $"'{table.Name}'[{column.Name}]")).ToHashSet();
        var measures = Model.Tables.SelectMany(table => table.Measures.Select(measure => $"[{measure.Name}]")).ToHashSet();
        foreach (var expression in Model.Tables.SelectMany(table => table.Measures).Select(measure => measure.Expression).Concat(Model.Roles.Select(role => role.FilterExpression)))
        {
            foreach (Match match in Reference().Matches(expression))
                Assert.IsTrue((match.Groups[1].Success ? columns : measures).Contains(match.Value), $"{match.Value} in {expression}");
            foreach (Match match in TableReference().Matches(expression))
                Assert.IsTrue(Model.Tables.Any(table => table.Name == match.Groups[1].Value), match.Value);
            Assert.AreEqual(expression.Count(letter => letter == '('), expression.Count(letter => letter == ')'), expression);
            Assert.AreEqual(0, expression.Count(letter => letter == '"') % 2, expression);
        }
    }

    [TestMethod]
    public void No_measure_answers_before_the_push_is_whole()
    {
        foreach (var measure in Model.Tables.SelectMany(table => table.Measures))
        {
            var reads = measure.Expression;
            while (BaseOf(reads) is { } other)
                reads = other;
            Assert.Contains("'Push'", reads, measure.Name);
        }

        static string? BaseOf(string expression) => Model.Find("Figure").Measures.SingleOrDefault(measure => measure.IsHidden && expression.Contains($"[{measure.Name}]", StringComparison.Ordinal))?.Expression;
    }

    [TestMethod]
    public void Every_file_of_the_report_has_the_published_shape()
    {
        var checkedFiles = 0;
        foreach (var (path, content) in Files.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal) || file.Key.EndsWith(".pbir", StringComparison.Ordinal) || file.Key.EndsWith(".pbip", StringComparison.Ordinal) || file.Key.EndsWith(".pbism", StringComparison.Ordinal) || file.Key.EndsWith(".platform", StringComparison.Ordinal)))
        {
            var json = JsonNode.Parse(content)!.AsObject();
            if (json["$schema"] is not { } schema)
            {
                Assert.Contains("RegisteredResources", path);
                continue;
            }

            Assert.AreEqual(string.Empty, string.Join('\n', PublishedShapes.FindFaults(schema.GetValue<string>(), json)), path);
            checkedFiles++;
        }

        Assert.IsGreaterThan(200, checkedFiles);
    }

    [TestMethod]
    public void Each_dashboard_has_its_page_in_each_language_and_paths_say_where_they_are()
    {
        var order = JsonNode.Parse(Files[$"{ReportFolder}definition/pages/pages.json"])!["pageOrder"]!.AsArray().Select(page => page!.GetValue<string>()).ToList();

        CollectionAssert.AllItemsAreUnique(order);
        foreach (var id in DashboardCatalogue.All.Select(dashboard => dashboard.Id).Append("paths"))
        {
            foreach (var language in (string[])["fi", "sv", "en"])
                CollectionAssert.Contains(order, $"{id}-{language}");
        }

        Assert.HasCount(order.Count, Files.Keys.Where(path => path.EndsWith("/page.json", StringComparison.Ordinal)).ToList());
        Assert.Contains("Ohjauksen laatu", Files[$"{ReportFolder}definition/pages/guidance-quality-fi/page.json"]);
        Assert.Contains("/paths", Files[$"{ReportFolder}definition/pages/paths-sv/visuals/elsewhere/visual.json"]);
    }

    [TestMethod]
    [DataRow("overview", "period unit municipality segment")]
    [DataRow("segments", "period unit municipality segment")]
    [DataRow("equality", "period unit municipality")]
    [DataRow("interventions-and-feedback", "period unit")]
    [DataRow("model-watch", "period municipality segment")]
    public void A_slicer_that_could_only_empty_the_page_is_not_on_it(string page, string slicers)
    {
        foreach (var language in (string[])["fi", "sv", "en"])
            Assert.AreEqual(slicers, string.Join(' ', WriteReport.Slicers.Select(slicer => slicer.Name).Where(name => Files.ContainsKey($"{ReportFolder}definition/pages/{page}-{language}/visuals/{name}/visual.json"))), language);
    }

    [TestMethod]
    public void A_measure_has_a_name_of_its_own_in_each_language_that_says_nothing_twice()
    {
        foreach (var language in ModelWords.Languages)
        {
            var names = ModelMeasures.All.Select(measure => ModelWords.NameOf(measure, language)).ToList();

            CollectionAssert.AllItemsAreUnique(names);
            foreach (var name in names)
            {
                var words = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => word.ToLower(language)).Where(word => word.Length > 3).ToList();
                Assert.AreEqual(string.Join(' ', words.Distinct()), string.Join(' ', words));
            }
        }
    }

    [TestMethod]
    public void Visuals_stay_on_their_page_apart_from_one_another_in_reading_order_with_alternative_texts()
    {
        foreach (var page in Files.Keys.Where(path => path.EndsWith("/page.json", StringComparison.Ordinal)).Select(path => path[..^"page.json".Length]))
        {
            var visuals = Files.Where(file => file.Key.StartsWith($"{page}visuals/", StringComparison.Ordinal)).Select(file => JsonNode.Parse(file.Value)!).OrderBy(visual => (int)visual["position"]!["tabOrder"]!).ToList();
            CollectionAssert.AllItemsAreUnique(visuals.Select(visual => (int)visual["position"]!["tabOrder"]!).ToArray());
            var boxes = visuals.Select(visual => visual["position"]!).Select(at => (X: (int)at["x"]!, Y: (int)at["y"]!, Right: (int)at["x"]! + (int)at["width"]!, Bottom: (int)at["y"]! + (int)at["height"]!)).ToList();
            for (var index = 0; index < boxes.Count; index++)
            {
                var box = boxes[index];
                Assert.IsTrue(box is { X: >= 0, Y: >= 0, Right: <= 1280, Bottom: <= 720 }, $"{page} {box}");
                Assert.IsFalse(boxes.Skip(index + 1).Any(other => other.X < box.Right && box.X < other.Right && other.Y < box.Bottom && box.Y < other.Bottom), $"{page} {box}");
                Assert.IsTrue(index == 0 || (boxes[index - 1].Y, boxes[index - 1].X).CompareTo((box.Y, box.X)) < 0, $"{page} is not read in its order.");
                Assert.IsNotEmpty(LiteralOf(visuals[index]["visual"]!["visualContainerObjects"]!["general"]![0]!["properties"]!["altText"]!));
            }
        }
    }

    [TestMethod]
    public void Visuals_are_bound_to_what_the_model_has()
    {
        var bound = 0;
        foreach (var (path, content) in Files.Where(file => file.Key.EndsWith("/visual.json", StringComparison.Ordinal)))
        {
            foreach (var field in FieldsOf(JsonNode.Parse(content)!))
            {
                var (kind, name) = field.First(each => each.Key is "Column" or "Measure");
                var (table, property) = (name!["Expression"]!["SourceRef"]!["Entity"]?.GetValue<string>(), name["Property"]!.GetValue<string>());
                if (table is null)
                    continue;
                Assert.IsTrue(kind == "Column" ? Model.Find(table).Columns.Any(column => column.Name == property) : Model.Find(table).Measures.Any(measure => measure.Name == property && !measure.IsHidden), $"{path}: {table}[{property}]");
                bound++;
            }
        }

        Assert.IsGreaterThan(500, bound);
    }

    [TestMethod]
    public void Visuals_of_a_language_show_names_in_that_language()
    {
        Assert.Contains("NameSv", Files[$"{ReportFolder}definition/pages/overview-sv/visuals/unit/visual.json"]);
        foreach (var (path, content) in Files.Where(file => file.Key.Contains("-sv/visuals/", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("NameFi", content, path);
            Assert.DoesNotContain("NameEn", content, path);
        }
    }

    private static IEnumerable<JsonObject> FieldsOf(JsonNode node)
    {
        if (node is JsonObject json)
        {
            if (json.Any(each => each.Key is "Column" or "Measure"))
                yield return json;
            foreach (var inner in json.Where(each => each.Value is not null).SelectMany(each => FieldsOf(each.Value!)))
                yield return inner;
        }
        else if (node is JsonArray array)
        {
            foreach (var inner in array.Where(each => each is not null).SelectMany(each => FieldsOf(each!)))
                yield return inner;
        }
    }

    private static string LiteralOf(JsonNode property) => property["expr"]!["Literal"]!["Value"]!.GetValue<string>().Trim('\'');

    private static Dictionary<string, string> FilesOf(SemanticModel model) => WriteSemanticModel.Write(model).ToDictionary(file => file.Path, file => file.Content);

    private static string Write(SemanticModel model) => JsonSerializer.Serialize(model);

    [GeneratedRegex("lineageTag: (.+)")]
    private static partial Regex LineageTag();

    // 'Table'[Column] or [Measure].
    [GeneratedRegex("('[A-Za-z]+')?\\[[^\\]]+\\]")]
    private static partial Regex Reference();

    [GeneratedRegex("'([A-Za-z]+)'")]
    private static partial Regex TableReference();
}
