using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// Writes the report in Power BI's enhanced report format (PBIR). Each page is there once in each language: what a page says by itself, and the names of rows,
/// Power BI does not translate.
/// </summary>
internal static class WriteReport
{
    /// <summary>The slicers stand on every page under these names, where they leave anything on it, so that whoever embeds the report can set them.</summary>
    public static readonly IReadOnlyList<(string Name, string Table)> Slicers = [("period", DescribeSemanticModel.Period), ("unit", "Unit"), ("municipality", "Municipality"), ("segment", "Segment")];

    private const string Schemas = "https://developer.microsoft.com/json-schemas/fabric/item/report/definition";
    private const string VisualVersion = "2.4.0";
    private const string PageVersion = "2.0.0";
    private const string ReportVersion = "3.0.0";
    private const string Theme = "palveluohjaus.json";

    private const int Width = 1280;
    private const int Height = 720;
    private const int Edge = 24;
    private const int Gap = 16;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Dictionary<string, ModelMeasure> Measures = ModelMeasures.All.ToDictionary(measure => measure.Name);

    /// <summary>The page of a dashboard in a language: <c>overview-fi</c>.</summary>
    public static string PageName(ReportPage page, CultureInfo language) => $"{page.Id}-{language.TwoLetterISOLanguageName}";

    /// <returns>Paths within the report's folder, and what stands in each.</returns>
    public static IEnumerable<(string Path, string Content)> Write()
    {
        var pages = ModelWords.Languages.SelectMany(language => ReportPage.All.Select(page => (Page: page, Language: language))).ToList();
        yield return ("definition/version.json", Text(new JsonObject { ["$schema"] = $"{Schemas}/versionMetadata/1.0.0/schema.json", ["version"] = "2.0.0" }));
        yield return ("definition/report.json", Text(Report()));
        yield return ($"StaticResources/RegisteredResources/{Theme}", Text(ThemeOf()));
        yield return ("definition/pages/pages.json", Text(new JsonObject
        {
            ["$schema"] = $"{Schemas}/pagesMetadata/1.0.0/schema.json",
            ["pageOrder"] = new JsonArray([.. pages.Select(each => (JsonNode)PageName(each.Page, each.Language))]),
            ["activePageName"] = PageName(pages[0].Page, pages[0].Language),
        }));
        foreach (var (page, language) in pages)
        {
            var visuals = VisualsOf(page, language).ToList();
            var folder = $"definition/pages/{PageName(page, language)}";
            yield return ($"{folder}/page.json", Text(PageOf(page, language)));
            for (var place = 0; place < visuals.Count; place++)
            {
                var (name, position, visual, filters) = visuals[place];
                // The names of filters are unique in all of the report.
                foreach (var filter in filters ?? [])
                    filter!["name"] = StableId.Of($"filter {folder} {name} {filter["name"]}");
                yield return ($"{folder}/visuals/{name}/visual.json", Text(Container(name, position, place, visual, filters)));
            }
        }
    }

    private static JsonObject Report() => new()
    {
        ["$schema"] = $"{Schemas}/report/{ReportVersion}/schema.json",
        ["themeCollection"] = new JsonObject
        {
            ["customTheme"] = new JsonObject
            {
                ["name"] = Theme,
                ["reportVersionAtImport"] = new JsonObject { ["visual"] = VisualVersion, ["report"] = ReportVersion, ["page"] = PageVersion },
                ["type"] = "RegisteredResources",
            },
        },
        ["resourcePackages"] = new JsonArray(new JsonObject
        {
            ["name"] = "RegisteredResources",
            ["type"] = "RegisteredResources",
            ["items"] = new JsonArray(new JsonObject { ["name"] = Theme, ["path"] = Theme, ["type"] = "CustomTheme" }),
        }),
        ["settings"] = new JsonObject { ["useStylableVisualContainerHeader"] = true, ["exportDataMode"] = "AllowSummarized" },
    };

