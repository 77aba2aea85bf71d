using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
public sealed class PersonalIdentityCodeTests
{
    [TestMethod]
    [DataRow('+', 1847)]
    [DataRow('-', 1947)]
    [DataRow('U', 1947)]
    [DataRow('V', 1947)]
    [DataRow('W', 1947)]
    [DataRow('X', 1947)]
    [DataRow('Y', 1947)]
    [DataRow('A', 2047)]
    [DataRow('B', 2047)]
    [DataRow('C', 2047)]
    [DataRow('D', 2047)]
    [DataRow('E', 2047)]
    [DataRow('F', 2047)]
    public void Every_sign_of_2023_tells_its_century(char sign, int year)
    {
        // Computed apart from the product: 140547914 mod 31 = 20, the 21st of the check characters (DVV, Henkilötunnus): N.
        Assert.IsTrue(PersonalIdentityCode.TryParse($"140547{sign}914N", out var code));

        Assert.AreEqual(new DateOnly(year, 5, 14), code.DateOfBirth);
        Assert.AreEqual(Sex.Female, code.Sex);
        Assert.AreEqual($"140547{sign}914N", code.Value);
    }

    [TestMethod]
    [DataRow('G')]
    [DataRow('T')]
    [DataRow('Z')]
    [DataRow('*')]
    public void No_other_sign_is_one(char sign) => Assert.IsFalse(PersonalIdentityCode.TryParse($"140547{sign}914N", out _));

    [TestMethod]
    [DataRow(" 140547-914n ")]
    [DataRow("140547\u2013914N")]
    [DataRow("140547\u2212914N")]
    public void Case_spaces_around_and_another_dash_make_no_other_code(string text)
    {
        Assert.IsTrue(PersonalIdentityCode.TryParse(text, out var code));

        Assert.AreEqual("140547-914N", code.Value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(null)]
    [DataRow("140547-914A")]
    [DataRow("300247-9147")]
    [DataRow("140547-001K")]
    [DataRow("140547914N")]
    [DataRow("1405 47-914N")]
    [DataRow("١٤٠٥٤٧-914N")]
    public void Anything_else_is_refused(string? text) => Assert.IsFalse(PersonalIdentityCode.TryParse(text, out _));

    [TestMethod]
    public void Its_text_is_never_printed_by_accident()
    {
        Assert.IsTrue(PersonalIdentityCode.TryParse("140547-914N", out var code));

        Assert.AreEqual("***", $"{code}");
    }
}
