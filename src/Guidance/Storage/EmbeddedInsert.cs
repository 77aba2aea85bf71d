using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Puts rows into SQLite through its own statement. The driver boxes each value, looks its parameter up by name and converts it at run time, which takes
/// most of the time of an insert; here one method compiled for the table reads, converts and binds them all.
/// </summary>
internal static class EmbeddedInsert<TEntity>
    where TEntity : class
{
    /// <summary>Texts up to this long in UTF-8 are encoded on the stack.</summary>
    private const int ShortTextBytes = 256;

    private static readonly ConditionalWeakTable<IEntityType, Action<sqlite3_stmt, TEntity>?> Binders = [];

    /// <param name="properties">Those that are stored, in the order of the statement's parameters.</param>
    /// <param name="entityType">Whose properties they are.</param>
    /// <returns>Null when one of them is stored as something that only the driver knows how to write.</returns>
    public static Action<sqlite3_stmt, TEntity>? BinderOf(IEntityType entityType, IReadOnlyList<IProperty> properties) =>
        Binders.GetValue(entityType, _ => Compile(properties));

    /// <exception cref="SqliteException">A row was refused; those before it are in.</exception>
    public static int Run(SqliteConnection connection, string sql, Action<sqlite3_stmt, TEntity> bind, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
    {
        var database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        using (statement)
        {
            var inserted = 0;
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                bind(statement, row);
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                    SqliteException.ThrowExceptionForRC(result, database);
                raw.sqlite3_reset(statement);
                inserted++;
            }

            return inserted;
        }
    }

    private static Action<sqlite3_stmt, TEntity>? Compile(IReadOnlyList<IProperty> properties)
    {
        var (statement, row) = (Expression.Parameter(typeof(sqlite3_stmt)), Expression.Parameter(typeof(TEntity)));
        BlockExpression?[] binds = [.. properties.Select((property, index) => Bind(property, statement, Expression.Constant(index + 1), row))];
        return Array.Exists(binds, bind => bind is null) ? null : Expression.Lambda<Action<sqlite3_stmt, TEntity>>(Expression.Block(binds!), statement, row).Compile();
    }

    private static BlockExpression? Bind(IProperty property, Expression statement, Expression index, Expression row)
    {
        Expression? read = property.PropertyInfo is { } info ? Expression.Property(row, info) : property.FieldInfo is { } field ? Expression.Field(row, field) : null;
        if (read is null)
            return null;
        var value = Expression.Variable(read.Type);
        var isNullable = Nullable.GetUnderlyingType(read.Type) is not null;
        Expression known = isNullable ? Expression.Property(value, "Value") : value;
        if (property.GetTypeMapping().Converter is { } converter)
        {
            var convert = converter.ConvertToProviderExpression;
            known = Expression.Invoke(convert, convert.Parameters[0].Type == known.Type ? known : Expression.Convert(known, convert.Parameters[0].Type));
        }

        if (BindingOf(known.Type) is not var (method, takes))
            return null;
        var bind = Expression.Call(method, statement, index, known.Type == takes ? known : Expression.Convert(known, takes));
        var nothing = Expression.Call(MethodOf(nameof(BindNothing)), statement, index);
        Expression either = isNullable ? Expression.IfThenElse(Expression.Property(value, "HasValue"), bind, nothing)
            : read.Type.IsValueType ? bind
            : Expression.IfThenElse(Expression.ReferenceEqual(value, Expression.Constant(null)), nothing, bind);
        return Expression.Block([value], Expression.Assign(value, read), either);
    }

    private static (MethodInfo Method, Type Takes)? BindingOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) ? (MethodOf(nameof(BindInteger)), typeof(long))
        : type == typeof(bool) ? (MethodOf(nameof(BindTruth)), typeof(bool))
        : type == typeof(double) || type == typeof(float) ? (MethodOf(nameof(BindReal)), typeof(double))
        : type == typeof(string) ? (MethodOf(nameof(BindText)), typeof(string))
        : type == typeof(byte[]) ? (MethodOf(nameof(BindBytes)), typeof(byte[]))
        : type == typeof(DateOnly) ? (MethodOf(nameof(BindDay)), typeof(DateOnly))
        : null;

    private static MethodInfo MethodOf(string name) => typeof(EmbeddedInsert<TEntity>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void BindNothing(sqlite3_stmt statement, int index) => Require(statement, raw.sqlite3_bind_null(statement, index));

    private static void BindInteger(sqlite3_stmt statement, int index, long value) => Require(statement, raw.sqlite3_bind_int64(statement, index, value));

    private static void BindTruth(sqlite3_stmt statement, int index, bool value) => Require(statement, raw.sqlite3_bind_int64(statement, index, value ? 1 : 0));

    private static void BindReal(sqlite3_stmt statement, int index, double value) => Require(statement, raw.sqlite3_bind_double(statement, index, value));

    /// <summary>As the driver writes them, and reads them again.</summary>
    private static void BindDay(sqlite3_stmt statement, int index, DateOnly value)
    {
        Span<byte> day = stackalloc byte[10];
        value.TryFormat(day, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Require(statement, raw.sqlite3_bind_text(statement, index, day));
    }

    private static void BindText(sqlite3_stmt statement, int index, string value)
    {
        value = WholeTexts.Of(value);

        // A text without bytes has no address, which SQLite takes for NULL.
        if (value.Length == 0 || value.Length > ShortTextBytes / 3)
        {
            Require(statement, raw.sqlite3_bind_text(statement, index, value));
            return;
        }

        Span<byte> text = stackalloc byte[ShortTextBytes];
        Require(statement, raw.sqlite3_bind_text(statement, index, text[..Encoding.UTF8.GetBytes(value, text)]));
    }

    private static void BindBytes(sqlite3_stmt statement, int index, byte[] value) =>
        Require(statement, value.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, value));

    private static void Require(sqlite3_stmt statement, int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, raw.sqlite3_db_handle(statement));
    }
}
