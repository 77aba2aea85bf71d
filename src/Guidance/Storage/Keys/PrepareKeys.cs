using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>
/// Makes the first key of Data Protection, once for all nodes. Left to themselves, two nodes that start at once on an empty database would each make one, and for a
/// day each would refuse what the other has signed. Once there is a certificate, it encrypts what lies in the clear.
/// </summary>
public static class PrepareKeys
{
    /// <summary>No key has this name: its row is only held while a node makes one, and never stored.</summary>
    private const string Turn = "turn";

    /// <summary>Data Protection's own, of its stored keys.</summary>
    private static readonly XNamespace Schema = "http://schemas.asp.net/2015/03/dataProtection";

    /// <exception cref="KeysUnreadableException">The keys that are there cannot be read here.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        if (HasKeyInUse(services))
        {
            if (services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlEncryptor is { } encryptor)
                await EncryptClearKeysAsync(keys, encryptor, cancellationToken);
            return;
        }

        await using var turn = await keys.Database.BeginTransactionAsync(cancellationToken);

        // Whoever inserts the same row waits until the first is done with it.
        keys.ProductKeys.Add(new ProductKey { Name = Turn, Sealed = [] });
        await keys.SaveChangesAsync(cancellationToken);
        if (!HasKeyInUse(services))
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Turn).Protect([]);
        await turn.RollbackAsync(CancellationToken.None);
    }

    /// <summary>Keys that were made, or brought along, when there was no certificate.</summary>
    private static async Task EncryptClearKeysAsync(KeysDbContext keys, IXmlEncryptor encryptor, CancellationToken cancellationToken)
    {
        foreach (var key in await keys.DataProtectionKeys.Where(key => key.Xml != null && !key.Xml.Contains("encryptedSecret")).ToListAsync(cancellationToken))
        {
            var xml = XElement.Parse(key.Xml!);
            foreach (var secret in xml.Descendants().Where(element => (bool?)element.Attribute(Schema + "requiresEncryption") == true).ToList())
            {
                var encrypted = encryptor.Encrypt(secret);
                secret.ReplaceWith(new XElement(Schema + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
            }

            key.Xml = xml.ToString(SaveOptions.DisableFormatting);
        }

        await keys.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Looked at before any is made: a node with the wrong certificate would otherwise make a key that the others cannot read.</summary>
    private static bool HasKeyInUse(IServiceProvider services)
    {
        // Data Protection goes by the machine's clock too.
        var (now, hasOne) = (TimeProvider.System.GetUtcNow(), false);
        foreach (var key in services.GetRequiredService<IKeyManager>().GetAllKeys().Where(each => !each.IsRevoked))
        {
            if (!CanRead(key))
                throw new KeysUnreadableException();
            hasOne |= key.ActivationDate <= now && now < key.ExpirationDate;
        }

        return hasOne;
    }

    private static bool CanRead(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever it is that the key cannot be read for, nothing it encrypts can be.
            return false;
        }
    }
}

/// <summary>The database's keys are encrypted with a certificate that this node does not have.</summary>
public sealed class KeysUnreadableException : Exception
{
    public KeysUnreadableException()
        : base("The keys in the database cannot be read: they are encrypted with another certificate than the one Database:KeyCertificate names, or it names none.")
    {
    }
}
