using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>Streams a table's rows into a server by its own way of loading many.</summary>
internal abstract class RowWriter : IAsyncDisposable
{
    /// <summary>Begins to write; until <see cref="EndAsync"/> nothing of it need be there.</summary>
    public static async Task<RowWriter> BeginAsync(CopiedTable table, DbTransaction transaction, CancellationToken cancellationToken) => transaction switch
    {
        NpgsqlTransaction postgres => await PostgreSqlRowWriter.BeginAsync(table, postgres.Connection!, cancellationToken),
        SqlTransaction sqlServer => new SqlServerRowWriter(table, sqlServer),
        _ => throw new NotSupportedException("Only to a server."),
    };

    /// <summary>Writes the row that the table's columns hold.</summary>
    public abstract Task WriteRowAsync(CancellationToken cancellationToken);

    public abstract Task EndAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>COPY in its binary form.</summary>
internal sealed class PostgreSqlRowWriter : RowWriter
{
    private readonly CopiedTable _table;
    private readonly NpgsqlBinaryImporter _importer;

    private PostgreSqlRowWriter(CopiedTable table, NpgsqlBinaryImporter importer) => (_table, _importer) = (table, importer);

    public static async Task<RowWriter> BeginAsync(CopiedTable table, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync($"COPY {table.TargetName} ({table.TargetColumns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        importer.Timeout = BulkInsert.LongestLoad;
        return new PostgreSqlRowWriter(table, importer);
    }

    public override Task WriteRowAsync(CancellationToken cancellationToken)
    {
        _importer.StartRow();
        foreach (var column in _table.Columns)
            column.Write(_importer);
        return Task.CompletedTask;
    }

    public override async Task EndAsync(CancellationToken cancellationToken) => await _importer.CompleteAsync(cancellationToken);

    /// <summary>Without an end it takes everything back.</summary>
    public override ValueTask DisposeAsync() => _importer.DisposeAsync();
}

/// <summary>SqlBulkCopy, some thousand rows at a time. It leaves references unchecked; they are checked once all rows are there, so that rows may refer to later ones.</summary>
internal sealed class SqlServerRowWriter : RowWriter
{
    private const int RowsAtOnce = 5_000;

    private readonly CopiedTable _table;
    private readonly SqlTransaction _transaction;
    private readonly SqlBulkCopy _copy;
    private readonly DataTable _rows = new() { Locale = CultureInfo.InvariantCulture };

    public SqlServerRowWriter(CopiedTable table, SqlTransaction transaction)
    {
        (_table, _transaction) = (table, transaction);
        _copy = new SqlBulkCopy(transaction.Connection, SqlBulkCopyOptions.KeepIdentity | SqlBulkCopyOptions.KeepNulls | SqlBulkCopyOptions.TableLock, transaction)
        {
            DestinationTableName = table.TargetName,
            BulkCopyTimeout = 0,
        };
        foreach (var column in table.Columns)
        {
            _rows.Columns.Add(column.TargetName, column.TargetType == typeof(DateOnly) ? typeof(DateTime) : column.TargetType);
            _copy.ColumnMappings.Add(column.TargetName, column.TargetName);
        }
    }

    public override async Task WriteRowAsync(CancellationToken cancellationToken)
    {
        _rows.Rows.Add([.. _table.Columns.Select(column => column.TargetValue switch
        {
            null => DBNull.Value,

            // Loading in bulk knows no days.
            DateOnly day => day.ToDateTime(TimeOnly.MinValue),
            var value => value,
        })]);
        if (_rows.Rows.Count >= RowsAtOnce)
            await SendAsync(cancellationToken);
    }

    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        await using var check = _transaction.Connection.CreateCommand();
        (check.Transaction, check.CommandTimeout) = (_transaction, 0);
        check.CommandText = $"ALTER TABLE {_table.TargetName} WITH CHECK CHECK CONSTRAINT ALL";
        await check.ExecuteNonQueryAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        ((IDisposable)_copy).Dispose();
        _rows.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await _copy.WriteToServerAsync(_rows, cancellationToken);
        _rows.Clear();
    }
}
