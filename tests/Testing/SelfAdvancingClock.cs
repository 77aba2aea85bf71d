namespace Palveluohjaus.Testing;

/// <summary>A clock that jumps ahead as soon as somebody waits by it: what would take an hour takes no time, and the hour is over.</summary>
public sealed class SelfAdvancingClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _guard = new();
    private DateTimeOffset _now = now;

    /// <summary>Everything that was waited.</summary>
    public TimeSpan Waited { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_guard)
            return _now;
    }

    public void Advance(TimeSpan by)
    {
        lock (_guard)
            _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (_guard)
            {
                _now += dueTime;
                Waited += dueTime;
            }

            dueTime = TimeSpan.Zero;
        }

        return System.CreateTimer(callback, state, dueTime, period);
    }
}
