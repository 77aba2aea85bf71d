using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>Brings the keys of the embedded product along to a server, with the county whose data they seal.</summary>
public static class CopyKeys
{
    /// <summary>The product's own keys take the place of those that the server's database may have: it must hold nothing that was sealed with them. May be done again.</summary>
    /// <param name="directory">The directory of the embedded product's keys.</param>
    /// <param name="keys">The server's. A certificate encrypts them when a node that has it starts.</param>
    /// <param name="cancellationToken">Stops it; no key is copied.</param>
    public static async Task FromFilesAsync(string directory, KeysDbContext keys, CancellationToken cancellationToken)
    {
        var known = await keys.DataProtectionKeys.Select(key => key.FriendlyName).ToListAsync(cancellationToken);
        foreach (var path in Directory.EnumerateFiles(directory, "*.xml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!known.Contains(name))
                keys.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = name, Xml = XElement.Parse(await File.ReadAllTextAsync(path, cancellationToken)).ToString(SaveOptions.DisableFormatting) });
        }

        foreach (var path in Directory.EnumerateFiles(directory, "*.key").Order(StringComparer.Ordinal))
        {
            var (name, key) = (Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken));
            if (await keys.ProductKeys.FindAsync([name], cancellationToken) is { } own)
                own.Sealed = key;
            else
                keys.ProductKeys.Add(new ProductKey { Name = name, Sealed = key });
        }

        await keys.SaveChangesAsync(cancellationToken);
    }
}
