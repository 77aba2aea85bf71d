using System.Globalization;
using System.Text;
using System.Text.Json;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Turns JSON into a profile, or lists everything that is wrong with it.</summary>
internal sealed class ImportProfileReader
{
    private const int ColumnNameMaxLength = 200;
    private const int FoundMaxLength = 80;

    private static readonly string[] Properties = ["name", "delimiter", "encoding", "zone", "timeFormats", "columns", "values", "defaultChannel"];
    private static readonly EventColumn[] RequiredColumns = [EventColumn.Case, EventColumn.Event, EventColumn.Time];
    private static readonly EventColumn[] RenamedColumns = [EventColumn.Event, EventColumn.Unit, EventColumn.Worker];

    private readonly List<ProfileProblem> _problems = [];

    public IReadOnlyList<ProfileProblem> Problems => _problems;

    public ImportProfile? Read(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException exception)
        {
            Report("$", ProfileProblemKind.NotJson, Invariant($"{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}"));
            return null;
        }

        using (document)
        {
            var profile = ReadRoot(document.RootElement);
            return _problems.Count == 0 ? profile : null;
        }
    }

    private ImportProfile? ReadRoot(JsonElement json)
    {
        if (Members(json, "$", Properties) is not { } root)
            return null;

        var name = ReadName(root);
        var columns = ReadColumns(root);
        var (values, channels) = ReadValues(root, columns);
        var defaultChannel = ReadDefaultChannel(root, columns);
        var delimiter = ReadDelimiter(root);
        var encoding = ReadEncoding(root);
        var zone = ReadZone(root);
        var timeFormats = ReadTimeFormats(root);
        return _problems.Count > 0 ? null : new ImportProfile
        {
            Name = name,
            Delimiter = delimiter,
            Encoding = encoding,
            Calendar = new CountyCalendar(zone),
            TimeFormats = timeFormats,
            Columns = columns,
            Values = values,
            Channels = channels,
            DefaultChannel = defaultChannel,
        };
    }

    private string ReadName(Dictionary<string, JsonElement> root)
    {
        var name = Text(root, "$", "name", isRequired: true) ?? "";
        if (root.ContainsKey("name") && name.Length > 0 && !ImportProfile.IsName(name))
            Report("$.name", ProfileProblemKind.NotAName, name, Invariant($"{ImportProfile.NameMaxLength}"));
        return name;
    }

    private char ReadDelimiter(Dictionary<string, JsonElement> root)
    {
        var text = Text(root, "$", "delimiter", isRequired: true);
        if (text is null)
            return ',';
        if (text == "tab")
            return '\t';
        if (text.Length == 1 && text[0] != '"' && (text[0] == '\t' || !char.IsControl(text[0])) && !char.IsLetterOrDigit(text[0]) && !char.IsSurrogate(text[0]))
            return text[0];

        Report("$.delimiter", ProfileProblemKind.NotADelimiter, text);
        return ',';
    }

    private Encoding ReadEncoding(Dictionary<string, JsonElement> root)
    {
        var name = Text(root, "$", "encoding", isRequired: false) ?? "utf-8";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Report("$.encoding", ProfileProblemKind.NotAnEncoding, name);
            return Encoding.UTF8;
        }
    }

    private TimeZoneInfo ReadZone(Dictionary<string, JsonElement> root)
    {
        var id = Text(root, "$", "zone", isRequired: true);
        if (id is null)
            return TimeZoneInfo.Utc;
        // An IANA name only: it is the same on every system, and an operating system would also take a path for a name.
        var isIana = TimeZoneInfo.TryConvertIanaIdToWindowsId(id, out _);
        if (isIana && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;

        Report("$.zone", ProfileProblemKind.NotAZone, id);
        return TimeZoneInfo.Utc;
    }

    private List<string> ReadTimeFormats(Dictionary<string, JsonElement> root)
    {
        var formats = new List<string>();
        if (!root.TryGetValue("timeFormats", out var array))
            return formats;
        if (!IsOfType(array, "$.timeFormats", JsonValueKind.Array, "array"))
            return formats;

        foreach (var (index, item) in array.EnumerateArray().Index())
        {
            var path = Invariant($"$.timeFormats[{index}]");
            if (!IsOfType(item, path, JsonValueKind.String, "string"))
                continue;
            var format = item.GetString()!;
            if (EventTimes.IsFormat(format))
                formats.Add(format);
            else
                Report(path, ProfileProblemKind.NotATimeFormat, format);
        }

        return formats;
    }

    private Dictionary<EventColumn, string> ReadColumns(Dictionary<string, JsonElement> root)
    {
        var columns = new Dictionary<EventColumn, string>();
        if (!root.TryGetValue("columns", out var json))
        {
            Report("$.columns", ProfileProblemKind.Missing);
            return columns;
        }

        var all = Enum.GetValues<EventColumn>();
        if (Members(json, "$.columns", [.. all.Select(Key)]) is not { } members)
            return columns;
        foreach (var column in all)
        {
            if (Text(members, "$.columns", Key(column), RequiredColumns.Contains(column)) is { } header)
                columns.Add(column, header);
        }

        return columns;
    }

    private (Dictionary<EventColumn, IReadOnlyDictionary<string, string>> Values, Dictionary<string, ContactChannel> Channels) ReadValues(
        Dictionary<string, JsonElement> root, Dictionary<EventColumn, string> columns)
    {
        var values = new Dictionary<EventColumn, IReadOnlyDictionary<string, string>>();
        var channels = new Dictionary<string, ContactChannel>(StringComparer.Ordinal);
        var maps = root.TryGetValue("values", out var json)
            ? Members(json, "$.values", [.. RenamedColumns.Append(EventColumn.Channel).Order().Select(Key)]) ?? []
            : [];

        foreach (var column in RenamedColumns.Where(column => maps.ContainsKey(Key(column))))
            values[column] = ReadMap(maps, column, columns, mayBeEmpty: column != EventColumn.Event);

        if (maps.ContainsKey(Key(EventColumn.Channel)))
        {
            foreach (var (value, code) in ReadMap(maps, EventColumn.Channel, columns, mayBeEmpty: false))
            {
                if (ContactChannels.TryParse(code, out var channel))
                    channels[value] = channel;
                else
                    Report($"$.values.channel['{value}']", ProfileProblemKind.NotAChannel, code, string.Join(", ", ContactChannels.Codes));
            }
        }
        else if (columns.ContainsKey(EventColumn.Channel))
        {
            Report("$.values.channel", ProfileProblemKind.Missing);
        }

        return (values, channels);
    }

    private Dictionary<string, string> ReadMap(
        Dictionary<string, JsonElement> maps, EventColumn column, Dictionary<EventColumn, string> columns, bool mayBeEmpty)
    {
        var path = $"$.values.{Key(column)}";
        if (!columns.ContainsKey(column))
            Report(path, ProfileProblemKind.MapWithoutColumn, expected: $"$.columns.{Key(column)}");

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (value, meaning) in Members(maps[Key(column)], path, known: null) ?? [])
        {
            if (Text(meaning, $"{path}['{value}']", mayBeEmpty) is { } text)
                map[value.Trim()] = text;
        }

        return map;
    }

    private ContactChannel? ReadDefaultChannel(Dictionary<string, JsonElement> root, Dictionary<EventColumn, string> columns)
    {
        // Without a channel column every case would be of an unknown channel: somebody must say which, and not we.
        var code = Text(root, "$", "defaultChannel", isRequired: !columns.ContainsKey(EventColumn.Channel));
        if (code is null)
            return null;
        if (ContactChannels.TryParse(code, out var channel))
            return channel;

        Report("$.defaultChannel", ProfileProblemKind.NotAChannel, code, string.Join(", ", ContactChannels.Codes));
        return null;
    }

    /// <returns>The object's members, or null when it is not an object.</returns>
    private Dictionary<string, JsonElement>? Members(JsonElement json, string path, IReadOnlyCollection<string>? known)
    {
        if (!IsOfType(json, path, JsonValueKind.Object, "object"))
            return null;

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (known is not null && !known.Contains(member.Name))
                Report($"{path}.{member.Name}", ProfileProblemKind.UnknownProperty, expected: string.Join(", ", known));
            else if (!members.TryAdd(member.Name, member.Value))
                Report($"{path}.{member.Name}", ProfileProblemKind.DuplicateProperty);
        }

        return members;
    }

    private string? Text(Dictionary<string, JsonElement> members, string path, string key, bool isRequired)
    {
        if (members.TryGetValue(key, out var json))
            return Text(json, $"{path}.{key}", mayBeEmpty: false);
        if (isRequired)
            Report($"{path}.{key}", ProfileProblemKind.Missing);
        return null;
    }

    private string? Text(JsonElement json, string path, bool mayBeEmpty)
    {
        if (!IsOfType(json, path, JsonValueKind.String, "string"))
            return null;

        // A tab is a delimiter, and trimming would make nothing of it.
        var text = json.GetString()!;
        text = text == "\t" ? text : text.Trim();
        if (text.Length == 0 && !mayBeEmpty)
            Report(path, ProfileProblemKind.Empty);
        else if (text.Length > ColumnNameMaxLength)
            Report(path, ProfileProblemKind.TooLong, text, Invariant($"{ColumnNameMaxLength}"));
        else
            return text;
        return null;
    }

    private bool IsOfType(JsonElement json, string path, JsonValueKind kind, string expected)
    {
        if (json.ValueKind == kind)
            return true;

        Report(path, ProfileProblemKind.WrongType, json.ValueKind.ToString().ToLowerInvariant(), expected);
        return false;
    }

    private void Report(string path, ProfileProblemKind kind, string? found = null, string? expected = null) =>
        _problems.Add(new ProfileProblem(path.CutTo(FoundMaxLength), kind, found?.CutTo(FoundMaxLength), expected));

    private static string Key(EventColumn column) => JsonNamingPolicy.KebabCaseLower.ConvertName(column.ToString());

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
