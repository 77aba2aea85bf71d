using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage.Copies;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>Brings the keys of the embedded product along to a server, with the county whose data they seal.</summary>
public static class CopyKeys
{
    /// <summary>The product's own keys take the place of those that nodes may have made for an empty database. May be done again.</summary>
    /// <param name="directory">The directory of the embedded product's keys.</param>
    /// <param name="keys">The server's. A certificate encrypts them when a node that has it starts.</param>
    /// <param name="mayReplace">Whether the server's database is empty: then nothing was sealed with the keys it has.</param>
    /// <param name="cancellationToken">Stops it; no key is copied.</param>
    /// <exception cref="CopyRefusedException">There are none to copy, or the server has others.</exception>
    public static async Task FromFilesAsync(string directory, KeysDbContext keys, bool mayReplace, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory) || !Directory.EnumerateFiles(directory, "*.xml").Any())
            throw new CopyRefusedException($"There are no keys in {directory}: restore the directory 'keys' that belongs to the source from its backup. Nothing was written.");
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
            {
                if (!mayReplace && !own.Sealed.AsSpan().SequenceEqual(key))
                    throw new CopyRefusedException("The server's database has other keys than the source's, and holds data: what was sealed with the ones cannot be read with the others. Nothing was written.");
                own.Sealed = key;
            }
            else
                keys.ProductKeys.Add(new ProductKey { Name = name, Sealed = key });
        }

        await keys.SaveChangesAsync(cancellationToken);
    }
}
