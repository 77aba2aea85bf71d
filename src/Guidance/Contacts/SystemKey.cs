using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>What a sending system shows with each call: 256 random bits, behind letters by which a key that went astray is recognised.</summary>
internal static class SystemKey
{
    public const string Prefix = "pok_";

    /// <summary>So many letters of a key are kept, for people to tell keys apart; what they give away of it helps nobody to guess the rest.</summary>
    public const int StartLength = 12;

    private const int RandomBytes = 32;
    private static readonly int Length = Prefix.Length + Base64Url.EncodeToString(new byte[RandomBytes]).Length;

    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static bool IsWellFormed(string key) => key.Length == Length && key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Random as the key is, a plain digest cannot be turned back into it.</summary>
    public static string DigestOf(string key) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