    /// <summary>The colours of our own pages: grey is ordinary, the accent is what is looked at.</summary>
    private static JsonObject ThemeOf() => new()
    {
        ["name"] = "Palveluohjaus",
        ["dataColors"] = new JsonArray("#005799", "#6b7785", "#b87400", "#006250", "#b01038", "#5698c8", "#0b406e", "#c08a2b"),
        ["background"] = "#ffffff",
        ["foreground"] = "#1a1a1a",
        ["tableAccent"] = "#005799",
        ["good"] = "#006250",
        ["neutral"] = "#b87400",
        ["bad"] = "#b01038",
        ["textClasses"] = new JsonObject
        {
            ["title"] = new JsonObject { ["fontFace"] = "Segoe UI Semibold", ["fontSize"] = 12, ["color"] = "#1a1a1a" },
            ["label"] = new JsonObject { ["fontFace"] = "Segoe UI", ["fontSize"] = 10, ["color"] = "#4d4d4d" },
            ["callout"] = new JsonObject { ["fontFace"] = "Segoe UI", ["fontSize"] = 20, ["color"] = "#1a1a1a" },
        },
    };

    private static JsonObject PageOf(ReportPage page, CultureInfo language)
    {
        var json = new JsonObject
        {
            ["$schema"] = $"{Schemas}/page/{PageVersion}/schema.json",
            ["name"] = PageName(page, language),
            ["displayName"] = ModelWords.Find(page.TitleKey, language),
            ["displayOption"] = "FitToPage",
            ["height"] = Height,
            ["width"] = Width,
        };
        // Lines show months whatever period is chosen for the rest.
        var lines = page.Visuals.Select((visual, place) => (visual, Name: NameOf(visual, place))).Where(each => each.visual is Lines).Select(each => (JsonNode)new JsonObject { ["source"] = "period", ["target"] = each.Name, ["type"] = "NoFilter" }).ToArray();
        if (lines.Length > 0)
            json["visualInteractions"] = new JsonArray(lines);
        return json;
    }

    private static IEnumerable<(string Name, JsonObject Position, JsonObject Visual, JsonArray? Filters)> VisualsOf(ReportPage page, CultureInfo language)
    {
        yield return ("title", Place(Edge, 12, Width - (2 * Edge), 48), TextBox(ModelWords.Find(page.TitleKey, language), "20pt"), null);
        if (page.Visuals.Count == 0)
        {
            yield return ("elsewhere", Place(Edge, 80, Width - (2 * Edge), 120), TextBox(ModelWords.Find("PowerBi.PathsElsewhere", language), "12pt"), null);
            yield break;
        }

        var slicerWidth = (Width - (2 * Edge) - ((Slicers.Count - 1) * Gap)) / Slicers.Count;
        var slicers = Slicers.Where(slicer => ModelDivision.All.FirstOrDefault(division => division.Table == slicer.Table) is not { } division || page.CanBeLimitedTo(division)).ToList();
        for (var place = 0; place < slicers.Count; place++)
        {
            var (name, table) = slicers[place];
            yield return (name, Place(Edge + (place * (slicerWidth + Gap)), 64, slicerWidth, 64), Slicer(table, language), table == DescribeSemanticModel.Period ? null : [Filter("parts", table, "IsWhole", "false")]);
        }

        yield return ("key-figures", Place(Edge, 136, Width - (2 * Edge), 104), Cards(page.KeyFigures, language), null);
        const int Top = 252;
        const int Across = (Width - (2 * Edge) - Gap) / 2;
        const int Down = (Height - Top - 12 - Gap) / 2;
        for (var place = 0; place < page.Visuals.Count; place++)
        {
            var visual = page.Visuals[place];
            // The last of an odd number takes the whole width.
            var width = place == page.Visuals.Count - 1 && place % 2 == 0 ? Width - (2 * Edge) : Across;
            yield return (NameOf(visual, place), Place(Edge + (place % 2 * (Across + Gap)), Top + (place / 2 * (Down + Gap)), width, Down), Draw(visual, language), FiltersOf(visual));
        }
    }

