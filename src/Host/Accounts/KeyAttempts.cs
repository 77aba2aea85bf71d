using System.Threading.RateLimiting;

namespace Palveluohjaus.Host.Accounts;

/// <summary>How often wrong keys may come from one address. Calls with a right key are not counted: a chat sends as much as it has.</summary>
internal sealed class KeyAttempts(int failuresPerMinute) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = failuresPerMinute, Window = Window, QueueLimit = 0 }));

    /// <returns>How long nothing more is taken from an address; null when it may try.</returns>
    public TimeSpan? WaitOf(string address)
    {
        using var asked = _failures.AttemptAcquire(address, permitCount: 0);
        if (asked.IsAcquired)
            return null;
        return asked.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
    }

    public void CountFailure(string address) => _failures.AttemptAcquire(address).Dispose();

    public void Dispose() => _failures.Dispose();
}
