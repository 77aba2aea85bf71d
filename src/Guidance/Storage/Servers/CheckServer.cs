using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Asks a server what a client may ask of how sound its tables are.</summary>
public static class CheckServer
{
    /// <summary>Every row of the context's tables that refers to one that is not there: by the model, so that a reference whose check was switched off is looked at too.</summary>
    /// <returns>Each reference with its count; no row is read.</returns>
    public static Task<IReadOnlyList<string>> FindOrphansAsync(this DbContext context, CancellationToken cancellationToken) => AskAsync(context, async () =>
    {
        var found = new List<string>();
        foreach (var entity in context.Model.GetEntityTypes().OrderBy(entity => entity.Name, StringComparer.Ordinal))
        {
            foreach (var key in entity.GetForeignKeys())
            {
                var (from, to) = (TableOf(key.DeclaringEntityType), TableOf(key.PrincipalEntityType));
                var columns = key.Properties.Select(property => property.GetColumnName(from)!).ToList();
                var principal = key.PrincipalKey.Properties.Select(property => property.GetColumnName(to)!);
                var count = await CountAsync(
                    context,
                    $"SELECT COUNT(*) FROM {Delimit(context, from)} AS r WHERE {string.Join(" AND ", columns.Select(column => $"r.{Delimit(context, column)} IS NOT NULL"))} "
                    + $"AND NOT EXISTS (SELECT 1 FROM {Delimit(context, to)} AS p WHERE {string.Join(" AND ", columns.Zip(principal, (own, other) => $"p.{Delimit(context, other)} = r.{Delimit(context, own)}"))})",
                    cancellationToken);
                if (count > 0)
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{from.Name}, {string.Join(" and ", columns)}: {count:N0} refer to a row of {to.Name} that is not there"));
            }
        }

        return (IReadOnlyList<string>)found;
    });

    /// <summary>Pages and indexes of the context's tables, where the server lets its clients ask for them.</summary>
    public static Task<ServerIntegrity> CheckServerIntegrityAsync(this DbContext context, int maxFaults, CancellationToken cancellationToken) => AskAsync(context, async () =>
    {
        if (context.Database.GetDbConnection() is not NpgsqlConnection)
            return ServerIntegrity.LeftTo("its administrator's to look at, by DBCC CHECKDB");
        const string MayAsk = "SELECT COUNT(*) FROM pg_proc WHERE proname IN ('bt_index_check', 'verify_heapam') AND has_function_privilege(oid, 'EXECUTE')";
        if (await CountAsync(context, $"{MayAsk} AND proname = 'verify_heapam'", cancellationToken) == 0 || await CountAsync(context, $"{MayAsk} AND proname = 'bt_index_check'", cancellationToken) == 0)
            return ServerIntegrity.LeftTo("its administrator's to look at, by pg_amcheck; with the extension amcheck, and the right to its functions, it is done here");

        var faults = new List<string>();
        foreach (var table in context.Model.GetEntityTypes().Select(TableOf).OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            var name = Delimit(context, table);
            faults.AddRange((await ReadAsync(context, $"SELECT msg FROM verify_heapam('{name}'::regclass) LIMIT {maxFaults.ToString(CultureInfo.InvariantCulture)}", cancellationToken))
                .Select(said => $"{table.Name}: {said}"));
            var indexes = await ReadAsync(
                context,
                $"SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam WHERE i.indrelid = '{name}'::regclass AND i.indisvalid AND a.amname = 'btree'",
                cancellationToken);
            foreach (var index in indexes)
            {
                if (!await IsIndexSoundAsync(context, index, cancellationToken))
                    faults.Add($"{table.Name}: the index {index} is not as its rows are");
            }
        }

        return new ServerIntegrity(faults, LeftToAdministrator: null);
    });

    private static async Task<bool> IsIndexSoundAsync(DbContext context, string index, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(context, $"SELECT bt_index_check('{index.Replace("'", "''", StringComparison.Ordinal)}'::regclass, true)::text", cancellationToken);
            return true;
        }
        catch (DbException damaged) when (StorageFaults.IsDamaged(damaged))
        {
            return false;
        }
    }

    private static async Task<T> AskAsync<T>(DbContext context, Func<Task<T>> ask)
    {
        await context.Database.OpenConnectionAsync();
        try
        {
            return await ask();
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task<long> CountAsync(DbContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(context, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> ReadAsync(DbContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(context, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>A whole table may take longer than a page may.</summary>
    private static DbCommand CommandOf(DbContext context, string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        return command;
    }

    private static StoreObjectIdentifier TableOf(IEntityType entity) =>
        StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new InvalidOperationException($"{entity.Name} has no table.");

    private static string Delimit(DbContext context, in StoreObjectIdentifier table) => context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.Name, table.Schema);

    private static string Delimit(DbContext context, string column) => context.GetService<ISqlGenerationHelper>().DelimitIdentifier(column);
}

/// <param name="Faults">What the server says; of tables and indexes, not of rows' content.</param>
/// <param name="LeftToAdministrator">Why nothing was asked; null when it was.</param>
public sealed record ServerIntegrity(IReadOnlyList<string> Faults, string? LeftToAdministrator)
{
    internal static ServerIntegrity LeftTo(string administrator) => new([], administrator);
}
