using Palveluohjaus.Guidance.Storage.Copies;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Storage.Copies;

[TestClass]
public sealed class CopyKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero));

    private string Source => _folder.Of("old/keys");

    private string Target => _folder.Of("new/keys");

    public CopyKeysTests()
    {
        Write(Source, "audit-chain.key", "sealed");
        Write(Source, "audit-chain.key.lock", "");
        Write(Source, "key-1.xml", "one");
        Directory.CreateDirectory(_folder.Of("new"));
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_node_without_keys_gets_them_and_no_locks()
    {
        Assert.IsNull(Run(mayReplace: false));

        Assert.AreEqual("audit-chain.key=sealed key-1.xml=one", Read(Target));
        Assert.IsNull(Run(mayReplace: false), "Run again it finds them there.");
    }

    [TestMethod]
    public void Keys_made_on_the_way_are_set_aside_while_the_database_is_empty()
    {
        Write(Target, "audit-chain.key", "of nothing");

        var aside = Run(mayReplace: true);

        Assert.AreEqual($"{Target}-replaced-20261120T070000Z", aside);
        Assert.AreEqual("audit-chain.key=of nothing", Read(aside!));
        Assert.AreEqual("audit-chain.key=sealed key-1.xml=one", Read(Target));
    }

    [TestMethod]
    public void Keys_that_have_sealed_something_are_left_alone()
    {
        Write(Target, "audit-chain.key", "of others");

        var refused = Assert.ThrowsExactly<CopyRefusedException>(() => Run(mayReplace: false));

        Assert.Contains("There are other keys", refused.Message);
        Assert.AreEqual("audit-chain.key=of others", Read(Target));
    }

    [TestMethod]
    public void What_a_killed_copy_left_is_no_hindrance()
    {
        Write(Target + ".copying", "audit-chain.key", "sea");

        Run(mayReplace: true);

        Assert.AreEqual("audit-chain.key=sealed key-1.xml=one", Read(Target));
        Assert.IsFalse(Directory.Exists(Target + ".copying"));
    }

    [TestMethod]
    public void A_source_without_keys_is_refused()
    {
        Directory.Delete(Source, recursive: true);

        var refused = Assert.ThrowsExactly<CopyRefusedException>(() => Run(mayReplace: true));

        Assert.Contains("There are no keys", refused.Message);
    }

    private string? Run(bool mayReplace) => new CopyKeys(Source, Target, _clock).Run(mayReplace);

    private static void Write(string directory, string name, string content)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, name), content);
    }

    private static string Read(string directory) =>
        string.Join(' ', Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal).Select(path => $"{Path.GetFileName(path)}={File.ReadAllText(path)}"));
}
