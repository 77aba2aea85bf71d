using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

[TestClass]
public sealed class AuditSealTests
{
    [TestMethod]
    public void The_key_is_made_once_and_lies_encrypted()
    {
        using var folder = new TemporaryFolder();
        var keys = new EphemeralDataProtectionProvider();

        var seals = Enumerable.Range(0, 8).AsParallel().Select(_ => AuditSeal.Open(ProductKeys.InFiles(keys, folder.Of("keys")))).ToList();

        Assert.HasCount(1, seals.Select(SealNothing).Distinct().ToList(), "Two that start at once share a key.");
        Assert.HasCount(1, Directory.GetFiles(folder.Of("keys"), "*.key"), "Nothing is left of the others' keys.");
        Assert.ThrowsExactly<CryptographicException>(() => AuditSeal.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), folder.Of("keys"))));
    }

    [TestMethod]
    public void A_hash_is_what_is_documented()
    {
        // HMAC-SHA-256 of sign 2, chain 3 and 4 entries as 64 bits each, and a length of 1 with the byte 5: computed with Python's hmac.
        using var stamp = new AuditStamp(Enumerable.Repeat((byte)7, 32).ToArray());

        Assert.AreEqual("a6117a40bc2582c9eb5044bf76cd1daf11b2c8603735d1ca4390f0ce78623cbe", Convert.ToHexStringLower(stamp.OfHead(3, 4, [5])));
    }

    [TestMethod]
    public void A_place_and_its_key_tell_each_other()
    {
        foreach (var place in (AuditPlace[])[new(0, 1), new(0, 1_000_000_000_000_000), new(1, 1), new(200, 77)])
            Assert.AreEqual(place, AuditPlace.Of(place.Sequence));
        Assert.AreEqual(-1, AuditPlace.Of(0).Chain);
        Assert.AreEqual(-1, AuditPlace.Of(long.MinValue).Chain);
    }

    private static string SealNothing(AuditSeal seal)
    {
        using var stamp = seal.CreateStamp();
        return Convert.ToHexStringLower(stamp.OfHead(0, 0, []));
    }
}
