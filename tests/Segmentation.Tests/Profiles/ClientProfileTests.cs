using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Segmentation.Tests.Profiles;

[TestClass]
public sealed class ClientProfileTests
{
    [TestMethod]
    public void Codes_that_assessments_are_stored_with_never_change()
    {
        // Stored assessments and other modules use these very strings: a change here is a new catalogue version and a migration.
        string[] expected =
        [
            "need.daily-living", "need.health", "need.mental-health", "need.substance-use", "need.housing", "need.safety",
            "need.functional-decline", "need.several-services",
            "resources.coping", "resources.close-ones", "resources.finances", "resources.hope", "resources.everyday-skills", "resources.digital",
            "history.contacts-12-months", "history.repeat-contacts-12-months", "history.handoffs-12-months", "client.age-years",
        ];

        CollectionAssert.AreEqual(expected, FeatureCatalogue.Default.Features.Select(feature => feature.Code).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 18).ToArray(), FeatureCatalogue.Default.Features.Select(feature => feature.Index).ToArray());
        Assert.AreEqual("first-assessment-1", FeatureCatalogue.Default.Version);
    }

    [TestMethod]
    public void Values_land_in_their_columns_whatever_their_order()
    {
        KeyValuePair<string, double>[] values = [new("resources.hope", 3), new("need.health", 0), new("client.age-years", 84)];

        var one = ClientProfile.From(FeatureCatalogue.Default, values);
        var other = ClientProfile.From(FeatureCatalogue.Default, values.Reverse());

        CollectionAssert.AreEqual(one.Row.ToArray(), other.Row.ToArray());
        Assert.AreEqual(3, one[FeatureCatalogue.Default.Find("resources.hope")!]);
        Assert.AreEqual(0, one.Row[1]);
        Assert.AreEqual(84, one.Row[17]);
        Assert.AreEqual(15, one.Row.ToArray().Count(double.IsNaN));
    }

    [TestMethod]
    public void Unknown_item_is_left_out_and_counted()
    {
        var profile = ClientProfile.From(FeatureCatalogue.Default, [new("need.gardening", 2), new("NEED.HEALTH", 2), new("need.health", 2)]);

        Assert.AreEqual(2, profile.UnknownItems);
        Assert.AreEqual(2, profile.Row[1]);
    }

    [TestMethod]
    [DataRow("need.health", 4.0, "need.health must be a whole number 0–3, and is 4.")]
    [DataRow("need.health", -1.0, "need.health must be a whole number 0–3, and is -1.")]
    [DataRow("resources.hope", 1.5, "resources.hope must be a whole number 0–3, and is 1.5.")]
    [DataRow("client.age-years", 131.0, "client.age-years must be a whole number 0–130, and is 131.")]
    [DataRow("history.contacts-12-months", -2.0, "history.contacts-12-months must be a whole number 0 or more, and is -2.")]
    [DataRow("history.contacts-12-months", double.PositiveInfinity, "history.contacts-12-months must be a whole number 0 or more")]
    public void Value_outside_its_limits_is_refused_by_item_and_limit(string code, double value, string expected)
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => ClientProfile.From(FeatureCatalogue.Default, [new(code, value)]));

        StringAssert.Contains(exception.Message, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Same_item_twice_is_refused()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => ClientProfile.From(FeatureCatalogue.Default, [new("need.health", 1), new("need.health", 2)]));

        StringAssert.Contains(exception.Message, "need.health is given twice.", StringComparison.Ordinal);
    }
}
