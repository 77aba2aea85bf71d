using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Ids of rows that many store at once and that the rows stored with them refer to. Ids in order of time all stand on the last page of their index; whoever refers to one has read
/// that page as PostgreSQL sees it, whoever stores one writes it, and of each two at once one would be taken back. These begin with one of 256 lanes instead, each in order of time.
/// </summary>
/// <remarks>UUID version 8: lane (8 bits), milliseconds since 1970 (48 bits), random (66 bits). RFC 9562, section 5.8. See docs/adr/0016-ids-in-lanes.md.</remarks>
public static class SpreadId
{
    /// <summary>A load, which stores thousands meanwhile, keeps to one lane so long; of two who store at once it is seldom the same.</summary>
    private const int MillisecondsInLane = 4;

    [ThreadStatic]
    private static (long Slot, byte Lane) _lane;

    public static Guid Create()
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        var slot = Environment.TickCount64 / MillisecondsInLane;
        if (_lane.Slot != slot)
            _lane = (slot, id[0]);
        var milliseconds = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        const ulong Version = 8;
        BinaryPrimitives.WriteUInt64BigEndian(id, ((ulong)_lane.Lane << 56) | (milliseconds >> 8 << 16) | (Version << 12) | ((milliseconds & 0xFF) << 4) | (id[7] & 0x0FUL));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }
}
