namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Holds requests that push rows back to what the service takes. Learn, "Push semantic model limitations".</summary>
/// <remarks>
/// The framework's rate limiters count by the machine's own timer, so that a test of an hour's limit would take an hour; and none of them counts requests and
/// rows over two spans at once.
/// </remarks>
/// <param name="clock">What is waited by.</param>
/// <param name="waits">Told how long, before it waits.</param>
internal sealed class PushPace(TimeProvider clock, Action<TimeSpan>? waits = null)
{
    public const int MostRequestsPerMinute = 120;
    public const int MostRowsPerRequest = 10_000;
    public const int MostRowsPerHour = 1_000_000;

    /// <summary>From so many rows of a table on, <see cref="MostRequestsPerMinute"/> are what an hour allows.</summary>
    public const int LargeTableRows = 250_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Of the last hour, the oldest first.</summary>
    private readonly Queue<(DateTimeOffset At, int Rows)> _sent = new();
    private readonly Lock _guard = new();

    /// <summary>Waits until so many rows may be sent, and counts them as sent.</summary>
    /// <param name="rows">Of one request.</param>
    /// <param name="rowsInTable">How many the table has already.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task WaitAsync(int rows, long rowsInTable, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRowsPerRequest);
        while (Take(rows, rowsInTable) is { } wait)
        {
            waits?.Invoke(wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private TimeSpan? Take(int rows, long rowsInTable)
    {
        lock (_guard)
        {
            if (FindWait(rows, rowsInTable) is { } wait)
                return wait;
            _sent.Enqueue((clock.GetUtcNow(), rows));
            return null;
        }
    }

    private TimeSpan? FindWait(int rows, long rowsInTable)
    {
        var now = clock.GetUtcNow();

        // A clock that was put back must not hold requests up for as long as it went back.
        while (_sent.TryPeek(out var oldest) && (now - oldest.At >= Hour || oldest.At > now))
            _sent.Dequeue();

        var window = rowsInTable >= LargeTableRows ? Hour : Minute;
        var ofWindow = _sent.Where(each => now - each.At < window).ToList();
        var until = now;
        if (ofWindow.Count >= MostRequestsPerMinute)
            until = ofWindow[^MostRequestsPerMinute].At + window;

        var sum = _sent.Sum(each => (long)each.Rows) + rows;
        foreach (var each in _sent)
        {
            if (sum <= MostRowsPerHour)
                break;
            sum -= each.Rows;
            if (each.At + Hour > until)
                until = each.At + Hour;
        }

        return until > now ? until - now : null;
    }
}
