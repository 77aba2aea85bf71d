using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Checks the codes of authenticator apps (RFC 6238). The framework's own provider takes the same code again and again for minutes; here each is accepted once.</summary>
internal sealed class AppCodes(TimeProvider clock) : AuthenticatorTokenProvider<Account>
{
    private const int StepSeconds = 30;
    private const int CodeModulus = 1_000_000;

    /// <summary>A phone's clock may be half a minute off, either way.</summary>
    private const int StepsOff = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Base32Bits = 5;

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (token.Length != SecondFactor.CodeLength || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
            return false;

        var now = clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        for (var step = now - StepsOff; step <= now + StepsOff; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), Encoding.UTF8.GetBytes(token)))
                return await TakeAsync(manager, user, step);
        }

        return false;
    }

    /// <summary>The code an app shows during a step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 has SHA-1, and it is all that authenticator apps agree on.")]
    internal static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Decode(key), counter);
        var offset = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % CodeModulus).ToString($"D{SecondFactor.CodeLength}", CultureInfo.InvariantCulture);
    }

    // Of two who send the same code at once, the second to save is refused by the account's concurrency stamp.
    private static async Task<bool> TakeAsync(UserManager<Account> manager, Account account, long step)
    {
        if (account.LastCodeStep >= step)
            return false;
        account.LastCodeStep = step;
        return (await manager.UpdateAsync(account)).Succeeded;
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>(key.Length * Base32Bits / 8);
        var (bits, held) = (0, 0);
        foreach (var letter in key)
        {
            bits = (bits << Base32Bits) | Base32.IndexOf(letter, StringComparison.Ordinal);
            held += Base32Bits;
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
