using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>What the XML schema of IEEE 1849-2016 asks of a log, and what its text asks besides: of globals, classifiers and extensions.</summary>
internal static class XesRules
{
    private static readonly XNamespace Xes = "http://www.xes-standard.org/";

    private static readonly Dictionary<string, Func<string, bool>> Values = new()
    {
        ["string"] = _ => true,
        ["id"] = _ => true,
        ["date"] = value => Holds(() => XmlConvert.ToDateTimeOffset(value)),
        ["int"] = value => Holds(() => XmlConvert.ToInt64(value)),
        ["float"] = value => Holds(() => XmlConvert.ToDouble(value)),
        ["boolean"] = value => Holds(() => XmlConvert.ToBoolean(value)),
    };

    /// <returns>What is broken, in words.</returns>
    public static IEnumerable<string> FaultsIn(XDocument document)
    {
        var log = document.Root!;
        if (log.Name != Xes + "log")
            yield return $"The root is {log.Name}.";
        if (!Holds(() => XmlConvert.ToDecimal(log.Attribute("xes.version")!.Value)))
            yield return $"xes.version is no decimal: {log.Attribute("xes.version")?.Value}.";
        if (log.Attribute("xes.features") is null)
            yield return "xes.features is missing.";
        foreach (var fault in FaultsInOrder(log, ["extension"], ["global"], ["classifier"], [.. Values.Keys], ["trace"], ["event"]))
            yield return fault;
        foreach (var element in log.DescendantsAndSelf())
        {
            if (element.Name.Namespace != Xes)
                yield return $"{element.Name} is of another namespace.";
            foreach (var fault in FaultsOf(element))
                yield return fault;
        }

        var globals = log.Elements(Xes + "global").ToDictionary(global => global.Attribute("scope")!.Value, global => global.Elements().ToDictionary(Key, each => each.Name.LocalName));
        foreach (var key in log.Elements(Xes + "classifier").SelectMany(classifier => classifier.Attribute("keys")!.Value.Split(' ')).Where(key => !globals["event"].ContainsKey(key)))
            yield return $"A classifier names {key}, which is no global of events.";
        foreach (var (scope, holders) in new[] { ("trace", log.Elements(Xes + "trace")), ("event", log.Descendants(Xes + "event")) })
        {
            foreach (var (holder, global) in holders.SelectMany(holder => globals[scope].Select(global => (holder, global))))
            {
                if (!holder.Elements().Any(each => each.Name.LocalName == global.Value && each.Attribute("key")?.Value == global.Key))
                    yield return $"A {scope} lacks its global {global.Key}.";
            }
        }

        var prefixes = log.Elements(Xes + "extension").Select(extension => extension.Attribute("prefix")!.Value).ToHashSet();
        foreach (var prefix in log.Descendants().Select(each => each.Attribute("key")?.Value).OfType<string>().Where(key => key.Contains(':', StringComparison.Ordinal)).Select(key => key.Split(':')[0]).Distinct().Where(prefix => !prefixes.Contains(prefix)))
            yield return $"{prefix} is no extension of the log.";
    }

    private static IEnumerable<string> FaultsOf(XElement element) => element.Name.LocalName switch
    {
        "log" => [],
        "trace" => [.. FaultsInOrder(element, [.. Values.Keys], ["event"]), .. Twice(element)],
        "event" or "global" => [.. FaultsInOrder(element, [.. Values.Keys]), .. Twice(element)],
        "extension" => [.. Required(element, "name", IsNCName), .. Required(element, "prefix", IsNCName), .. Required(element, "uri", value => Uri.TryCreate(value, UriKind.Absolute, out _))],
        "classifier" => [.. Required(element, "name", IsNCName), .. Required(element, "keys", value => value.Length > 0 && value == string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)))],
        var kind when Values.TryGetValue(kind, out var isValue) => [.. Required(element, "key", value => Holds(() => XmlConvert.VerifyName(value))), .. Required(element, "value", isValue)],
        var other => [$"{other} is no element of a log."],
    };

    private static IEnumerable<string> FaultsInOrder(XElement holder, params string[][] order)
    {
        var at = 0;
        foreach (var name in holder.Elements().Select(element => element.Name.LocalName))
        {
            var place = Array.FindIndex(order, names => names.Contains(name));
            if (place < at)
                yield return $"In {holder.Name.LocalName}, {name} stands where it may not.";
            at = Math.Max(at, place);
        }
    }

    // Not the schema's, but the standard's: a component has each key once.
    private static IEnumerable<string> Twice(XElement holder) =>
        holder.Elements().Select(each => each.Attribute("key")?.Value).OfType<string>().GroupBy(key => key).Where(key => key.Count() > 1).Select(key => $"{holder.Name.LocalName} has {key.Key} {key.Count().ToString(CultureInfo.InvariantCulture)} times.");

    private static IEnumerable<string> Required(XElement element, string name, Func<string, bool> isValue)
    {
        if (element.Attribute(name)?.Value is not { } value || !isValue(value))
            yield return $"{element.Name.LocalName} has {name} “{element.Attribute(name)?.Value}”.";
    }

    private static string Key(XElement element) => element.Attribute("key")!.Value;

    private static bool IsNCName(string value) => Holds(() => XmlConvert.VerifyNCName(value));

    private static bool Holds<T>(Func<T> read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception fault) when (fault is FormatException or XmlException or ArgumentException or OverflowException or NullReferenceException)
        {
            return false;
        }
    }
}
