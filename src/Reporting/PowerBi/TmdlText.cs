using System.Text;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Text in Tabular Model Definition Language: indented with tabs, a line a property, names in quotation marks only where they need them.</summary>
internal sealed class TmdlText
{
    private const string Fence = "```";
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public static string NameOf(string name) =>
        name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>What stands after a colon, to the end of the line.</summary>
    public static string ValueOf(string value)
    {
        if (value.AsSpan().ContainsAny('\n', '\r'))
            throw new ArgumentException("A value stands on one line.", nameof(value));
        var needsQuotes = value.Length == 0 || value[0] == '"' || value[^1] == '"' || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);
        return needsQuotes ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    public TmdlText Line(int depth, string text)
    {
        _text.Append('\t', depth).Append(text).Append('\n');
        return this;
    }

    public TmdlText Blank()
    {
        _text.Append('\n');
        return this;
    }

    public TmdlText Value(int depth, string property, string? value) => value is null ? this : Line(depth, $"{property}: {ValueOf(value)}");

    /// <summary>A property that names another object.</summary>
    public TmdlText Name(int depth, string property, string? name) => name is null ? this : Line(depth, $"{property}: {NameOf(name)}");

    public TmdlText Flag(int depth, string property, bool isSet) => isSet ? Line(depth, property) : this;

    public TmdlText Annotation(int depth, string name, string? value) => value is null ? this : Blank().Line(depth, $"annotation {name} = {value}");

    /// <summary>Stands above what it describes.</summary>
    public TmdlText Description(int depth, string description)
    {
        foreach (var line in LinesOf(description))
            Line(depth, $"/// {line}");
        return this;
    }

    /// <summary>DAX or M. One of several lines begins on the next, two steps further in; where white space at an end must stay, between fences.</summary>
    public TmdlText Expression(int depth, string declaration, string expression)
    {
        var lines = LinesOf(expression);
        var needsFence = lines.Any(line => line.Length > 0 && char.IsWhiteSpace(line[^1])) || lines[0].Length == 0 || lines[^1].Length == 0 || char.IsWhiteSpace(lines[0][0]);
        if (lines.Length == 1 && !needsFence)
            return Line(depth, $"{declaration} = {expression}");
        Line(depth, needsFence ? $"{declaration} = {Fence}" : $"{declaration} =");
        foreach (var line in lines)
        {
            if (line.Length > 0)
                Line(depth + 2, line);
            else
                Blank();
        }

        return needsFence ? Line(depth + 2, Fence) : this;
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
