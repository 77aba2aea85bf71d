using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Inserts many rows of one table by the database's quickest way, from the same EF model that maps single rows: PostgreSQL's COPY, elsewhere one prepared statement.
/// History of a whole county goes in this way: EF's change tracker costs about eight times as much per row.
/// </summary>
public static class BulkInsert
{
    /// <summary>At a COPY's end PostgreSQL checks references, which takes as long as there are rows. The driver knows no "for ever" here: zero is at once.</summary>
    internal static readonly TimeSpan LongestLoad = TimeSpan.FromDays(1);

    /// <summary>Inserts <paramref name="rows"/> within the context's current transaction, which must exist.</summary>
    /// <returns>How many rows were inserted.</returns>
    public static Task<int> BulkInsertAsync<TEntity>(this DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class =>
        context is GuidanceDbContext guidance && rows is IEnumerable<AuditEntry> entries
            ? guidance.AppendAuditEntriesAsync(entries, cancellationToken)
            : InsertRowsAsync(context, rows, cancellationToken);

    /// <summary>The insert itself; audit entries come here sealed.</summary>
    internal static async Task<int> InsertRowsAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        var transaction = RequireTransaction(context);
        var entityType = context.Model.FindEntityType(typeof(TEntity))
            ?? throw new InvalidOperationException($"{typeof(TEntity).Name} is not mapped.");

        // A number raised by the database is left to it.
        IProperty[] properties =
        [
            .. entityType.GetProperties().Where(property => !IsNumberedByDatabase(property)),
        ];
        var (table, columns) = PlaceOf(context, entityType, properties);
        var connection = context.Database.GetDbConnection();
        if (connection is NpgsqlConnection postgres)
            return await CopyAsync(postgres, $"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", properties, rows, cancellationToken);

        var sql = $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", properties.Select((_, index) => BulkParameter.NameOf(index)))})";
        if (connection is SqliteConnection embedded && EmbeddedInsert<TEntity>.BinderOf(entityType, properties) is { } bind)
            return EmbeddedInsert<TEntity>.Run(embedded, sql, bind, rows, cancellationToken);

        await using var command = connection.CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = sql;
        BulkParameter[] parameters = [.. properties.Select((property, index) => new BulkParameter(property, command, index))];
        var inserted = 0;
        foreach (var row in rows)
        {
            foreach (var parameter in parameters)
                parameter.ReadFrom(row);

            if (inserted++ == 0)
                await command.PrepareAsync(cancellationToken);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return inserted;
    }

    /// <summary>The audit numbers its entries itself.</summary>
    internal static bool IsNumberedByDatabase(IProperty property) =>
        property.ClrType == typeof(long) && property.ValueGenerated == ValueGenerated.OnAdd && property.DeclaringType.ClrType != typeof(AuditEntry);

    internal static IDbContextTransaction RequireTransaction(DbContext context) => context.Database.CurrentTransaction
        ?? throw new InvalidOperationException("A bulk insert belongs to a transaction, so that all of it is stored or none.");

    private static async Task<int> CopyAsync<TEntity>(NpgsqlConnection connection, string sql, IEnumerable<IProperty> properties, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        BulkColumn[] columns = [.. properties.Select(property => new BulkColumn(property))];
        await using var importer = await connection.BeginBinaryImportAsync(sql, cancellationToken);
        importer.Timeout = LongestLoad;
        var inserted = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            importer.StartRow();
            foreach (var column in columns)
                importer.Write(column.Read(row));
            inserted++;
        }

        await importer.CompleteAsync(cancellationToken);
        return inserted;
    }

    /// <summary>The table and its columns as the database's SQL names them.</summary>
    private static (string Table, string Columns) PlaceOf(DbContext context, IEntityType entityType, IReadOnlyList<IProperty> properties)
    {
        var table = StoreObjectIdentifier.Create(entityType, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entityType.ClrType.Name} has no table.");
        var sql = ((IInfrastructure<IServiceProvider>)context).Instance.GetRequiredService<ISqlGenerationHelper>();
        return (sql.DelimitIdentifier(table.Name, table.Schema), string.Join(", ", properties.Select(property => sql.DelimitIdentifier(property.GetColumnName(table)!))));
    }
}
