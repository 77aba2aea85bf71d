using System.Collections;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Tests.Retention;

/// <summary>Makes one row of any table, with what it refers to, of 2015 and with nothing open: a table that is added to the model tomorrow is filled too.</summary>
internal sealed class RowFactory(GuidanceDbContext guidance)
{
    private static readonly DateTime LongAgo = new(2015, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly Dictionary<Type, object> _made = [];

    /// <summary>The client's own table, and every table that refers to it or to one that does.</summary>
    public static IReadOnlyList<IEntityType> OfClients(IModel model)
    {
        List<IEntityType> found = [model.FindEntityType(typeof(Client))!];
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            found.AddRange(model.GetEntityTypes().Where(type => !found.Contains(type) && type.GetForeignKeys().Any(key => found.Contains(key.PrincipalEntityType))).ToList());
        }

        return found;
    }

    /// <summary>A client with a row in every table that refers to clients.</summary>
    public Client Fill()
    {
        foreach (var type in OfClients(guidance.Model))
            Get(type);
        return (Client)_made[typeof(Client)];
    }

    public RowFactory With(object row)
    {
        _made[row.GetType()] = row;
        return this;
    }

    public T Get<T>()
        where T : class => (T)Get(guidance.Model.FindEntityType(typeof(T))!);

    private object Get(IEntityType type)
    {
        if (_made.TryGetValue(type.ClrType, out var made))
            return made;
        if (type.ClrType == typeof(Municipality))
            return _made[type.ClrType] = guidance.Municipalities.OrderBy(row => row.Code).First();
        var row = _made[type.ClrType] = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var entry = guidance.Entry(row);
        foreach (var property in type.GetProperties())
        {
            if (property.IsPrimaryKey() && property.ClrType != typeof(Guid) && property.ValueGenerated == ValueGenerated.OnAdd)
                continue;
            entry.Property(property.Name).CurrentValue = property.GetContainingForeignKeys().FirstOrDefault() is { } key
                ? Referred(type, key, property)
                : Value(property);
        }

        entry.State = EntityState.Added;
        return row;
    }

    private object? Referred(IEntityType type, IForeignKey key, IProperty property)
    {
        // A row does not refer to itself, and to what is nobody's only where it must.
        var isOfClients = OfClients(guidance.Model).Contains(key.PrincipalEntityType);
        if (key.PrincipalEntityType == type || (property.IsNullable && !isOfClients))
            return null;
        return guidance.Entry(Get(key.PrincipalEntityType)).Property(key.PrincipalKey.Properties[key.Properties.ToList().IndexOf(property)].Name).CurrentValue;
    }

    private static object? Value(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type switch
        {
            _ when type == typeof(Guid) => Guid.CreateVersion7(),
            _ when type == typeof(DateTime) => LongAgo,
            _ when type == typeof(DateOnly) => DateOnly.FromDateTime(LongAgo),
            _ when type == typeof(string) => property.IsNullable ? null : Guid.NewGuid().ToString("N")[..Math.Min(32, property.GetMaxLength() ?? 32)],
            _ when type == typeof(byte[]) => Guid.NewGuid().ToByteArray(),
            _ when type.IsEnum => property.IsNullable ? null : Enum.GetValues(type).Cast<object>().Last(),
            _ when property.IsNullable => null,
            _ when type.IsValueType => Activator.CreateInstance(type),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments())),
            _ when type.IsAssignableTo(typeof(IEnumerable)) => Array.CreateInstance(type.GetGenericArguments()[0], 0),
            _ => throw new AssertFailedException($"{property.DeclaringType.DisplayName()}.{property.Name}: a test row has no {type.Name} yet."),
        };
    }
}
