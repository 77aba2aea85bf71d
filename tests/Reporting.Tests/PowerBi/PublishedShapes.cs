using System.Text.Json.Nodes;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>
/// What the schemas that Microsoft publishes of project files (developer.microsoft.com/json-schemas/fabric) say of the properties we write: which there may be, which
/// there must be, and what some may hold. Read from version 3.0.0 of the report, 2.0.0 of pages, 2.4.0 of visuals, 2.2.0 of their configuration and 1.2.0 of filters.
/// </summary>
internal static class PublishedShapes
{
    private const string Root = "https://developer.microsoft.com/json-schemas/fabric/";
    private const string Report = $"{Root}item/report/definition/";

    private static readonly Shape Any = new([], []) { IsOpen = true };
    private static readonly Shape Literal = new(["expr"], ["expr"]) { Inner = { ["expr"] = new(["Literal"], ["Literal"]) { Inner = { ["Literal"] = new(["Value"], ["Value"]) } } } };
    private static readonly Shape Formatting = new(["selector", "properties"], ["properties"]);
    private static readonly Shape Projection = new(["field", "queryRef", "nativeQueryRef", "displayName", "format", "active", "hidden"], ["field", "queryRef"]);
    private static readonly Shape Role = new(["showAll", "projections", "fieldParameters"], ["projections"]) { Inner = { ["projections"] = Projection } };

    private static readonly Shape Filters = new(["filters", "filterSortOrder"], [])
    {
        Inner =
        {
            ["filters"] = new(["name", "displayName", "ordinal", "field", "type", "filter", "restatement", "howCreated", "isHiddenInViewMode", "isLockedInViewMode", "objects"], ["name"])
            {
                Values = { ["type"] = ["Categorical", "Range", "Advanced", "Passthrough", "TopN", "Include", "Exclude", "RelativeDate", "Tuple", "RelativeTime", "VisualTopN"] },
                Inner = { ["filter"] = new(["Version", "From", "Where"], ["From", "Where"]) },
            },
        },
    };

    private static readonly Shape Visual = new(["visualType", "autoSelectVisualType", "query", "expansionStates", "objects", "visualContainerObjects", "syncGroup", "drillFilterOtherVisuals"], ["visualType"])
    {
        Inner =
        {
            ["query"] = new(["sortDefinition", "options", "queryState", "isDrillDisabled"], ["queryState"])
            {
                Inner =
                {
                    ["queryState"] = Any with { EachInner = Role },
                    ["sortDefinition"] = new(["sort", "isDefaultSort"], []) { Inner = { ["sort"] = new(["field", "direction"], ["field", "direction"]) { Values = { ["direction"] = ["Ascending", "Descending"] } } } },
                },
            },
            ["visualContainerObjects"] = Any with { EachInner = Formatting with { Inner = new() { ["properties"] = Any with { EachInner = Literal } } } },
        },
    };

