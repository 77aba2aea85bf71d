using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>Faults of a database that a caller can do something about, whichever provider they come from.</summary>
public static class StorageFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteConstraint = 19;
    private const int SqliteNotADatabase = 26;

    /// <summary>ENOSPC, as the runtime tells it.</summary>
    private const int NoSpaceLeft = 28;

    /// <summary>ERROR_DISK_FULL.</summary>
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Class 08, connection exceptions.</summary>
    private const string PostgresConnectionClass = "08";

    /// <summary>Class 23, integrity constraint violations.</summary>
    private const string PostgresConstraintClass = "23";

    /// <summary>Class 22, data exceptions.</summary>
    private const string PostgresDataClass = "22";

    /// <summary>Class 53, insufficient resources, but for a full disk.</summary>
    private const string PostgresResourcesClass = "53";

    private static readonly HashSet<string> PostgresAway = [PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow];

    private static readonly HashSet<string> PostgresDamaged = [PostgresErrorCodes.DataCorrupted, PostgresErrorCodes.IndexCorrupted];

    private static readonly HashSet<string> PostgresUnusable =
        [PostgresErrorCodes.InvalidPassword, PostgresErrorCodes.InvalidAuthorizationSpecification, PostgresErrorCodes.InvalidCatalogName, PostgresErrorCodes.InsufficientPrivilege];

    /// <summary>The user came in and may not do this.</summary>
    private static readonly HashSet<int> SqlServerForbidden = [229, 230, 262];

    /// <summary>An object, an index or a column of that name.</summary>
    private static readonly HashSet<string> PostgresAlreadyThere =
        [PostgresErrorCodes.DuplicateTable, PostgresErrorCodes.DuplicateObject, PostgresErrorCodes.DuplicateColumn, PostgresErrorCodes.UniqueViolation];

    private static readonly HashSet<int> SqlServerAlreadyThere = [2714, 1913, 2705, 2601, 2627];

    /// <summary>Deadlock victim; a snapshot that was overtaken.</summary>
    private static readonly HashSet<int> SqlServerMeetings = [1205, 3960, 41301, 41302, 41305, 41325];

    /// <summary>The database is not set to allow snapshots.</summary>
    private static readonly HashSet<int> SqlServerSnapshotsRefused = [3952];

    /// <summary>A unique index or key; a foreign key or check.</summary>
    private static readonly HashSet<int> SqlServerConflicts = [2601, 2627, 547];

    /// <summary>Text or binary data would be cut off; in bulk, a value does not fit its column.</summary>
    private static readonly HashSet<int> SqlServerTooLong = [2628, 8152, 4815];

    /// <summary>The network broke, the server is not there or begins, it asks to come back later.</summary>
    private static readonly HashSet<int> SqlServerAway =
        [-2, 2, 20, 53, 64, 121, 233, 258, 596, 921, 922, 926, 942, 997, 1236, 4060, 4221, 6005, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 17142, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920];

    private static readonly HashSet<int> SqlServerTimeouts = [-2, 258];

    /// <summary>Wrong name or password; no right to the database or the object.</summary>
    private static readonly HashSet<int> SqlServerUnusable = [18456, 916, .. SqlServerForbidden];

    private static readonly HashSet<int> SqlServerFull = [1101, 1105, 9002];

    private static readonly HashSet<int> SqlServerDamaged = [823, 824, 825];

    /// <summary>Someone else has been writing for longer than we were willing to wait.</summary>
    public static bool IsBusy(Exception error) =>
        Find<SqliteException>(error)?.SqliteErrorCode is SqliteBusy or SqliteLocked || Find<PostgresException>(error)?.SqlState is PostgresErrorCodes.LockNotAvailable;

    /// <summary>Two transactions met in the server, which took this one back: begun anew it will most likely succeed.</summary>
    public static bool IsMeeting(Exception error) =>
        Find<PostgresException>(error)?.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || HasNumber(error, SqlServerMeetings);

    /// <summary>What was to be stored is there already, or what was to be changed has been: whoever looks again sees what.</summary>
    public static bool IsConflict(Exception error) =>
        error is DbUpdateConcurrencyException
        || Find<SqliteException>(error)?.SqliteErrorCode == SqliteConstraint
        || Find<PostgresException>(error)?.SqlState.StartsWith(PostgresConstraintClass, StringComparison.Ordinal) is true
        || HasNumber(error, SqlServerConflicts);

    /// <summary>A row cannot be stored as it is: a text too long or with a zero character, a number out of range, a reference to nothing, or what must be unique twice.</summary>
    internal static bool DoesNotFit(Exception error) =>
        IsConflict(error)
        || Find<PostgresException>(error)?.SqlState.StartsWith(PostgresDataClass, StringComparison.Ordinal) is true
        || HasNumber(error, SqlServerTooLong);

    /// <summary>The server cannot be reached, or does not take anyone in at the moment.</summary>
    public static bool IsAway(Exception error)
    {
        if (Find<PostgresException>(error) is { SqlState: var state })
            return PostgresAway.Contains(state) || state.StartsWith(PostgresConnectionClass, StringComparison.Ordinal) || (state.StartsWith(PostgresResourcesClass, StringComparison.Ordinal) && state != PostgresErrorCodes.DiskFull);
        return Find<NpgsqlException>(error) is { InnerException: IOException or SocketException or TimeoutException } or { IsTransient: true } || HasNumber(error, SqlServerAway);
    }

    /// <summary>Worth asking again at once: the two before and nothing else. Who has waited for an answer in vain is not made to wait as long once more.</summary>
    internal static bool IsBrief(Exception error) => IsMeeting(error) || (IsAway(error) && Find<TimeoutException>(error) is null && !HasNumber(error, SqlServerTimeouts));

    /// <summary>The database cannot be opened or written, or is not one of ours to use.</summary>
    public static bool IsUnusable(Exception error) =>
        Find<SqliteException>(error)?.SqliteErrorCode is SqliteReadOnly or SqliteInputOutput or SqliteCannotOpen or SqliteNotADatabase
        || (Find<PostgresException>(error) is { SqlState: var state } && PostgresUnusable.Contains(state))
        || HasNumber(error, SqlServerUnusable)
        || IsAway(error);

    /// <summary>The server let the user in, and not to what they wanted to do.</summary>
    public static bool IsForbidden(Exception error) => Find<PostgresException>(error)?.SqlState is PostgresErrorCodes.InsufficientPrivilege || HasNumber(error, SqlServerForbidden);

    /// <summary>What was to be made is there: somebody else made it at the same moment.</summary>
    public static bool IsAlreadyThere(Exception error) =>
        (Find<PostgresException>(error) is { SqlState: var state } && PostgresAlreadyThere.Contains(state)) || HasNumber(error, SqlServerAlreadyThere);

    /// <summary>
    /// Nothing was stored, and the same may be asked for again later: the database is away, held up, full or cannot be used, and asking again at once did not help.
    /// </summary>
    public static bool IsOutage(Exception error) => IsBusy(error) || IsMeeting(error) || IsUnusable(error) || IsDiskFull(error);

    /// <summary>There is no room left to write, in the database or beside it.</summary>
    public static bool IsDiskFull(Exception error) =>
        Find<SqliteException>(error)?.SqliteErrorCode == SqliteFull
        || Find<PostgresException>(error)?.SqlState is PostgresErrorCodes.DiskFull
        || HasNumber(error, SqlServerFull)
        || error is IOException { HResult: NoSpaceLeft or WindowsDiskFull };

    /// <summary>The file is a database, and not as it was written.</summary>
    public static bool IsDamaged(Exception error) =>
        Find<SqliteException>(error)?.SqliteErrorCode is SqliteCorrupt
        || (Find<PostgresException>(error) is { SqlState: var state } && PostgresDamaged.Contains(state))
        || HasNumber(error, SqlServerDamaged);

    internal static bool IsSnapshotRefused(Exception error) => HasNumber(error, SqlServerSnapshotsRefused);

    private static bool HasNumber(Exception error, HashSet<int> numbers) =>
        Find<SqlException>(error) is { } fault && (numbers.Contains(fault.Number) || fault.Errors.Cast<SqlError>().Any(each => numbers.Contains(each.Number)));

    private static T? Find<T>(Exception? error)
        where T : Exception => error is null or T ? (T?)error : Find<T>(error.InnerException);
}
