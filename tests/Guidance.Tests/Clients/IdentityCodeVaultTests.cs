using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
public sealed class IdentityCodeVaultTests
{
    [TestMethod]
    public void Many_that_open_the_vault_for_the_first_time_at_once_find_each_others_codes()
    {
        using var folder = new TemporaryFolder();
        var keys = new EphemeralDataProtectionProvider();
        Assert.IsTrue(PersonalIdentityCode.TryParse("140547-914N", out var code));

        var lookups = Enumerable.Range(0, 32).AsParallel().WithDegreeOfParallelism(16)
            .Select(_ => IdentityCodeVault.Open(ProductKeys.InFiles(keys, folder.Of("keys"))).Lookup(code)).Distinct().ToList();

        Assert.HasCount(1, lookups, "A code that one stored could not be found by the others.");
        Assert.HasCount(1, Directory.GetFiles(folder.Of("keys"), "*.key"), "Nothing is left of the others' keys.");
    }

    [TestMethod]
    public void A_key_made_with_other_data_protection_keys_does_not_open()
    {
        using var folder = new TemporaryFolder();
        IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), folder.Of("keys")));

        Assert.ThrowsExactly<CryptographicException>(() => IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), folder.Of("keys"))));
    }
}
