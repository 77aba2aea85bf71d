using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>The official description of Power BI's REST API (Swagger 2.0), and whether a request or an answer agrees with it.</summary>
public sealed class PowerBiContract
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private readonly JsonElement _root;
    private readonly List<Operation> _operations;

    private PowerBiContract(JsonElement root)
    {
        _root = root;
        _operations = [.. root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(method => Methods.Contains(method.Name))
            .Select(method => new Operation(method.Value.GetProperty("operationId").GetString()!, method.Name.ToUpperInvariant(), path.Name.Split('/'), method.Value)))];
    }

    /// <summary>Read once a run: it is long.</summary>
    private static readonly Lazy<PowerBiContract> Shared = new(() => new PowerBiContract(JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("powerbi", "openapi.json"))).RootElement));

    /// <summary>Where the description is missing the test is inconclusive, but under CI=true it fails.</summary>
    public static PowerBiContract Require()
    {
        SharedData.Require("powerbi", "openapi.json");
        return Shared.Value;
    }

    /// <returns>The operation at an address, and what its path's gaps hold; null when there is none.</returns>
    public (Operation Operation, IReadOnlyDictionary<string, string> Gaps)? Find(string method, string path)
    {
        var parts = path.Split('/');
        foreach (var operation in _operations.Where(each => each.Method == method && each.Path.Count == parts.Length).OrderBy(each => each.Path.Count(part => part.StartsWith('{'))))
        {
            var gaps = new Dictionary<string, string>(StringComparer.Ordinal);
            var fits = true;
            for (var place = 0; place < parts.Length && fits; place++)
            {
                if (operation.Path[place].StartsWith('{'))
                    gaps[operation.Path[place].Trim('{', '}')] = Uri.UnescapeDataString(parts[place]);
                else
                    fits = operation.Path[place] == parts[place];
            }

            if (fits)
                return (operation, gaps);
        }

        return null;
    }

    /// <summary>Everything in which a request departs from the description.</summary>
    public IReadOnlyList<string> CheckRequest(Operation operation, IReadOnlyDictionary<string, string> gaps, IReadOnlyDictionary<string, string> query, string? contentType, JsonElement? body)
    {
        var wrong = new List<string>();
        var parameters = operation.Definition.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Select(Follow).ToList() : [];
        foreach (var name in query.Keys.Where(name => parameters.All(each => In(each) != "query" || each.GetProperty("name").GetString() != name)))
            wrong.Add($"{operation.Id}: the query has {name}, which is not described");
        foreach (var parameter in parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var isRequired = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
            switch (In(parameter))
            {
                case "body" when body is { } given:
                    if (contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
                        wrong.Add($"{operation.Id}: the body is {contentType}, and not application/json");
                    Check(given, parameter.GetProperty("schema"), "body", wrong);
                    break;
                case "body":
                    if (isRequired)
                        wrong.Add($"{operation.Id}: the body is missing");
                    break;
                case var place when (place == "path" ? gaps : query).TryGetValue(name, out var value):
                    CheckText(value, parameter, $"{place} {name}", wrong);
                    break;
                default:
                    if (isRequired)
                        wrong.Add($"{operation.Id}: {name} is missing");
                    break;
            }
        }

        if (body is not null && parameters.All(each => In(each) != "body"))
            wrong.Add($"{operation.Id}: it has a body, and none is described");
        return wrong;
    }

    /// <summary>Everything in which an answer departs from the description.</summary>
    public IReadOnlyList<string> CheckAnswer(Operation operation, int status, JsonElement? body)
    {
        var wrong = new List<string>();
        if (!operation.Definition.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var described))
            wrong.Add($"{operation.Id}: an answer {status} is not described");
        else if (described.TryGetProperty("schema", out var schema) && body is { } given)
            Check(given, schema, "answer", wrong);
        else if (described.TryGetProperty("schema", out _) != (body is not null))
            wrong.Add($"{operation.Id}: an answer {status} {(body is null ? "without" : "with")} a body is not described");
        return wrong;
    }

    private static string In(JsonElement parameter) => parameter.GetProperty("in").GetString()!;

    private JsonElement Follow(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return schema;
        var found = _root;
        foreach (var part in reference.GetString()!.Split('/').Skip(1))
            found = found.GetProperty(part);
        return Follow(found);
    }

    private void Check(JsonElement value, JsonElement schema, string at, List<string> wrong)
    {
        schema = Follow(schema);
        if (schema.TryGetProperty("allOf", out _) || schema.TryGetProperty("properties", out _))
        {
            CheckObject(value, schema, at, wrong);
            return;
        }

        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : null, value.ValueKind)
        {
            case ("array", JsonValueKind.Array):
                var place = 0;
                var items = Follow(schema.GetProperty("items"));

                // Rows are objects of any kind: the tables they go to say what is in them.
                var isOpen = items.TryGetProperty("type", out var each) && each.GetString() == "object" && !items.TryGetProperty("properties", out _);
                foreach (var item in value.EnumerateArray())
                {
                    if (!isOpen)
                        Check(item, items, $"{at}[{place}]", wrong);
                    else if (item.ValueKind != JsonValueKind.Object)
                        wrong.Add($"{at}[{place}] is no object");
                    place++;
                }

                break;
            case ("string", JsonValueKind.String):
                CheckText(value.GetString()!, schema, at, wrong);
                break;
            case ("integer", JsonValueKind.Number) when value.TryGetInt64(out var whole):
                CheckNumber(whole, schema, at, wrong);
                break;
            case ("number", JsonValueKind.Number):
                CheckNumber(value.GetDouble(), schema, at, wrong);
                break;
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
            case ("object", JsonValueKind.Object):
            case (null, _):
                break;
            case var (expected, kind):
                wrong.Add($"{at} is {kind}, and not {expected}");
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonElement schema, string at, List<string> wrong)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            wrong.Add($"{at} is {value.ValueKind}, and not an object");
            return;
        }

        var (properties, required) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<string>());
        Gather(schema, properties, required);
        foreach (var name in required.Where(name => !value.TryGetProperty(name, out _)))
            wrong.Add($"{at}.{name} is missing");
        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetValue(property.Name, out var described))
                Check(property.Value, described, $"{at}.{property.Name}", wrong);
            else
                wrong.Add($"{at}.{property.Name} is not described");
        }
    }

    private void Gather(JsonElement schema, Dictionary<string, JsonElement> properties, List<string> required)
    {
        schema = Follow(schema);
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
                Gather(part, properties, required);
        }

        if (schema.TryGetProperty("properties", out var own))
        {
            foreach (var property in own.EnumerateObject())
                properties[property.Name] = property.Value;
        }

        if (schema.TryGetProperty("required", out var names))
            required.AddRange(names.EnumerateArray().Select(name => name.GetString()!));
    }

    private static void CheckNumber(double number, JsonElement schema, string at, List<string> wrong)
    {
        if ((schema.TryGetProperty("minimum", out var least) && number < least.GetDouble()) || (schema.TryGetProperty("maximum", out var greatest) && number > greatest.GetDouble()))
            wrong.Add($"{at} is out of its range");
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "int32" && number is < int.MinValue or > int.MaxValue)
            wrong.Add($"{at} is no int32");
    }

    private static void CheckText(string text, JsonElement schema, string at, List<string> wrong)
    {
        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => word.GetString() != text))
            wrong.Add($"{at} is '{text}', and not one of {string.Join(", ", words.EnumerateArray())}");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant))
            wrong.Add($"{at} is '{text}', which does not fit {pattern}");
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32())
            wrong.Add($"{at} is longer than {most}");
        var fits = (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) && text.Contains('T', StringComparison.Ordinal),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => true,
        };
        if (!fits)
            wrong.Add($"{at} is '{text}', which is no {format}");
    }

    /// <param name="Id">Its operationId.</param>
    /// <param name="Method">In capitals.</param>
    /// <param name="Path">Part by part; gaps in braces.</param>
    /// <param name="Definition">As it is described.</param>
    public sealed record Operation(string Id, string Method, IReadOnlyList<string> Path, JsonElement Definition);
}
