using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Inserts many rows of one table through one prepared command, from the same EF model that maps single rows.
/// History of a whole county goes in this way: EF's change tracker costs about eight times as much per row.
/// </summary>
public static class BulkInsert
{
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
        var sql = StatementOf(context, entityType, properties);
        if (context.Database.GetDbConnection() is SqliteConnection embedded && EmbeddedInsert<TEntity>.BinderOf(entityType, properties) is { } bind)
            return EmbeddedInsert<TEntity>.Run(embedded, sql, bind, rows, cancellationToken);

        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = sql;
        BulkColumn[] columns = [.. properties.Select((property, index) => new BulkColumn(property, command, index))];
        var inserted = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
                column.Parameter.Value = column.Read(row) ?? DBNull.Value;

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

    private static string StatementOf(DbContext context, IEntityType entityType, IReadOnlyList<IProperty> properties)
    {
        var table = StoreObjectIdentifier.Create(entityType, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entityType.ClrType.Name} has no table.");
        var sql = ((IInfrastructure<IServiceProvider>)context).Instance.GetRequiredService<ISqlGenerationHelper>();
        return $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", properties.Select(property => sql.DelimitIdentifier(property.GetColumnName(table)!)))}) "
            + $"VALUES ({string.Join(", ", properties.Select((_, index) => BulkColumn.NameOf(index)))})";
    }
}
