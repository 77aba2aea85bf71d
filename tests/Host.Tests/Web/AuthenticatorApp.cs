using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>What a phone does with the key it was given (RFC 6238).</summary>
internal sealed class AuthenticatorApp(string key)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 has SHA-1, and it is all that authenticator apps agree on.")]
    public string CodeAt(DateTimeOffset moment)
    {
        var counter = BitConverter.GetBytes(moment.ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
        var secret = key.Aggregate(BigInteger.Zero, (sum, letter) => (sum * 32) + Base32.IndexOf(letter, StringComparison.Ordinal)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var whole = new byte[key.Length * 5 / 8];
        secret.CopyTo(whole, whole.Length - secret.Length);
        var hash = HMACSHA1.HashData(whole, counter);
        var at = hash[19] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
