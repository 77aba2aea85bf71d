using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>A push dataset in the memory of the enforcing server, with the limits of the service. Learn, "Push semantic model limitations".</summary>
public sealed class PushedDataset
{
    private const int MostTables = 75;
    private const int MostColumns = 75;
    private const int MostRelationships = 75;
    private const int MostRows = 10_000;
    private const int MostRowsPerHour = 1_000_000;
    private const int MostRowsInTable = 5_000_000;
    private const int MostRequestsAMinute = 120;
    private const int LargeTable = 250_000;
    private const int MostLetters = 4_000;
    private static readonly string[] Types = ["Int64", "Double", "Boolean", "DateTime", "String"];
    private readonly Dictionary<string, PushedTable> _tables = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, int Rows)> _pushes = new();

    public string Id { get; init; } = Guid.NewGuid().ToString();

    public required string Name { get; init; }

    /// <summary>False of one that was published: rows cannot be pushed into it.</summary>
    public bool IsPush { get; init; } = true;

    /// <summary>Whether it is one with roles: no token without an effective identity, and none with one where there are no roles.</summary>
    public bool HasRoles { get; set; }

    public IReadOnlyDictionary<string, PushedTable> Tables => _tables;

    /// <summary>As somebody in the workspace may do by hand.</summary>
    public void RemoveTable(string name) => _tables.Remove(name, out _);

    /// <summary>As they came in.</summary>
    public IReadOnlyList<JsonElement> Relationships { get; private set; } = [];

    /// <summary>False keeps a digest of the rows only.</summary>
    internal bool KeepsRows { get; init; } = true;

    /// <returns>What is wrong with the request that makes it; null when nothing is.</returns>
    internal string? Create(JsonElement request)
    {
        if (request.TryGetProperty("defaultMode", out var mode) && mode.GetString() != "Push")
            return "defaultMode is not Push";
        var tables = request.GetProperty("tables").EnumerateArray().ToList();
        if (tables.Count > MostTables)
            return $"{tables.Count} tables";
        foreach (var table in tables)
        {
            if (FindFault(table) is { } fault)
                return fault;
            if (!_tables.TryAdd(table.GetProperty("name").GetString()!, new PushedTable(table.Clone())))
                return $"two tables {table.GetProperty("name")}";
        }

        Relationships = request.TryGetProperty("relationships", out var relationships) ? [.. relationships.EnumerateArray().Select(each => each.Clone())] : [];
        if (Relationships.Count > MostRelationships)
            return $"{Relationships.Count} relationships";
        foreach (var each in Relationships)
        {
            foreach (var (table, column) in new[] { ("fromTable", "fromColumn"), ("toTable", "toColumn") })
            {
                if (!_tables.TryGetValue(each.GetProperty(table).GetString()!, out var found) || !found.Columns.ContainsKey(each.GetProperty(column).GetString()!))
                    return $"relationship {each.GetProperty("name")}: there is no {each.GetProperty(table)}[{each.GetProperty(column)}]";
            }
        }

        return null;
    }

    /// <returns>What is wrong with a table's new schema; null when nothing is. Rows stay.</returns>
    internal string? Put(string name, JsonElement table)
    {
        if (table.GetProperty("name").GetString() != name)
            return "the name of the table and of the path differ";
        if (FindFault(table) is { } fault)
            return fault;
        var old = _tables[name];
        var next = new PushedTable(table.Clone());
        if (old.Columns.FirstOrDefault(column => next.Columns.GetValueOrDefault(column.Key) != column.Value) is { Key: not null } lost)
            return $"column {lost.Key} is not as it was";
        next.TakeRowsOf(old);
        _tables[name] = next;
        return null;
    }

    /// <returns>How many seconds to wait; null when rows may come now.</returns>
    internal int? FindWait(string table, int rows, DateTimeOffset now)
    {
        while (_pushes.TryPeek(out var oldest) && now - oldest.At >= TimeSpan.FromHours(1))
            _pushes.Dequeue();
        var window = _tables[table].RowCount >= LargeTable ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1);
        if (_pushes.Count(push => now - push.At < window) >= MostRequestsAMinute || _pushes.Sum(push => push.Rows) + rows > MostRowsPerHour)
            return (int)window.TotalSeconds;
        _pushes.Enqueue((now, rows));
        return null;
    }

    /// <returns>What is wrong with the rows; null when they were taken.</returns>
    internal string? Push(string table, JsonElement rows)
    {
        var into = _tables[table];
        if (rows.GetArrayLength() > MostRows)
            return $"{rows.GetArrayLength()} rows in one request";
        if (into.RowCount + rows.GetArrayLength() > MostRowsInTable)
            return $"more than {MostRowsInTable} rows in {table}";
        var place = 0;
        foreach (var row in rows.EnumerateArray())
        {
            foreach (var value in row.EnumerateObject())
            {
                if (!into.Columns.TryGetValue(value.Name, out var type))
                    return $"{table} row {place}: there is no column {value.Name}";
                if (!Fits(value.Value, type))
                    return $"{table} row {place}: {value.Name} is no {type}";
            }

            place++;
        }

        foreach (var row in rows.EnumerateArray())
            into.Add(row, KeepsRows);
        return null;
    }

    private static bool Fits(JsonElement value, string type) => value.ValueKind == JsonValueKind.Null || type switch
    {
        "Int64" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "Double" => value.ValueKind == JsonValueKind.Number,
        "Boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "DateTime" => value.ValueKind == JsonValueKind.String && DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        _ => value.ValueKind == JsonValueKind.String && value.GetString()!.Length <= MostLetters,
    };

    private static string? FindFault(JsonElement table)
    {
        var name = table.GetProperty("name").GetString();
        if (table.TryGetProperty("rows", out _))
            return $"{name} comes with rows";
        var columns = table.GetProperty("columns").EnumerateArray().ToList();
        if (columns.Count is 0 or > MostColumns)
            return $"{name} has {columns.Count} columns";
        if (columns.FirstOrDefault(column => !Types.Contains(column.GetProperty("dataType").GetString())) is { ValueKind: JsonValueKind.Object } odd)
            return $"{name}: {odd.GetProperty("name")} is of no type of a push dataset";
        if (columns.GroupBy(column => column.GetProperty("name").GetString(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"{name} has two columns {twice.Key}";
        return columns.FirstOrDefault(column => column.TryGetProperty("sortByColumn", out var by) && columns.All(each => each.GetProperty("name").GetString() != by.GetString())) is { ValueKind: JsonValueKind.Object } sorted
            ? $"{name}: {sorted.GetProperty("name")} is sorted by a column that is not there" : null;
    }
}

/// <summary>A table of it.</summary>
public sealed class PushedTable(JsonElement schema)
{
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];

    public JsonElement Schema => schema;

    public IReadOnlyDictionary<string, string> Columns { get; } = schema.GetProperty("columns").EnumerateArray()
        .ToDictionary(column => column.GetProperty("name").GetString()!, column => column.GetProperty("dataType").GetString()!, StringComparer.Ordinal);

    /// <summary>Each as it came in; empty where only a digest is kept.</summary>
    public IReadOnlyList<string> Rows => _rows;

    private readonly List<string> _rows = [];

    public long RowCount { get; private set; }

    /// <summary>Of all rows, in whatever order they came. A row that is there twice cancels itself out, so the count belongs to it.</summary>
    public string Digest => Convert.ToHexString(_digest);

    internal void Add(JsonElement row, bool keeps)
    {
        var text = row.GetRawText();
        RowCount++;
        if (keeps)
            _rows.Add(text);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var place = 0; place < hash.Length; place++)
            _digest[place] ^= hash[place];
    }

    internal void Empty()
    {
        RowCount = 0;
        _rows.Clear();
        Array.Clear(_digest);
    }

    internal void TakeRowsOf(PushedTable other)
    {
        RowCount = other.RowCount;
        _rows.AddRange(other._rows);
        other._digest.CopyTo(_digest, 0);
    }
}
