using System.Buffers.Binary;

namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>
/// Version 7 identifiers from a seed. The time in them is not the contact's but that of a row stored in client order just before the
/// county's end: a county's rows then go to the end of every index, instead of into the middle of it, which would cost minutes.
/// </summary>
internal sealed class DerivedIds(DateTime rowTimeUtc, Random random)
{
    private readonly long _milliseconds = (rowTimeUtc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
    private int _counter;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, _milliseconds << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (_counter++ & 0x0FFF)));
        random.NextBytes(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
