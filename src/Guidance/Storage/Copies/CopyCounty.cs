using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Storage.Copies;

/// <summary>
/// Moves a county from the embedded databases to a server's, whose tables are made and empty. Each table is stored in one transaction, which is committed when what can be
/// read in it is what was read at the source: a copy that was killed is simply run again, and leaves the tables that are there.
/// </summary>
public sealed class CopyCounty : IAsyncDisposable
{
    private const int RowsBetweenReports = 10_000;

    private readonly IReadOnlyList<CopiedTable> _tables;
    private readonly List<ReadTransaction> _moments = [];
    private readonly HashSet<CopiedTable> _stored = [];
    private readonly IProgress<CopyProgress>? _progress;

    private CopyCounty(IReadOnlyList<CopyPair> databases, IProgress<CopyProgress>? progress) =>
        (_tables, _progress) = ([.. databases.SelectMany(pair => CopiedTable.Of(pair.Source, pair.Target))], progress);

    /// <summary>Whether the target holds nothing at all yet.</summary>
    public bool IsTargetEmpty => _stored.Count == 0;

    /// <summary>Looks at the target and writes nothing.</summary>
    /// <param name="databases">Each context's database and where it goes.</param>
    /// <param name="progress">Told what is being done, and how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What holds one moment of the source until it is disposed.</returns>
    /// <exception cref="CopyRefusedException">The target holds something that is not in the source.</exception>
    public static async Task<CopyCounty> BeginAsync(IReadOnlyList<CopyPair> databases, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var copy = new CopyCounty(databases, progress);
        try
        {
            foreach (var pair in databases)
            {
                copy._moments.Add(await ReadTransaction.BeginAsync(pair.Source, cancellationToken));
                await pair.Target.Database.OpenConnectionAsync(cancellationToken);
            }

            await copy.FindStoredAsync(cancellationToken);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores what is not there yet.</summary>
    /// <param name="seal">The key of the source's audit, for a server's chains.</param>
    /// <param name="actor">Who copies.</param>
    /// <param name="nowUtc">When: the target's audit tells of it.</param>
    /// <param name="cancellationToken">Stops it; what is committed stays and is not copied again.</param>
    /// <exception cref="CopyRefusedException">The audit was sealed with another key, or a table is not there as it was read. What was stored before stays.</exception>
    public async Task<CopySummary> RunAsync(AuditSeal seal, Actor actor, DateTime nowUtc, CancellationToken cancellationToken)
    {
        await RequireKeyAsync(seal, cancellationToken);
        var copied = new List<CopiedRows>();
        foreach (var table in _tables)
        {
            if (!_stored.Contains(table))
                copied.Add(new CopiedRows(table.Name, await StoreAsync(table, seal, cancellationToken)));
        }

        await NoteAsync(seal, actor, nowUtc, cancellationToken);
        return new CopySummary(copied, _stored.Count);
    }

    /// <summary>Once, in the first chain that is none of the source's: the source's stays comparable, and whoever runs the copy again finds it noted.</summary>
    private async Task NoteAsync(AuditSeal seal, Actor actor, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var guidance = _tables.Select(table => table.Target).OfType<GuidanceDbContext>().First();
        var first = AuditPlace.FirstOf(EmbeddedDatabase.AuditChains).Sequence;

        // A source without an audit is no county: nothing was ever done in it.
        if (!await guidance.AuditChainHeads.AnyAsync(cancellationToken) || await guidance.AuditEntries.AnyAsync(entry => entry.Sequence >= first && entry.Subject == nameof(CopyCounty), cancellationToken))
            return;
        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                var entry = AuditEntry.Of(AuditAction.Import, nameof(CopyCounty), null, null, actor, "county copied from its embedded databases", nowUtc);
                await HeldAuditChain.AppendAsync(guidance, seal, EmbeddedDatabase.AuditChains, [entry], cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var moment in _moments)
            await moment.DisposeAsync();
        foreach (var target in _tables.Select(table => table.Target).Distinct())
            await target.Database.CloseConnectionAsync();
    }

    private async Task FindStoredAsync(CancellationToken cancellationToken)
    {
        foreach (var table in _tables)
        {
            await using var any = CommandOf(table.Target, table.AnyInTarget, transaction: null);
            if (Convert.ToInt32(await any.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0)
                continue;
            var (there, here) = (await ReadTargetAsync(table, transaction: null, cancellationToken), await ReadSourceAsync(table, cancellationToken));
            if (there != here)
            {
                throw new CopyRefusedException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The target holds other data: its table {table.Name} has {there.Rows:N0} rows that are not the {here.Rows:N0} of the source. Copy into a database whose tables are empty. Nothing was written."));
            }

            _stored.Add(table);
        }
    }

    /// <summary>With another key the county could store nothing at its new place, and its audit would look altered.</summary>
    private async Task RequireKeyAsync(AuditSeal seal, CancellationToken cancellationToken)
    {
        using var stamp = seal.CreateStamp();
        foreach (var head in await SourceOfAudit.AuditChainHeads.AsNoTracking().ToListAsync(cancellationToken))
        {
            if (!stamp.IsOf(head))
                throw new CopyRefusedException("The audit of the source was sealed with other keys than those beside it, or was altered: 'database check' on the source tells more. Nothing was written.");
        }
    }

    private GuidanceDbContext SourceOfAudit => _tables.Select(table => table.Source).OfType<GuidanceDbContext>().First();

    private async Task<long> StoreAsync(CopiedTable table, AuditSeal seal, CancellationToken cancellationToken)
    {
        await using var transaction = await table.Target.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var server = transaction.GetDbTransaction();
        var sent = await SendAsync(table, server, cancellationToken);
        var stored = await ReadTargetAsync(table, server, cancellationToken);
        if (stored != sent)
        {
            throw new CopyRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The table {table.Name} is not there as it was read: {sent.Rows:N0} rows were sent, {stored.Rows:N0} are there, or a value of one is another. Nothing of this table was kept."));
        }

        await SetNumbersAsync(table, sent.Rows == 0, server, cancellationToken);
        if (server is NpgsqlTransaction)
            await ExecuteAsync(table.Target, $"ANALYZE {table.TargetName}", server, cancellationToken);
        if (table.Target is GuidanceDbContext guidance && table.Name == guidance.AuditChainHeads.EntityType.GetTableName() && sent.Rows > 0)
            await HeldAuditChain.BeginOtherChainsAsync(guidance, seal, EmbeddedDatabase.AuditChains, cancellationToken);

        // Not cancelled half-way: a commit that was sent may be done.
        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return sent.Rows;
    }

    private async Task<TableContent> SendAsync(CopiedTable table, DbTransaction server, CancellationToken cancellationToken)
    {
        var sent = new RowChecksum();
        try
        {
            await using var writer = await RowWriter.BeginAsync(table, server, cancellationToken);
            await using var command = CommandOf(table.Source, table.SourceQuery, table.Source.Database.CurrentTransaction!.GetDbTransaction());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                Add(table.Columns, row, static (column, row, ordinal) => column.ReadSource(row, ordinal), sent);
                await writer.WriteRowAsync(cancellationToken);
                Report(table, CopyStep.Storing, sent.Content.Rows, cancellationToken);
            }

            Report(table, CopyStep.Storing, sent.Content.Rows, cancellationToken, isEnd: true);
            await writer.EndAsync(cancellationToken);
            return sent.Content;
        }
        catch (Exception fault) when (StorageFaults.DoesNotFit(fault))
        {
            // What the server says of it may quote the row.
            throw new CopyRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"A row of {table.Name}, among the first {sent.Content.Rows:N0}, does not fit the server's table: a text is too long or holds a zero character, or a row refers to one that is not there. 'database check' on the source tells of the latter. Nothing of this table was kept."));
        }
    }

