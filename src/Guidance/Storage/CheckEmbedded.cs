using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Asks the embedded database whether its own file is sound.</summary>
public static class CheckEmbedded
{
    private const string Sound = "ok";

    /// <returns>What SQLite says of pages and indexes; empty when it finds nothing.</returns>
    public static async Task<IReadOnlyList<string>> CheckIntegrityAsync(this DbContext context, int maxFaults, CancellationToken cancellationToken)
    {
        var said = await ReadAsync(context, FormattableString.Invariant($"PRAGMA integrity_check({maxFaults})"), row => row.GetString(0), cancellationToken);
        return said is [Sound] ? [] : said;
    }

    /// <returns>Each row that refers to one that is not there, with the two tables; the row itself is not read.</returns>
    public static async Task<IReadOnlyList<string>> CheckForeignKeysAsync(this DbContext context, CancellationToken cancellationToken) => await ReadAsync(
        context,
        "PRAGMA foreign_key_check",
        row => FormattableString.Invariant($"{row.GetString(0)}, row {row.GetValue(1)}: refers to a row of {row.GetString(2)} that is not there"),
        cancellationToken);

    private static async Task<List<string>> ReadAsync(DbContext context, string pragma, Func<DbDataReader, string> describe, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = pragma;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
                found.Add(describe(reader));
            return found;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }
}