    private static string NameOf(ReportVisual visual, int place) => string.Create(CultureInfo.InvariantCulture, $"figure-{place + 1}-{visual.Table.ToLowerInvariant()}");

    private static JsonArray? FiltersOf(ReportVisual visual) =>
        visual is Lines ? [Filter("months", DescribeSemanticModel.Period, "Kind", $"'{ModelPeriod.Month}'"), Filter("whole-months", DescribeSemanticModel.Period, "IsOver", "true")] : null;

    private static JsonObject Draw(ReportVisual visual, CultureInfo language)
    {
        var (names, figures) = (NamesOf(visual.Table, language), visual.Figures.Select(figure => MeasureOf(figure)).ToArray());
        var (type, roles) = visual switch
        {
            Lines => ("lineChart", new[] { ("Category", [names]), ("Y", figures) }),
            Bars => ("clusteredBarChart", [("Category", [names]), ("Y", figures)]),
            _ => ("tableEx", [("Values", (JsonObject[])[names, .. figures])]),
        };
        var title = $"{string.Join("; ", visual.Figures.Select(figure => CaptionOf(figure, language)))}, {ModelWords.Find($"PowerBi.By.{visual.Table}", language)}";
        var query = new JsonObject { ["queryState"] = new JsonObject(roles.Select(role => KeyValuePair.Create<string, JsonNode?>(role.Item1, Projections(role.Item2)))) };
        if (visual is Lines)
            query["sortDefinition"] = new JsonObject { ["sort"] = new JsonArray(new JsonObject { ["field"] = names["field"]!.DeepClone(), ["direction"] = "Ascending" }), ["isDefaultSort"] = true };
        return new JsonObject
        {
            ["visualType"] = type,
            ["query"] = query,
            ["visualContainerObjects"] = Said(title, $"{title}. {string.Join(' ', visual.Figures.Select(figure => ModelWords.DescriptionOf(Measures[ModelFigure.Find(figure).MeasureName], language)).Distinct())}"),
            ["drillFilterOtherVisuals"] = true,
        };
    }

    private static JsonObject Slicer(string table, CultureInfo language)
    {
        var caption = ModelWords.Find($"PowerBi.Table.{table}", language);
        return new JsonObject
        {
            ["visualType"] = "slicer",
            ["query"] = new JsonObject { ["queryState"] = new JsonObject { ["Values"] = Projections([NamesOf(table, language)]) } },
            ["objects"] = new JsonObject
            {
                ["data"] = Properties(("mode", "'Dropdown'")),
                ["header"] = Properties(("text", Literal(caption))),
            },
            ["visualContainerObjects"] = Said(null, string.Format(language, ModelWords.Find("PowerBi.Slicer", language), caption)),
            ["drillFilterOtherVisuals"] = true,
        };
    }

    private static JsonObject Cards(IReadOnlyList<string> figures, CultureInfo language) => new()
    {
        ["visualType"] = "cardVisual",
        ["query"] = new JsonObject { ["queryState"] = new JsonObject { ["Data"] = Projections([.. figures.Select(figure => MeasureOf(figure))]) } },
        ["visualContainerObjects"] = Said(null, ModelWords.Find("PowerBi.KeyFigures", language)),
        ["drillFilterOtherVisuals"] = true,
    };