    private static readonly Dictionary<string, Shape> Shapes = new()
    {
        [$"{Root}pbip/pbipProperties/1.0.0/schema.json"] = new(["version", "artifacts", "settings"], ["version", "artifacts"])
        {
            Inner = { ["artifacts"] = new(["report"], ["report"]) { Inner = { ["report"] = new(["path"], ["path"]) } }, ["settings"] = new(["enableAutoRecovery"], []) },
        },
        [$"{Root}item/semanticModel/definitionProperties/1.0.0/schema.json"] = new(["version", "settings"], ["version"]) { Inner = { ["settings"] = new(["qnaEnabled", "qnaLsdlSharingPermissions"], []) } },
        [$"{Root}item/report/definitionProperties/2.0.0/schema.json"] = new(["version", "datasetReference"], ["version", "datasetReference"])
        {
            Inner = { ["datasetReference"] = new(["byPath", "byConnection"], []) { Inner = { ["byPath"] = new(["path"], ["path"]) } } },
        },
        [$"{Root}gitIntegration/platformProperties/2.0.0/schema.json"] = new(["metadata", "config"], ["metadata", "config"])
        {
            Inner = { ["metadata"] = new(["type", "displayName", "description"], ["type", "displayName"]), ["config"] = new(["version", "logicalId"], ["version", "logicalId"]) },
        },
        [$"{Report}versionMetadata/1.0.0/schema.json"] = new(["version"], ["version"]) { Values = { ["version"] = ["2.0.0"] } },
        [$"{Report}pagesMetadata/1.0.0/schema.json"] = new(["pageOrder", "activePageName"], []),
        [$"{Report}report/3.0.0/schema.json"] = new(
            ["themeCollection", "filterConfig", "objects", "reportSource", "publicCustomVisuals", "resourcePackages", "organizationCustomVisuals", "annotations", "dataSourceVariables", "settings", "slowDataSourceSettings"],
            ["themeCollection"])
        {
            Inner =
            {
                ["themeCollection"] = new(["baseTheme", "customTheme"], [])
                {
                    Inner =
                    {
                        ["customTheme"] = new(["name", "reportVersionAtImport", "type"], ["name", "reportVersionAtImport", "type"])
                        {
                            Values = { ["type"] = ["RegisteredResources", "SharedResources"] },
                            Inner = { ["reportVersionAtImport"] = new(["visual", "page", "report"], ["visual", "page", "report"]) },
                        },
                    },
                },
                ["resourcePackages"] = new(["id", "name", "type", "items", "disabled"], ["items", "name", "type"])
                {
                    Values = { ["type"] = ["CustomVisual", "RegisteredResources", "SharedResources", "OrganizationalStoreCustomVisual"] },
                    Inner = { ["items"] = new(["id", "name", "path", "type"], ["name", "path", "type"]) { Values = { ["type"] = ["CustomTheme", "BaseTheme", "Image"] } } },
                },
                ["settings"] = new(["isPersistentUserStateDisabled", "hideVisualContainerHeader", "useStylableVisualContainerHeader", "exportDataMode", "useEnhancedTooltips", "pagesPosition"], [])
                {
                    Values = { ["exportDataMode"] = ["AllowSummarized", "AllowSummarizedAndUnderlying", "None"] },
                },
            },
        },
        [$"{Report}page/2.0.0/schema.json"] = new(
            ["name", "displayName", "displayOption", "height", "width", "filterConfig", "pageBinding", "objects", "type", "visibility", "visualInteractions", "autoPageGenerationConfig", "annotations", "howCreated"],
            ["displayName", "displayOption", "name", "height", "width"])
        {
            Values = { ["displayOption"] = ["FitToPage", "FitToWidth", "ActualSize"] },
            Inner = { ["visualInteractions"] = new(["source", "target", "type"], ["source", "target", "type"]) { Values = { ["type"] = ["Default", "DataFilter", "HighlightFilter", "NoFilter"] } } },
        },
        [$"{Report}visualContainer/2.4.0/schema.json"] = new(["name", "position", "visual", "visualGroup", "parentGroupName", "filterConfig", "isHidden", "annotations", "howCreated"], ["name", "position", "visual"])
        {
            Inner = { ["position"] = new(["x", "y", "z", "height", "width", "tabOrder", "angle"], ["height", "width", "x", "y"]), ["visual"] = Visual, ["filterConfig"] = Filters },
        },
    };

    /// <returns>What the schema does not allow, a line each.</returns>
    public static IReadOnlyList<string> FindFaults(string schema, JsonObject json)
    {
        var faults = new List<string>();
        if (!Shapes.TryGetValue(schema, out var shape))
            return [$"No such schema is known: {schema}"];
        Check(shape with { Allowed = ["$schema", .. shape.Allowed] }, json, "$", faults);
        if (json["name"]?.GetValue<string>() is { Length: > 50 } name)
            faults.Add($"The name {name} is longer than 50.");
        return faults;
    }

    private static void Check(Shape shape, JsonNode? node, string path, List<string> faults)
    {
        if (node is JsonArray array)
        {
            for (var index = 0; index < array.Count; index++)
                Check(shape, array[index], $"{path}[{index}]", faults);
            return;
        }

        if (node is not JsonObject json)
        {
            faults.Add($"{path} is no object.");
            return;
        }

        faults.AddRange(shape.Required.Where(name => json[name] is null).Select(name => $"{path} lacks {name}."));
        foreach (var (name, value) in json)
        {
            if (!shape.IsOpen && !shape.Allowed.Contains(name))
                faults.Add($"{path} may not have {name}.");
            if (shape.Values.TryGetValue(name, out var values) && !values.Contains(value?.GetValue<string>()))
                faults.Add($"{path}.{name} may not be {value}.");
            if ((shape.Inner.GetValueOrDefault(name) ?? shape.EachInner) is { } inner)
                Check(inner, value, $"{path}.{name}", faults);
        }
    }

    private sealed record Shape(string[] Allowed, string[] Required)
    {
        public bool IsOpen { get; init; }
        public Dictionary<string, string[]> Values { get; init; } = [];
        public Dictionary<string, Shape> Inner { get; init; } = [];
        public Shape? EachInner { get; init; }
    }
}
