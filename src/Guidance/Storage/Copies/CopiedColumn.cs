using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>A mapped property on its way from one database to another: holds the value of the row that was read last.</summary>
internal abstract class CopiedColumn
{
    public required string SourceName { get; init; }

    public required string TargetName { get; init; }

    /// <summary>What a target's driver takes.</summary>
    public abstract Type TargetType { get; }

    /// <summary>As a target's driver takes it; null when the row has none.</summary>
    public abstract object? TargetValue { get; }

    public abstract void ReadSource(DbDataReader row, int ordinal);

    public abstract void ReadTarget(DbDataReader row, int ordinal);

    public abstract void AddTo(RowChecksum checksum);

    public abstract void Write(NpgsqlBinaryImporter importer);

    /// <param name="source">The property in the model of the one database.</param>
    /// <param name="target">The same in the model of the other.</param>
    /// <param name="sourceName">Its column there.</param>
    /// <param name="targetName">Its column here.</param>
    public static CopiedColumn Of(IProperty source, IProperty target, string sourceName, string targetName)
    {
        var (stored, wanted) = (Side.Of(source), Side.Of(target));

        // What both store alike, such as lists and enumerations as text, needs no detour over its meaning.
        var value = stored.Type == wanted.Type ? stored.Type : Unwrap(source.ClrType);
        var build = typeof(CopiedColumn).GetMethod(nameof(Build), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(value, stored.Type, wanted.Type);
        return (CopiedColumn)build.Invoke(null, [stored.Type == wanted.Type ? null : stored.Converter, stored.Type == wanted.Type ? null : wanted.Converter, sourceName, targetName])!;
    }

    private static CopiedColumn<TValue, TSource, TTarget> Build<TValue, TSource, TTarget>(ValueConverter? stored, ValueConverter? wanted, string sourceName, string targetName)
        where TValue : notnull
        where TSource : notnull
        where TTarget : notnull => new(
            FromOf<TValue, TSource>(stored), FromOf<TValue, TTarget>(wanted), wanted is null ? Same<TValue, TTarget>() : ((ValueConverter<TValue, TTarget>)wanted).ConvertToProviderTyped)
        {
            SourceName = sourceName,
            TargetName = targetName,
        };

    private static Func<TStored, TValue> FromOf<TValue, TStored>(ValueConverter? converter) => (converter, typeof(TStored) == typeof(DateTime)) switch
    {
        (null, true) => (Func<TStored, TValue>)(object)(Func<DateTime, DateTime>)(instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
        (null, false) => Same<TStored, TValue>(),
        _ => ((ValueConverter<TValue, TStored>)converter!).ConvertFromProviderTyped,
    };

    private static Func<TFrom, TTo> Same<TFrom, TTo>() => (Func<TFrom, TTo>)(object)(Func<TFrom, TFrom>)(value => value);

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private readonly record struct Side(Type Type, ValueConverter? Converter)
    {
        public static Side Of(IProperty property)
        {
            var converter = property.GetTypeMapping().Converter;
            return new Side(Unwrap(converter?.ProviderClrType ?? property.ClrType), converter);
        }
    }
}

/// <inheritdoc cref="CopiedColumn"/>
/// <typeparam name="TValue">What the value is, whichever database holds it.</typeparam>
/// <typeparam name="TSource">How the source's driver gives it.</typeparam>
/// <typeparam name="TTarget">How the target's driver takes and gives it.</typeparam>
internal sealed class CopiedColumn<TValue, TSource, TTarget>(Func<TSource, TValue> fromSource, Func<TTarget, TValue> fromTarget, Func<TValue, TTarget> toTarget) : CopiedColumn
    where TValue : notnull
    where TSource : notnull
    where TTarget : notnull
{
    private static readonly Action<RowChecksum, TValue> Add = (Action<RowChecksum, TValue>)AdderOf(typeof(TValue));
    private TValue? _value;
    private bool _isMissing;

    public override Type TargetType => typeof(TTarget);

    public override object? TargetValue => _isMissing ? null : toTarget(_value!);

    public override void ReadSource(DbDataReader row, int ordinal)
    {
        _isMissing = row.IsDBNull(ordinal);
        if (!_isMissing)
            _value = fromSource(row.GetFieldValue<TSource>(ordinal));
    }

    public override void ReadTarget(DbDataReader row, int ordinal)
    {
        _isMissing = row.IsDBNull(ordinal);
        if (!_isMissing)
            _value = fromTarget(row.GetFieldValue<TTarget>(ordinal));
    }

    public override void AddTo(RowChecksum checksum)
    {
        if (_isMissing)
            checksum.AddMissing();
        else
            Add(checksum, _value!);
    }

    public override void Write(NpgsqlBinaryImporter importer)
    {
        if (_isMissing)
            importer.WriteNull();
        else
            importer.Write(toTarget(_value!));
    }

    private static Delegate AdderOf(Type type) => true switch
    {
        _ when type == typeof(string) => (Action<RowChecksum, string>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(Guid) => (Action<RowChecksum, Guid>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(DateTime) => (Action<RowChecksum, DateTime>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(DateOnly) => (Action<RowChecksum, DateOnly>)((checksum, value) => checksum.Add(value.DayNumber)),
        _ when type == typeof(int) => (Action<RowChecksum, int>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(long) => (Action<RowChecksum, long>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(bool) => (Action<RowChecksum, bool>)((checksum, value) => checksum.Add(value ? 1 : 0)),
        _ when type == typeof(double) => (Action<RowChecksum, double>)((checksum, value) => checksum.Add(value)),
        _ when type == typeof(byte[]) => (Action<RowChecksum, byte[]>)((checksum, value) => checksum.Add(value)),
        _ => throw new NotSupportedException($"{type.Name} cannot be copied yet: say how it is added to a row's digest."),
    };
}
