using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class GateSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ModelRegistry Registry => new(_folder.FullName, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void County_without_the_file_has_the_products_limit() =>
        Assert.AreEqual(PromotionGate.DefaultMaximumGroupGap, Registry.ReadGateSettings().MaximumGroupGap);

    [TestMethod]
    [DataRow("""{ "maximumGroupGap": 0.08 }""", 0.08)]
    [DataRow("""{ "maximumGroupGap": 1 }""", 1.0)]
    [DataRow("{}", PromotionGate.DefaultMaximumGroupGap)]
    public void File_sets_the_limit_and_is_no_collection(string text, double expected)
    {
        File.WriteAllText(_folder.Of("gate.json"), text);

        Assert.AreEqual(expected, Registry.ReadGateSettings().MaximumGroupGap);
        Assert.IsEmpty(Registry.List());
    }

    [TestMethod]
    [DataRow("""{ "maximumGroupGap": 0 }""", "maximumGroupGap: it must be over 0 and at most 1, and is 0.")]
    [DataRow("""{ "maximumGroupGap": 15 }""", "maximumGroupGap: it must be over 0 and at most 1, and is 15.")]
    [DataRow("""{ "maximumGroupGap": null }""", "maximumGroupGap: it must be over 0")]
    [DataRow("""{ "maximumGroupGap": "0,15" }""", "this is not what the file should hold")]
    [DataRow("""{ "maximumGap": 0.3 }""", "this is not what the file should hold")]
    [DataRow("""{ "maximumGroupGap": """, "this is not what the file should hold")]
    public void Limit_that_is_none_is_refused_with_the_file(string text, string expected)
    {
        var path = _folder.Of("gate.json");
        File.WriteAllText(path, text);

        var message = Assert.ThrowsExactly<InvalidDataException>(() => Registry.ReadGateSettings()).Message;

        StringAssert.StartsWith(message, path, StringComparison.Ordinal);
        StringAssert.Contains(message, expected, StringComparison.Ordinal);
    }
}
