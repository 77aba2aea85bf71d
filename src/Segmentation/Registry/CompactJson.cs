using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// JSON that a person can read and a line-by-line comparison can follow: objects are indented, and a list of numbers or words, such
/// as one row of a table, stands on one line, as do a figure with its interval and a plain object in a list. The framework's writer
/// either breaks after every number or nowhere.
/// </summary>
internal static class CompactJson
{
    private const int IndentWidth = 2;

    public static string Format(JsonElement element)
    {
        var text = new StringBuilder();
        Append(text, element, indent: 0, isListed: false);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonElement element, int indent, bool isListed)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = element.EnumerateObject().ToList();
                AppendAll(text, ('{', '}'), members, indent, onOneLine: members.All(member => isListed ? IsFlat(member.Value) : IsNumber(member.Value)), member =>
                {
                    AppendText(text, member.Name);
                    text.Append(": ");
                    Append(text, member.Value, indent + IndentWidth, isListed: false);
                });
                break;
            case JsonValueKind.Array:
                var items = element.EnumerateArray().ToList();
                AppendAll(text, ('[', ']'), items, indent, onOneLine: items.All(IsFlat), item => Append(text, item, indent + IndentWidth, isListed: true));
                break;
            case JsonValueKind.String:
                AppendText(text, element.GetString()!);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, (char Open, char Close) brackets, List<T> items, int indent, bool onOneLine, Action<T> append)
    {
        text.Append(brackets.Open);
        var padding = onOneLine && brackets.Open == '{' && items.Count > 0 ? " " : "";
        text.Append(padding);
        foreach (var (index, item) in items.Index())
        {
            if (index > 0)
                text.Append(onOneLine ? ", " : ",");
            if (!onOneLine)
                text.Append('\n').Append(' ', indent + IndentWidth);
            append(item);
        }

        if (!onOneLine && items.Count > 0)
            text.Append('\n').Append(' ', indent);
        text.Append(padding).Append(brackets.Close);
    }

    // A figure with its interval is one thing to read.
    private static bool IsNumber(JsonElement element) => element.ValueKind is JsonValueKind.Number or JsonValueKind.Null;

    private static bool IsFlat(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => !element.EnumerateObject().Any(),
        JsonValueKind.Array => element.GetArrayLength() == 0,
        _ => true,
    };

    // Relaxed, so that å, ä and ö stand as themselves; these files are never put into a page unescaped.
    private static void AppendText(StringBuilder text, string value) =>
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)).Append('"');
}
