using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Guidance.Storage.Keys;

/// <summary>Keys in the database of all nodes.</summary>
internal sealed class KeyRows(IDataProtectionProvider dataProtection, IServiceScopeFactory scopes) : ProductKeys(dataProtection)
{
    protected override byte[] ReadOrStore(string name, Func<byte[]> make)
    {
        using var scope = scopes.CreateScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        var stored = keys.ProductKeys.AsNoTracking().Where(key => key.Name == name).Select(key => key.Sealed);
        if (stored.SingleOrDefault() is { } there)
            return there;
        keys.ProductKeys.Add(new ProductKey { Name = name, Sealed = make() });
        try
        {
            keys.SaveChanges();
        }
        catch (DbUpdateException fault) when (StorageFaults.IsConflict(fault))
        {
            // Another node was first, and its key is everyone's.
        }

        return stored.Single();
    }
}
