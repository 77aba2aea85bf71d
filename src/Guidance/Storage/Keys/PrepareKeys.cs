using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>
/// Makes the first key of Data Protection, once for all nodes. Left to themselves, two nodes that start at once on an empty database would each make one, and for a
/// day each would refuse what the other has signed.
/// </summary>
public static class PrepareKeys
{
    /// <summary>No key has this name: its row is only held while a node makes one, and never stored.</summary>
    private const string Turn = "turn";

    /// <exception cref="KeysUnreadableException">The keys that are there cannot be read here.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (HasKeyInUse(services))
            return;
        await using var scope = services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        await using var turn = await keys.Database.BeginTransactionAsync(cancellationToken);

        // Whoever inserts the same row waits until the first is done with it.
        keys.ProductKeys.Add(new ProductKey { Name = Turn, Sealed = [] });
        await keys.SaveChangesAsync(cancellationToken);
        if (!HasKeyInUse(services))
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Turn).Protect([]);
        await turn.RollbackAsync(CancellationToken.None);
    }

    /// <summary>How many keys lie in the clear, for there was no certificate when they were made.</summary>
    public static Task<int> CountUnprotectedAsync(KeysDbContext keys, CancellationToken cancellationToken) =>
        keys.DataProtectionKeys.CountAsync(key => key.Xml != null && !key.Xml.Contains("<encryptedSecret"), cancellationToken);

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
