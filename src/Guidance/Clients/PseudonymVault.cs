using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Guidance.Storage.Keys;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// Keys for the pseudonyms in exports. Each kind of file has a key of its own for each period, made from one that lies with the other keys: files of one kind and
/// period can be joined, others cannot. Whoever removes the file makes every pseudonym given so far one that nothing leads back from.
/// </summary>
public sealed class PseudonymVault
{
    public const string KeyName = "export-pseudonyms.key";

    private readonly byte[] _key;

    private PseudonymVault(byte[] key) => _key = key;

    /// <summary>Opens the vault; makes its key on the first use.</summary>
    /// <exception cref="CryptographicException">The key was made with other Data Protection keys than these.</exception>
    public static PseudonymVault Open(ProductKeys keys) =>
        new(keys.ReadOrMake("Palveluohjaus.ExportPseudonyms", KeyName));

    /// <param name="file">The kind of file.</param>
    /// <param name="period">As <c>2026-11</c>.</param>
    public PseudonymKey KeyOf(string file, string period) => new(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{file}\0{period}")));

    /// <summary>A key that is kept nowhere: what it names can be joined with nothing else.</summary>
    public static PseudonymKey KeyForOnce() => new(RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes));
}

/// <summary>Names things by a keyed hash, so that they stay apart and who knows an id cannot find its name.</summary>
public sealed class PseudonymKey
{
    /// <summary>128 of the 256 bits: among a billion names the chance that two meet is below one in 10²⁰.</summary>
    private const int BytesShown = 16;

    private readonly byte[] _key;

    internal PseudonymKey(byte[] key) => _key = key;

    /// <param name="kind">What kind of thing, in small letters: it stands before the hash, so that no spreadsheet takes it for a number or a formula.</param>
    /// <param name="id">Which one.</param>
    public string Of(string kind, Guid id) => $"{kind}-{Convert.ToHexStringLower(Hash(kind, id).AsSpan(0, BytesShown))}";

    /// <summary>A number by which things can be put in an order that tells nothing of them.</summary>
    public ulong PlaceOf(string kind, Guid id) => BitConverter.ToUInt64(Hash($"place of {kind}", id));

    private byte[] Hash(string kind, Guid id)
    {
        byte[] named = [.. Encoding.UTF8.GetBytes(kind), 0, .. id.ToByteArray(bigEndian: true)];
        return HMACSHA256.HashData(_key, named);
    }

    // Only what tells nothing: a key is easily logged with the object that holds it.
    public override string ToString() => nameof(PseudonymKey);
}
