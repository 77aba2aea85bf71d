using Microsoft.Data.Sqlite;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Faults of a database that a caller can do something about, whichever provider they come from.</summary>
public static class StorageFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>ENOSPC, as the runtime tells it.</summary>
    private const int NoSpaceLeft = 28;

    /// <summary>ERROR_DISK_FULL.</summary>
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Someone else has been writing for longer than we were willing to wait.</summary>
    public static bool IsBusy(Exception error) => CodeOf(error) is SqliteBusy or SqliteLocked;

    /// <summary>The file cannot be opened or written, or is not a database.</summary>
    public static bool IsUnusable(Exception error) => CodeOf(error) is SqliteReadOnly or SqliteCannotOpen or SqliteNotADatabase;

    /// <summary>There is no room left to write, in the database or beside it.</summary>
    public static bool IsDiskFull(Exception error) => CodeOf(error) == SqliteFull || error is IOException { HResult: NoSpaceLeft or WindowsDiskFull };

    /// <summary>The file is a database, and not as it was written.</summary>
    public static bool IsDamaged(Exception error) => CodeOf(error) is SqliteCorrupt;

    private static int? CodeOf(Exception? error) => error switch
    {
        null => null,
        SqliteException sqlite => sqlite.SqliteErrorCode,
        _ => CodeOf(error.InnerException),
    };
}
