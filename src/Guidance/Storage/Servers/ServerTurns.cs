using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Work of which there is one at a time in a whole database, whichever nodes do it.</summary>
internal static class ServerTurns
{
    /// <summary>SQL Server's command would otherwise end first.</summary>
    private const int LongestWaitMilliseconds = 50_000;

    extension(DbContext context)
    {
        /// <summary>Waits until no other transaction has the turn of this name, and has it until the current transaction ends. Where there is one writer at a time, that is so already.</summary>
        public Task TakeTurnAsync(string name, CancellationToken cancellationToken)
        {
            if (context.Database.IsNpgsql())
                return context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);
            return context.Database.IsSqlServer()
                ? context.Database.ExecuteSqlAsync(
                    $"""
                    DECLARE @turn int;
                    EXEC @turn = sp_getapplock @Resource = {name}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = {LongestWaitMilliseconds};
                    IF @turn < 0 THROW 51000, 'Another transaction kept its turn too long.', 1;
                    """,
                    cancellationToken)
                : Task.CompletedTask;
        }
    }
}