    private static JsonObject TextBox(string text, string size) => new()
    {
        ["visualType"] = "textbox",
        ["objects"] = new JsonObject
        {
            ["general"] = new JsonArray(new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["paragraphs"] = new JsonArray(new JsonObject { ["textRuns"] = new JsonArray(new JsonObject { ["value"] = text, ["textStyle"] = new JsonObject { ["fontSize"] = size } }) }),
                },
            }),
        },
        ["visualContainerObjects"] = Said(null, text),
        ["drillFilterOtherVisuals"] = true,
    };

    private static JsonObject Container(string name, JsonObject position, int place, JsonObject visual, JsonArray? filters)
    {
        // Tab order is reading order.
        position["z"] = place * 1000;
        position["tabOrder"] = place * 1000;
        var container = new JsonObject { ["$schema"] = $"{Schemas}/visualContainer/{VisualVersion}/schema.json", ["name"] = name, ["position"] = position, ["visual"] = visual };
        if (filters is not null)
            container["filterConfig"] = new JsonObject { ["filters"] = filters };
        return container;
    }

    private static JsonObject Place(int x, int y, int width, int height) => new() { ["x"] = x, ["y"] = y, ["height"] = height, ["width"] = width };

    /// <summary>What a visual says of itself, to the eye and to a screen reader.</summary>
    private static JsonObject Said(string? title, string altText)
    {
        var said = new JsonObject { ["title"] = title is null ? Properties(("show", "false")) : Properties(("show", "true"), ("text", Literal(title))) };
        said["general"] = Properties(("altText", Literal(altText)));
        return said;
    }

    private static JsonArray Properties(params (string Name, string Literal)[] properties) =>
        new(new JsonObject { ["properties"] = new JsonObject(properties.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Name, Expression(each.Literal)))) });

    private static JsonObject Expression(string literal) => new() { ["expr"] = new JsonObject { ["Literal"] = new JsonObject { ["Value"] = literal } } };

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static JsonObject Projections(JsonObject[] fields) => new() { ["projections"] = new JsonArray([.. fields]) };

    private static string CaptionOf(string figure, CultureInfo language) => ModelWords.NameOf(Measures[ModelFigure.Find(figure).MeasureName], language);

    private static JsonObject NamesOf(string table, CultureInfo language)
    {
        var column = $"Name{ModelWords.SuffixOf(language)}";
        return new JsonObject { ["field"] = Field("Column", "Entity", table, column), ["queryRef"] = $"{table}.{column}", ["nativeQueryRef"] = column, ["displayName"] = ModelWords.Find($"PowerBi.Table.{table}", language), ["active"] = true };
    }

    // What measures are called Power BI translates by itself, from the model.
    private static JsonObject MeasureOf(string figure)
    {
        var name = ModelFigure.Find(figure).MeasureName;
        return new JsonObject { ["field"] = Field("Measure", "Entity", DescribeSemanticModel.Figure, name), ["queryRef"] = $"{DescribeSemanticModel.Figure}.{name}", ["nativeQueryRef"] = name };
    }

    private static JsonObject Field(string kind, string referredBy, string table, string property) =>
        new() { [kind] = new JsonObject { ["Expression"] = new JsonObject { ["SourceRef"] = new JsonObject { [referredBy] = table } }, ["Property"] = property } };

    private static JsonObject Filter(string name, string table, string column, string literal) => new()
    {
        ["name"] = name,
        ["field"] = Field("Column", "Entity", table, column),
        ["type"] = "Categorical",
        ["filter"] = new JsonObject
        {
            ["Version"] = 2,
            ["From"] = new JsonArray(new JsonObject { ["Name"] = "t", ["Entity"] = table, ["Type"] = 0 }),
            ["Where"] = new JsonArray(new JsonObject
            {
                ["Condition"] = new JsonObject
                {
                    ["In"] = new JsonObject
                    {
                        ["Expressions"] = new JsonArray(Field("Column", "Source", "t", column)),
                        ["Values"] = new JsonArray(new JsonArray(new JsonObject { ["Literal"] = new JsonObject { ["Value"] = literal } })),
                    },
                },
            }),
        },
    };

    private static string Text(JsonNode json) => json.ToJsonString(Readable) + "\n";
}
