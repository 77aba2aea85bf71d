using Microsoft.EntityFrameworkCore.Storage;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Asks a server again when its connection broke or it was busy for a moment, for a second or two in all: whoever waits for a page is then told that the database is away.
/// What belongs to a transaction is not asked again alone; <see cref="TransactedWork"/> begins the whole of it anew.
/// </summary>
internal sealed class RetryBriefFaults(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, MostRetries, LongestPause)
{
    public const int MostRetries = 4;
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public override bool RetriesOnFailure => Dependencies.CurrentContext.Context.Database.CurrentTransaction is null && base.RetriesOnFailure;

    protected override bool ShouldRetryOn(Exception exception) => StorageFaults.IsBrief(exception);
}