    private async Task<TableContent> ReadSourceAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(table.Source, table.SourceQuery, table.Source.Database.CurrentTransaction!.GetDbTransaction());
        return await ReadAsync(table, command, static (column, row, ordinal) => column.ReadSource(row, ordinal), cancellationToken);
    }

    private async Task<TableContent> ReadTargetAsync(CopiedTable table, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(table.Target, table.TargetQuery, transaction);
        return await ReadAsync(table, command, static (column, row, ordinal) => column.ReadTarget(row, ordinal), cancellationToken);
    }

    private async Task<TableContent> ReadAsync(CopiedTable table, DbCommand command, Action<CopiedColumn, DbDataReader, int> read, CancellationToken cancellationToken)
    {
        var checksum = new RowChecksum();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            Add(table.Columns, row, read, checksum);
            Report(table, CopyStep.Verifying, checksum.Content.Rows, cancellationToken);
        }

        return checksum.Content;
    }

    private static void Add(IReadOnlyList<CopiedColumn> columns, DbDataReader row, Action<CopiedColumn, DbDataReader, int> read, RowChecksum checksum)
    {
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            read(columns[ordinal], row, ordinal);
            columns[ordinal].AddTo(checksum);
        }

        checksum.EndRow();
    }

    /// <summary>The server goes on numbering where the source stopped, also after rows that were removed there: readers know rows by rising numbers.</summary>
    private static async Task SetNumbersAsync(CopiedTable table, bool isEmpty, DbTransaction server, CancellationToken cancellationToken)
    {
        if (table.NumberColumn is not { } column)
            return;
        await using var asked = CommandOf(table.Source, "SELECT seq FROM sqlite_sequence WHERE name = @name", table.Source.Database.CurrentTransaction!.GetDbTransaction());
        var name = asked.CreateParameter();
        (name.ParameterName, name.Value) = ("@name", table.Name);
        asked.Parameters.Add(name);
        if (await asked.ExecuteScalarAsync(cancellationToken) is not long last || last == 0)
            return;

        // A table of SQL Server that never had a row gives its first one the seed itself.
        var sql = server is NpgsqlTransaction
            ? string.Create(CultureInfo.InvariantCulture, $"SELECT setval(pg_get_serial_sequence('{table.TargetName}', '{column}'), {last})")
            : string.Create(CultureInfo.InvariantCulture, $"DBCC CHECKIDENT('{table.TargetName}', RESEED, {(isEmpty ? last + 1 : last)}) WITH NO_INFOMSGS");
        await ExecuteAsync(table.Target, sql, server, cancellationToken);
    }

    private void Report(CopiedTable table, CopyStep step, long rows, CancellationToken cancellationToken, bool isEnd = false)
    {
        if (!isEnd && rows % RowsBetweenReports != 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        _progress?.Report(new CopyProgress(table.Name, step, rows));
    }

    private static async Task ExecuteAsync(DbContext context, string sql, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(context, sql, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One that may take as long as it takes.</summary>
    private static DbCommand CommandOf(DbContext context, string sql, DbTransaction? transaction)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout, command.Transaction) = (sql, 0, transaction);
        return command;
    }
}

/// <summary>A context's database, and the one it is to move to.</summary>
public sealed record CopyPair(DbContext Source, DbContext Target);

public enum CopyStep
{
    /// <summary>Rows are read at the source and stored at the target.</summary>
    Storing,

    /// <summary>Rows are read again to be compared.</summary>
    Verifying,
}

/// <param name="Table">Which one.</param>
/// <param name="Step">What is done with it.</param>
/// <param name="Rows">How many so far.</param>
public sealed record CopyProgress(string Table, CopyStep Step, long Rows);

/// <summary>A table that was stored, and compared.</summary>
public sealed record CopiedRows(string Table, long Rows);

/// <param name="Copied">The tables this run stored.</param>
/// <param name="AlreadyThere">How many an earlier run had; compared, not stored again.</param>
public sealed record CopySummary(IReadOnlyList<CopiedRows> Copied, int AlreadyThere)
{
    public long Rows => Copied.Sum(table => table.Rows);
}

/// <summary>A county cannot be copied. The message says why and what to do, and holds no client's data.</summary>
public sealed class CopyRefusedException(string message) : Exception(message);
