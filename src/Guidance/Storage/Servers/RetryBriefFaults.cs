using Microsoft.EntityFrameworkCore.Storage;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Asks a server again when its connection broke or it was busy for a moment, for three seconds in all: whoever waits for a page is then told that the database is away.
/// What belongs to a transaction is not asked again alone; <see cref="TransactedWork"/> begins the whole of it anew.
/// </summary>
internal sealed class RetryBriefFaults(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, MostRetries, LongestPause)
{
    public const int MostRetries = 4;
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>False although it does: EF would else hold every answer whole in memory before its first row is read, and refuse the transactions of <see cref="TransactedWork"/>.</summary>
    public override bool RetriesOnFailure => false;

    protected override bool ShouldRetryOn(Exception exception) => Dependencies.CurrentContext.Context.Database.CurrentTransaction is null && StorageFaults.IsBrief(exception);
}
