using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Stores some properties of many rows of one table through one prepared command. The counterpart of <see cref="BulkInsert"/>.</summary>
public static class BulkUpdate
{
    /// <summary>Updates every property of <paramref name="rows"/> but their key.</summary>
    /// <inheritdoc cref="BulkUpdateAsync{TEntity}(DbContext, IReadOnlyCollection{TEntity}, IReadOnlyList{string}, CancellationToken)"/>
    public static Task BulkUpdateAsync<TEntity>(this DbContext context, IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class =>
        context.BulkUpdateAsync(rows, [.. context.Set<TEntity>().EntityType.GetProperties().Where(property => !property.IsPrimaryKey()).Select(property => property.Name)], cancellationToken);

    /// <summary>Updates <paramref name="rows"/> by their key within the context's current transaction, which must exist.</summary>
    /// <param name="context">Does not track the rows.</param>
    /// <param name="rows">As they are to be stored.</param>
    /// <param name="properties">Which properties are stored.</param>
    /// <param name="cancellationToken">Cancels between rows.</param>
    public static async Task BulkUpdateAsync<TEntity>(this DbContext context, IReadOnlyCollection<TEntity> rows, IReadOnlyList<string> properties, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (rows.Count == 0)
            return;

        var transaction = BulkInsert.RequireTransaction(context);
        var entityType = context.Model.FindEntityType(typeof(TEntity)) ?? throw new InvalidOperationException($"{typeof(TEntity).Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entityType, StoreObjectType.Table) ?? throw new InvalidOperationException($"{typeof(TEntity).Name} has no table.");
        var sql = ((IInfrastructure<IServiceProvider>)context).Instance.GetRequiredService<ISqlGenerationHelper>();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        var set = properties.Select((name, index) => new BulkParameter(entityType.FindProperty(name) ?? throw new InvalidOperationException($"{typeof(TEntity).Name} has no {name}."), command, index)).ToArray();
        var key = entityType.FindPrimaryKey()!.Properties.Select((property, index) => new BulkParameter(property, command, set.Length + index)).ToArray();
        command.CommandText =
            $"UPDATE {sql.DelimitIdentifier(table.Name, table.Schema)} SET {string.Join(", ", set.Select(Equal))} WHERE {string.Join(" AND ", key.Select(Equal))}";

        var isPrepared = false;
        foreach (var row in rows)
        {
            foreach (var column in (IEnumerable<BulkParameter>)[.. set, .. key])
                column.ReadFrom(row);
            if (!isPrepared)
                await command.PrepareAsync(cancellationToken);
            isPrepared = true;
            if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
                throw new DbUpdateConcurrencyException($"A row of {table.Name} was not there to be updated.");
        }

        string Equal(BulkParameter column) => $"{sql.DelimitIdentifier(column.Property.GetColumnName(table)!)} = {column.Name}";
    }
}
