using Palveluohjaus.Segmentation.Registry;

namespace Palveluohjaus.Segmentation.Tests.Registry;

[TestClass]
public sealed class RegistryNameTests
{
    [TestMethod]
    [DataRow("four-field-1")]
    [DataRow("2026-11-22-10")]
    [DataRow("a_b.c")]
    [DataRow("console")]
    public void Plain_name_is_valid(string name) => Assert.IsTrue(RegistryName.IsValid(name));

    [TestMethod]
    [DataRow("")]
    [DataRow(".")]
    [DataRow("..")]
    [DataRow("../up")]
    [DataRow("a/b")]
    [DataRow(@"a\b")]
    [DataRow("/etc")]
    [DataRow("c:")]
    [DataRow(".lock")]
    [DataRow("-rf")]
    [DataRow("a.")]
    [DataRow("A")]
    [DataRow("a b")]
    [DataRow("a\n")]
    [DataRow("ä")]
    [DataRow("con")]
    [DataRow("nul.txt")]
    [DataRow("lpt1")]
    [DataRow("champion")]
    [DataRow("history.jsonl")]
    [DataRow("a23456789b23456789c23456789d23456789e23456789f23456789g2345678901")]
    public void Name_that_a_file_system_reads_its_own_way_is_refused(string name)
    {
        Assert.IsFalse(RegistryName.IsValid(name));
        Assert.ThrowsExactly<ArgumentException>(() => RegistryName.Require(name));
    }

    [TestMethod]
    [DataRow("data/nursery.csv", "nursery")]
    [DataRow("Nursery 2026.CSV", "nursery-2026")]
    [DataRow("Päätökset (uudet).csv", "paatokset--uudet")]
    [DataRow("../../con.csv", "data-con")]
    [DataRow("...", "data")]
    [DataRow("日本.csv", "data")]
    public void Collection_of_a_file_is_always_a_valid_name(string path, string expected)
    {
        Assert.AreEqual(expected, RegistryName.CollectionOfFile(path));
        Assert.IsTrue(RegistryName.IsValid(expected));
    }

    [TestMethod]
    public void Collection_of_a_scheme_is_its_code_and_version() => Assert.AreEqual("four-field-1", RegistryName.CollectionOfScheme("four-field/1"));
}
