using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

/// <summary>
/// Reads TMDL back into the semantic model it was written from: objects by their indentation, properties after a colon or an equals sign, expressions on the lines
/// that are indented further.
/// </summary>
internal static class ReadTmdl
{
    /// <param name="files">Paths within the folder <c>definition</c>, and what stands in each.</param>
    public static SemanticModel Read(IReadOnlyDictionary<string, string> files)
    {
        var tables = Parse(files["model.tmdl"]).Where(node => node.Kind == "ref" && node.Name.StartsWith("table ", StringComparison.Ordinal)).Select(node => Unquote(node.Name[6..])).ToList();
        var relationships = Parse(files["relationships.tmdl"]).Where(node => node.Kind == "relationship").Select(node =>
        {
            var (from, to) = (Column(node.Property("fromColumn")!), Column(node.Property("toColumn")!));
            return new ModelRelationship(Unquote(node.Name), from.Table, from.Column, to.Table, to.Column);
        });
        var roles = files.Where(file => file.Key.StartsWith("roles/", StringComparison.Ordinal)).SelectMany(file => Parse(file.Value)).Where(node => node.Kind == "role").Select(node =>
        {
            var permission = node.Children.Single(child => child.Kind == "tablePermission");
            return new ModelRole(Unquote(node.Name), Unquote(permission.Name), permission.Expression!);
        });
        return new SemanticModel([.. tables.Select(table => Table(Parse(files[$"tables/{table}.tmdl"]).Single(node => node.Kind == "table")))], [.. relationships], [.. roles]);
    }

    /// <summary>The objects of a file.</summary>
    public static IReadOnlyList<Node> Parse(string text)
    {
        Assert.EndsWith("\n", text);
        Assert.DoesNotContain('\r', text);
        var root = new Node(-1, string.Empty, string.Empty, null);
        var open = new Stack<Node>([root]);
        var description = new List<string>();
        var lines = text.TrimEnd('\n').Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number];
            if (line.Length == 0)
                continue;
            var depth = DepthOf(line);
            var content = line[depth..];
            Assert.IsFalse(char.IsWhiteSpace(content[0]), $"Indented with more than tabs: {line}");
            if (content.StartsWith("///", StringComparison.Ordinal))
            {
                description.Add(content.Length > 4 ? content[4..] : string.Empty);
                continue;
            }

            while (open.Peek().Depth >= depth)
                open.Pop();
            var node = Declaration(depth, content);
            if (node.Expression is { } expression && (expression.Length == 0 || expression == "```"))
                node = node with { Expression = ReadExpression(lines, ref number, depth, isFenced: expression.Length > 0) };
            node.Description.AddRange(description);
            description.Clear();
            Assert.AreEqual(open.Peek().Depth + 1, depth, $"Indented too far: {line}");
            open.Peek().Children.Add(node);
            open.Push(node);
        }

        return root.Children;
    }

    private static string ReadExpression(string[] lines, ref int number, int depth, bool isFenced)
    {
        var expression = new List<string>();
        while (number + 1 < lines.Length)
        {
            var line = lines[number + 1];
            if (line.Length > 0 && DepthOf(line) < depth + 2)
                break;
            number++;
            if (isFenced && line.Trim() == "```")
                return string.Join('\n', expression);
            expression.Add(line.Length == 0 ? string.Empty : line[(depth + 2)..]);
        }

        Assert.IsFalse(isFenced, "A fence was not closed.");
        // Blank lines that follow belong to no expression.
        while (expression.Count > 0 && expression[^1].Length == 0)
            expression.RemoveAt(expression.Count - 1);
        return string.Join('\n', expression);
    }

    private static Node Declaration(int depth, string content)
    {
        // The name may hold any sign when it stands in quotation marks.
        var kindEnd = content.IndexOfAny([' ', ':']);
        if (kindEnd < 0)
            return new Node(depth, content, string.Empty, null);
        if (content[kindEnd] == ':')
            return new Node(depth, content[..kindEnd], string.Empty, null) { Value = UnquoteValue(content[(kindEnd + 1)..].TrimStart()) };
        var (kind, rest) = (content[..kindEnd], content[(kindEnd + 1)..]);
        if (rest.StartsWith("= ", StringComparison.Ordinal) || rest == "=")
            return new Node(depth, kind, string.Empty, rest[1..].TrimStart());
        var nameEnd = EndOfName(rest);
        var after = rest[nameEnd..].TrimStart();
        return kind == "ref" ? new Node(depth, kind, rest, null) : new Node(depth, kind, rest[..nameEnd], after.StartsWith('=') ? after[1..].TrimStart() : null);
    }

    private static int EndOfName(string text)
    {
        if (text[0] != '\'')
            return text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? space : text.Length;
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] != '\'')
                continue;
            if (index + 1 < text.Length && text[index + 1] == '\'')
                index++;
            else
                return index + 1;
        }

        throw new AssertFailedException($"A name is not closed: {text}");
    }

    private static (string Table, string Column) Column(string text)
    {
        var end = text[0] == '\'' ? EndOfName(text) : text.IndexOf('.', StringComparison.Ordinal);
        return (Unquote(text[..end]), Unquote(text[(end + 1)..]));
    }

    private static ModelTable Table(Node table) => new(
        Unquote(table.Name),
        [
            .. table.Children.Where(child => child.Kind == "column").Select(column => new ModelColumn(Unquote(column.Name), Enum.Parse<ModelDataType>(column.Property("dataType")!, ignoreCase: true))
            {
                FormatString = column.Property("formatString"),
                IsHidden = column.Has("isHidden"),
                IsKey = column.Has("isKey"),
                SortByColumn = column.Property("sortByColumn") is { } other ? Unquote(other) : null,
            }),
        ],
        [
            .. table.Children.Where(child => child.Kind == "measure").Select(measure => new ModelMeasure(Unquote(measure.Name), measure.Expression!, measure.Annotation(WriteSemanticModel.TextKey)!)
            {
                FormatString = measure.Property("formatString"),
                IsHidden = measure.Has("isHidden"),
                NameTextKey = measure.Annotation(WriteSemanticModel.NameTextKey),
                PartTextKey = measure.Annotation(WriteSemanticModel.PartTextKey),
            }),
        ]);

    public static string Unquote(string name) => name is ['\'', .. var inner, '\''] ? inner.Replace("''", "'", StringComparison.Ordinal) : name;

    private static string UnquoteValue(string value) => value is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : value;

    private static int DepthOf(string line) => line.TakeWhile(letter => letter == '\t').Count();

    internal sealed record Node(int Depth, string Kind, string Name, string? Expression)
    {
        public string? Value { get; init; }
        public List<string> Description { get; } = [];
        public List<Node> Children { get; } = [];

        public bool Has(string flag) => Children.Exists(child => child.Kind == flag && child.Value is null);

        public string? Property(string name) => Children.SingleOrDefault(child => child.Kind == name)?.Value;

        public string? Annotation(string name) => Children.SingleOrDefault(child => child.Kind == "annotation" && child.Name == name)?.Expression;
    }
}
