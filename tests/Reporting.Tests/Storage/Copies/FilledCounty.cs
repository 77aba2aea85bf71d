using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Tests.Storage.Copies;

/// <summary>
/// Rows in every table that the model has, so that a table that comes later is copied by these tests too: one with nothing that may be missing, one with everything, and
/// values that databases write in ways of their own. Not a county that makes sense.
/// </summary>
internal static class FilledCounty
{
    /// <summary>With letters that are several bytes, quotes, and what would end a line or a field of a text.</summary>
    private const string AwkwardText = "Å\"ö'\t\\N\r\n€😀";

    private static readonly DateTime AwkwardInstant = new(2024, 2, 29, 21, 59, 59, 999, 999, DateTimeKind.Utc);

    /// <returns>How many rows each table has now.</returns>
    public static void Fill(DbContext context)
    {
        var left = context.Model.GetEntityTypes().Where(entity => entity.ClrType != typeof(AuditEntry) && entity.ClrType != typeof(AuditChainHead)).ToList();
        var keys = new Dictionary<(string Table, string Column, int Row), object>();
        while (left.Count > 0)
        {
            var entity = left.First(entity => entity.GetForeignKeys().All(key => key.PrincipalEntityType == entity || !left.Contains(key.PrincipalEntityType)));
            left.Remove(entity);
            Insert(context, entity, keys, isFull: false, number: 1);
            Insert(context, entity, keys, isFull: true, number: 2);
        }
    }

    private static void Insert(DbContext context, IEntityType entity, Dictionary<(string Table, string Column, int Row), object> keys, bool isFull, int number)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        using var command = context.Database.GetDbConnection().CreateCommand();
        var properties = entity.GetFlattenedProperties().ToList();
        foreach (var property in properties)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{command.Parameters.Count}";
            parameter.Value = isFull || !property.IsNullable ? ValueOf(property, keys, number) : DBNull.Value;
            command.Parameters.Add(parameter);
            if (property.IsKey())
                keys[(entity.Name, property.Name, number)] = parameter.Value;
        }

        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO \"{table.Name}\" ({string.Join(", ", properties.Select(property => $"\"{property.GetColumnName(table)}\""))}) VALUES ({string.Join(", ", properties.Select((_, index) => $"@p{index}"))})");
        command.ExecuteNonQuery();
    }

    private static object ValueOf(IProperty property, Dictionary<(string Table, string Column, int Row), object> keys, int number)
    {
        if (property.GetContainingForeignKeys().FirstOrDefault() is { } reference)
        {
            var principal = reference.PrincipalKey.Properties[reference.Properties.ToList().IndexOf(property)];

            // Each its own, for some may be referred to once only; a row of the same table refers to the one before.
            foreach (var row in (int[])[number, 1])
            {
                if (keys.TryGetValue((reference.PrincipalEntityType.Name, principal.Name, row), out var key))
                    return key;
            }
        }

        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var converter = property.GetTypeMapping().Converter;
        object value = true switch
        {
            _ when type == typeof(Guid) => Guid.CreateVersion7(),
            _ when type == typeof(DateTime) => AwkwardInstant.AddMicroseconds(number),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(AwkwardInstant),
            _ when type == typeof(DateOnly) => new DateOnly(1, 1, number),
            _ when type == typeof(bool) => number == 1,
            _ when type == typeof(int) => property.IsKey() ? number : int.MinValue + number,
            _ when type == typeof(long) => property.IsKey() ? number : long.MaxValue - number,
            _ when type == typeof(double) => number == 1 ? 0.1 : double.Epsilon,
            _ when type == typeof(byte[]) => number == 1 ? [] : new byte[] { 0, 255, (byte)number },
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Math.Min(number, Enum.GetValues(type).Length - 1))!,
            _ when type == typeof(string) => TextOf(property, number),

            // A list or the like: whatever text it is kept as, only its letters are copied.
            _ => null!,
        };
        return value is null ? TextOf(property, number) : converter?.ConvertToProvider(value) ?? value;
    }

    private static string TextOf(IProperty property, int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{number}{property.Name[0]}{AwkwardText}");
        return property.GetMaxLength() is { } longest && longest < text.Length ? text[..longest].TrimEnd('\ud83d') : text;
    }
}
