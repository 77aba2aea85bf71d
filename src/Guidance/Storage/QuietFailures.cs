using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>What the product says of databases in its log.</summary>
internal static class QuietFailures
{
    /// <summary>
    /// Every failure is also thrown: whoever catches it tries again or answers for it, and tells it once. Under load, or while a server is away, EF's own lines would be
    /// thousands of stack traces of what nobody noticed.
    /// </summary>
    public static DbContextOptionsBuilder LeaveFailuresToCallers(this DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));
}
