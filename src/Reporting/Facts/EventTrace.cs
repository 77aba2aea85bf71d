using System.Buffers;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// A case's events packed into bytes: for each, the milliseconds since the one before (the first: since 1970-01-01 UTC) and the numbers
/// of its unit and activity, as LEB128 variable-length integers. A row an event would be three quarters of all facts.
/// </summary>
public static class EventTrace
{
    private const int MostBytesPerNumber = 10;

    /// <param name="events">In time order; times before 1970 are not events of ours and refused.</param>
    public static byte[] Pack(IReadOnlyList<TraceEvent> events)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, events.Count) * 3 * MostBytesPerNumber);
        var length = 0;
        var previous = 0L;
        foreach (var traceEvent in events)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(traceEvent.AtUnixMilliseconds, previous, nameof(events));
            Write(buffer, ref length, (ulong)(traceEvent.AtUnixMilliseconds - previous));
            Write(buffer, ref length, (ulong)traceEvent.Unit);
            Write(buffer, ref length, (ulong)traceEvent.Activity);
            previous = traceEvent.AtUnixMilliseconds;
        }

        var packed = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return packed;
    }

    /// <summary>Appends the events of one trace to <paramref name="events"/>.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, List<TraceEvent> events)
    {
        var previous = 0L;
        while (!packed.IsEmpty)
        {
            previous += (long)Read(ref packed);
            events.Add(new TraceEvent(previous, (int)Read(ref packed), (int)Read(ref packed)));
        }
    }

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
