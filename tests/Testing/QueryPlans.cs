using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Palveluohjaus.Testing;

/// <summary>Collects the very commands that a piece of work sends, and finds which of them read a big table from end to end.</summary>
public sealed partial class QueryPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<QueryPlans?> Current = new();
    private readonly List<(Type? Context, string Sql, List<(string Name, object? Value, int Type)> Parameters)> _commands = [];
    private readonly List<IDisposable> _subscriptions = [];

    public static QueryPlans Watch()
    {
        var plans = new QueryPlans();
        Current.Value = plans;
        plans._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(plans));
        return plans;
    }

    /// <summary>How many queries a context of this kind has sent.</summary>
    public int CountOf(DbContext context) => Sent(context).Count;

    public void Dispose()
    {
        Current.Value = null;
        _subscriptions.ForEach(each => each.Dispose());
    }

    /// <param name="context">Of the kind that was asked; others' queries are left out.</param>
    /// <param name="bigEntities">What there is more of with the county's clients and years.</param>
    /// <returns>Of each query that no index serves, the table and the query.</returns>
    public async Task<List<string>> FindScansAsync(DbContext context, IEnumerable<Type> bigEntities)
    {
        var bigTables = bigEntities.Select(type => context.Model.FindEntityType(type)!.GetTableName()!).ToHashSet();
        await context.Database.OpenConnectionAsync();
        var connection = context.Database.GetDbConnection();
        var isPostgreSql = connection is NpgsqlConnection;

        // On tables as small as a test's a scan is always cheapest. Without these a plan that scans is one that has no index to use.
        if (isPostgreSql)
            await ExecuteAsync(connection, "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET enable_memoize = off");
        var partial = await ReadAsync(connection, [], isPostgreSql
            ? "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indpred IS NOT NULL"
            : "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'");
        var found = new List<string>();
        foreach (var (sql, parameters) in Sent(context).Where(command => LooksForRows(command.Sql)).DistinctBy(command => command.Sql))
        {
            var scanned = isPostgreSql
                ? ScannedByPostgreSql(string.Concat(await ReadAsync(connection, parameters, $"EXPLAIN (FORMAT JSON) {sql}")), partial)
                : ScannedBySqlite(await ReadAsync(connection, parameters, $"EXPLAIN QUERY PLAN {sql}", column: 3), sql, partial);
            found.AddRange(scanned.Where(bigTables.Contains).Distinct().Select(table => $"{table}: {sql}"));
        }

        return found;
    }

    // Work may read in one task while it stores in another.
    private void Add((Type?, string, List<(string, object?, int)>) command)
    {
        lock (_commands)
            _commands.Add(command);
    }

    private List<(string Sql, List<(string Name, object? Value, int Type)> Parameters)> Sent(DbContext context)
    {
        lock (_commands)
            return [.. _commands.Where(command => command.Context == context.GetType()).Select(command => (command.Sql, command.Parameters))];
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        // Tests run side by side: what others ask is not of this work.
        if (Current.Value == this && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command, Context: var context } && IsQuery().IsMatch(command.CommandText))
            Add((context?.GetType(), command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(each => (each.ParameterName, each.Value, each is NpgsqlParameter typed ? (int)typed.NpgsqlDbType : 0))]));
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    /// <summary>One statement: of a batch EXPLAIN takes the first, and the others would be done. What asks for any row, or for none, is answered by the first it meets.</summary>
    private static bool LooksForRows(string sql) =>
        !sql.TrimEnd().TrimEnd(';').Contains(';', StringComparison.Ordinal)
        && !AsksForNone().IsMatch(sql)
        && (!sql.StartsWith("SELECT EXISTS", StringComparison.Ordinal) || sql.Contains("WHERE", StringComparison.Ordinal));

    private static IEnumerable<string> ScannedBySqlite(IEnumerable<string> plan, string sql, IReadOnlyCollection<string> partial)
    {
        var tables = Aliases().Matches(sql).ToLookup(alias => alias.Groups[2].Value, alias => alias.Groups[1].Value);
        return plan.Select(step => SqliteScan().Match(step)).Where(scan => scan.Success && !partial.Contains(scan.Groups["index"].Value))
            .SelectMany(scan => tables[scan.Groups["alias"].Value].Append(scan.Groups["alias"].Value));
    }

    private static IEnumerable<string> ScannedByPostgreSql(string plan, IReadOnlyCollection<string> partial)
    {
        using var parsed = JsonDocument.Parse(plan);
        return [.. Nodes(parsed.RootElement[0].GetProperty("Plan")).Where(IsScan).Select(node => node.GetProperty("Relation Name").GetString()!)];

        bool IsScan(JsonElement node) => node.GetProperty("Node Type").GetString() switch
        {
            "Seq Scan" => true,
            "Index Scan" or "Index Only Scan" => !node.TryGetProperty("Index Cond", out _) && !partial.Contains(node.GetProperty("Index Name").GetString()!),
            _ => false,
        };
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var children) ? children.EnumerateArray().SelectMany(Nodes).Prepend(node) : [node];

    private static async Task<List<string>> ReadAsync(DbConnection connection, List<(string Name, object? Value, int Type)> parameters, string sql, int column = 0)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value, type) in parameters)
            command.Parameters.Add(connection is NpgsqlConnection ? new NpgsqlParameter(name, (NpgsqlTypes.NpgsqlDbType)type) { Value = value } : new SqliteParameter(name, value));
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(column));
        return rows;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("^\\s*(SELECT|WITH|UPDATE|DELETE)\\b")]
    private static partial Regex IsQuery();

    [GeneratedRegex("WHERE (0|FALSE)\\s*$")]
    private static partial Regex AsksForNone();

    [GeneratedRegex("\"?(\\w+)\"? AS \"?(\\w+)\"?")]
    private static partial Regex Aliases();

    [GeneratedRegex("^(SCAN|SEARCH(?=.*AUTOMATIC)) (?<alias>\\w+)( USING (COVERING )?INDEX (?<index>\\w+))?")]
    private static partial Regex SqliteScan();
}
