using System.Globalization;
using System.Text.Json;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>What the JSON schema of OCEL 2.0 asks of a log, and what its text asks besides: that ids are unique, relations lead somewhere and attributes are declared.</summary>
internal static class OcelRules
{
    private static readonly string[] AttributeTypes = ["string", "time", "integer", "float", "boolean"];

    /// <returns>What is broken, in words.</returns>
    public static IEnumerable<string> FaultsIn(JsonElement log)
    {
        foreach (var name in (string[])["objectTypes", "eventTypes", "objects", "events"])
        {
            if (!log.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                yield return $"{name} is missing.";
                yield break;
            }
        }

        var (objectTypes, eventTypes) = (new Dictionary<string, Dictionary<string, string>>(), new Dictionary<string, Dictionary<string, string>>());
        foreach (var (name, types) in new[] { ("objectTypes", objectTypes), ("eventTypes", eventTypes) })
        {
            foreach (var type in log.GetProperty(name).EnumerateArray())
            {
                if (Text(type, "name") is not { } own || !types.TryAdd(own, []) || !type.TryGetProperty("attributes", out var attributes))
                {
                    yield return $"A type of {name} lacks its name or attributes, or is there twice: {type}.";
                    continue;
                }

                foreach (var attribute in attributes.EnumerateArray())
                {
                    if (Text(attribute, "name") is not { } attributeName || Text(attribute, "type") is not { } attributeType || !AttributeTypes.Contains(attributeType) || !types[own].TryAdd(attributeName, attributeType))
                        yield return $"{own} has an attribute {attribute}.";
                }
            }
        }

        var objects = log.GetProperty("objects").EnumerateArray().Select(each => Text(each, "id")).ToHashSet();
        foreach (var (name, types, isEvent) in new[] { ("objects", objectTypes, false), ("events", eventTypes, true) })
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var each in log.GetProperty(name).EnumerateArray())
            {
                if (Text(each, "id") is not { } id || !seen.Add(id))
                    yield return $"No id, or one that is there twice: {each}.";
                if (Text(each, "type") is not { } type || !types.TryGetValue(type, out var declared))
                {
                    yield return $"Of no declared type: {each}.";
                    continue;
                }

                if (isEvent && !IsInstant(Text(each, "time")))
                    yield return $"An event without its time: {each}.";
                foreach (var attribute in ListOf(each, "attributes"))
                {
                    if (Text(attribute, "name") is not { } attributeName || !declared.ContainsKey(attributeName) || !attribute.TryGetProperty("value", out _) || (!isEvent && !IsInstant(Text(attribute, "time"))))
                        yield return $"{type} has the attribute {attribute}.";
                }

                foreach (var relation in ListOf(each, "relationships"))
                {
                    if (Text(relation, "objectId") is not { } to || !objects.Contains(to) || Text(relation, "qualifier") is null)
                        yield return $"{type} relates to {relation}.";
                }
            }
        }
    }

    private static JsonElement.ArrayEnumerator ListOf(JsonElement holder, string name) => holder.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsInstant(string? text) => text is not null && text.Contains('T', StringComparison.Ordinal) && text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
