using System.Security.Cryptography;
using System.Text;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Ids that stay the same each time the project is written: of a name in our own space (RFC 9562, version 8, by SHA-256).</summary>
internal static class StableId
{
    private const string Space = "palveluohjaus power-bi ";

    public static string Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(Space + name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
