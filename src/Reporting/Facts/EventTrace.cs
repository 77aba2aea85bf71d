using System.Buffers;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// A case's events packed into bytes: for each, the milliseconds since the one before and the numbers of its unit and activity, as LEB128
/// variable-length integers. The first time is counted from 1970-01-01 UTC and may lie before it, so times are zigzag-coded, which keeps
/// small negative numbers short. A row an event would be three quarters of all facts.
/// </summary>
public static class EventTrace
{
    private const int MostBytesPerNumber = 10;

    /// <param name="events">In time order; others are refused.</param>
    public static byte[] Pack(IReadOnlyList<TraceEvent> events)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, events.Count) * 3 * MostBytesPerNumber);
        var length = 0;
        var previous = 0L;
        for (var index = 0; index < events.Count; index++)
        {
            var traceEvent = events[index];
            if (index > 0)
                ArgumentOutOfRangeException.ThrowIfLessThan(traceEvent.AtUnixMilliseconds, previous, nameof(events));
            var delta = traceEvent.AtUnixMilliseconds - previous;
            Write(buffer, ref length, (ulong)((delta << 1) ^ (delta >> 63)));
            Write(buffer, ref length, (ulong)traceEvent.Unit);
            Write(buffer, ref length, (ulong)traceEvent.Activity);
            previous = traceEvent.AtUnixMilliseconds;
        }

        var packed = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return packed;
    }

    /// <summary>Reads the events of one trace, one after another.</summary>
    /// <param name="packed">What is left of the trace.</param>
    /// <param name="previousAtUnixMilliseconds">0 before the first; then when the event just read was.</param>
    /// <param name="read">The event.</param>
    /// <returns>False when there are no more.</returns>
    public static bool ReadNext(ref ReadOnlySpan<byte> packed, ref long previousAtUnixMilliseconds, out TraceEvent read)
    {
        read = default;
        if (packed.IsEmpty)
            return false;
        var coded = Read(ref packed);
        previousAtUnixMilliseconds += (long)(coded >> 1) ^ -(long)(coded & 1);
        read = new TraceEvent(previousAtUnixMilliseconds, (int)Read(ref packed), (int)Read(ref packed));
        return true;
    }

    /// <summary>When the last event of a trace happened, in UTC ticks; null when the trace is empty.</summary>
    public static long? LastAt(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty)
            return null;
        var at = 0L;
        while (ReadNext(ref packed, ref at, out _))
            continue;
        return TicksOf(at);
    }

    /// <summary>UTC ticks.</summary>
    public static long TicksOf(long unixMilliseconds) => DateTime.UnixEpoch.Ticks + (unixMilliseconds * TimeSpan.TicksPerMillisecond);

    private static void Write(byte[] buffer, ref int length, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            buffer[length++] = (byte)(number | 0x80);
        buffer[length++] = (byte)number;
    }

    private static ulong Read(ref ReadOnlySpan<byte> packed)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = packed[0];
            packed = packed[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return number;
        }
    }
}

/// <param name="AtUnixMilliseconds">When, in whole milliseconds since 1970-01-01 UTC, rounded down.</param>
/// <param name="Unit">The responsible unit's number in the trace vocabulary; 0 when none.</param>
/// <param name="Activity">The activity's number in the trace vocabulary.</param>
public readonly record struct TraceEvent(long AtUnixMilliseconds, int Unit, int Activity);
