using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>A table as the models of two databases map it.</summary>
internal sealed class CopiedTable
{
    private CopiedTable(DbContext source, DbContext target, IEntityType entity)
    {
        (Source, Target) = (source, target);
        var wanted = target.Model.FindEntityType(entity.Name) ?? throw new InvalidOperationException($"{entity.Name} is in one model only.");
        var (from, to) = (TableOf(entity), TableOf(wanted));
        Columns =
        [
            .. entity.GetFlattenedProperties().Zip(wanted.GetFlattenedProperties(), (stored, other) => stored.Name == other.Name
                ? CopiedColumn.Of(stored, other, stored.GetColumnName(from)!, other.GetColumnName(to)!)
                : throw new InvalidOperationException($"{entity.Name} has other properties in the two models.")),
        ];
        Name = from.Name;
        TargetName = Delimit(target, to.Name, to.Schema);
        var (names, targetNames) = (Columns.Select(column => Delimit(source, column.SourceName)), Columns.Select(column => Delimit(target, column.TargetName)));
        TargetColumns = string.Join(", ", targetNames);
        SourceQuery = $"SELECT {string.Join(", ", names)} FROM {Delimit(source, from.Name, from.Schema)}";

        // A server has more chains than the embedded database; those that the copy begins, and what it notes there, are none of its rows.
        var condition =
            entity.ClrType == typeof(AuditChainHead) ? IsBelow(nameof(AuditChainHead.ChainId), EmbeddedDatabase.AuditChains)
            : entity.ClrType == typeof(AuditEntry) ? IsBelow(nameof(AuditEntry.Sequence), AuditPlace.FirstOf(EmbeddedDatabase.AuditChains).Sequence)
            : string.Empty;
        TargetQuery = $"SELECT {TargetColumns} FROM {TargetName}{condition}";
        AnyInTarget = $"SELECT CASE WHEN EXISTS (SELECT 1 FROM {TargetName}{condition}) THEN 1 ELSE 0 END";
        NumberColumn = entity.GetProperties().SingleOrDefault(BulkInsert.IsNumberedByDatabase)?.GetColumnName(to);

        string IsBelow(string property, long bound) =>
            string.Create(CultureInfo.InvariantCulture, $" WHERE {Delimit(target, wanted.FindProperty(property)!.GetColumnName(to)!)} < {bound}");
    }

    public DbContext Source { get; }

    public DbContext Target { get; }

    public string Name { get; }

    /// <summary>As it is written in the target's SQL.</summary>
    public string TargetName { get; }

    public IReadOnlyList<CopiedColumn> Columns { get; }

    /// <summary>As they are written in the target's SQL.</summary>
    public string TargetColumns { get; }

    public string SourceQuery { get; }

    public string TargetQuery { get; }

    /// <summary>Asks the target for 1 or 0.</summary>
    public string AnyInTarget { get; }

    /// <summary>The column whose numbers the database gives; null where it gives none.</summary>
    public string? NumberColumn { get; }

    /// <returns>The tables that both models have, each after those that its rows refer to.</returns>
    public static IReadOnlyList<CopiedTable> Of(DbContext source, DbContext target)
    {
        var left = source.Model.GetEntityTypes().OrderBy(entity => entity.Name, StringComparer.Ordinal).ToList();
        var tables = new List<CopiedTable>();
        while (left.Count > 0)
        {
            var next = left.Find(entity => entity.GetForeignKeys().All(key => key.PrincipalEntityType == entity || !left.Contains(key.PrincipalEntityType)))
                ?? throw new InvalidOperationException("Tables refer to each other in a circle.");
            left.Remove(next);
            tables.Add(new CopiedTable(source, target, next));
        }

        return tables;
    }

    private static StoreObjectIdentifier TableOf(IEntityType entity) =>
        StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new InvalidOperationException($"{entity.Name} has no table.");

    private static string Delimit(DbContext context, string name, string? schema = null) => context.GetService<ISqlGenerationHelper>().DelimitIdentifier(name, schema);
}
