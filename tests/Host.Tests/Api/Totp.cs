using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Palveluohjaus.Host.Tests.Api;

/// <summary>An authenticator app (RFC 6238). It shows the machine's own time, as the framework that checks it does.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    public static string Now(string key) => At(key, stepsAgo: 0);

    /// <summary>The code shown before this one, which is still good: each is taken once.</summary>
    public static string Earlier(string key) => At(key, stepsAgo: 1);

    private static string At(string key, int stepsAgo)
    {
        var counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / StepSeconds) - stepsAgo);
#pragma warning disable CA5350 // What authenticator apps use.
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bits = string.Concat(key.Select(character => Convert.ToString(Base32.IndexOf(character, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
