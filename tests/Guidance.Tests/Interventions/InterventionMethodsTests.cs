using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Interventions;

[TestClass]
public sealed class InterventionMethodsTests
{
    private const string Texts = """{ "fi": "a", "sv": "b", "en": "c" }""";

    private const string Measure = $$"""{ "code": "own", "name": {{Texts}}, "minimum": 0, "maximum": 10, "step": 0.5, "better": "Higher", "source": {{Texts}} }""";

    [TestMethod]
    public void The_shipped_methods_have_the_scales_their_sources_give()
    {
        var methods = InterventionMethods.Shipped;

        Assert.AreEqual("home-rehabilitation ipc-young lifestyle-guidance lp-council lp-discussion voimaperheet", string.Join(' ', methods.InUse.Select(method => method.Code)));
        Assert.AreEqual(new MeasureScale { Minimum = 0, Maximum = 27, Step = 1, Better = BetterScore.Lower, SmallestChange = 5 }, ScaleOf("ipc-young", "phq-9"));
        Assert.AreEqual(new MeasureScale { Minimum = 0, Maximum = 12, Step = 1, Better = BetterScore.Higher, SmallestChange = 1 }, ScaleOf("home-rehabilitation", "sppb"));
        Assert.AreEqual(new MeasureScale { Minimum = -2, Maximum = 2, Step = 1, Better = BetterScore.Higher }, ScaleOf("lp-council", "gas"));
        Assert.AreEqual(11, methods.FindInUse("voimaperheet")!.Sessions);
        Assert.IsTrue(methods.FindInUse("voimaperheet")!.Suits(4));
        Assert.IsFalse(methods.FindInUse("voimaperheet")!.Suits(7));

        MeasureScale ScaleOf(string method, string measure) => methods.FindInUse(method)!.FindMeasure(measure)!.Scale;
    }

    [TestMethod]
    public void A_countys_version_replaces_the_shipped_one_and_what_began_with_that_still_finds_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), $$"""{ "methods": [ {{Method("ipc-young", 2)}}, {{Method("own-method", 1)}} ] }""");

        var methods = InterventionMethods.Read(folder.FullName);

        Assert.AreEqual(2, methods.FindInUse("ipc-young")!.Version);
        Assert.AreEqual(27, methods.FindVersion("ipc-young", 1)!.FindMeasure("phq-9")!.Scale.Maximum);
        Assert.IsNotNull(methods.FindInUse("own-method"));
        Assert.IsNotNull(methods.FindInUse("voimaperheet"));
        Assert.AreEqual("ipc-young own-method", string.Join(' ', methods.OwnCodes.Order(StringComparer.Ordinal)));
        Assert.IsNull(methods.FindVersion("ipc-young", 3));
        Assert.IsNotNull(methods.FindToName("ipc-young", 3));
    }

    [TestMethod]
    public void A_method_that_is_not_in_use_does_not_begin_and_is_still_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), $$"""{ "methods": [ {{Method("ipc-young", 2, more: ", \"inUse\": false")}} ] }""");

        var methods = InterventionMethods.Read(folder.FullName);

        Assert.IsNull(methods.FindInUse("ipc-young"));
        Assert.IsNotNull(methods.FindVersion("ipc-young", 2));
    }

    [TestMethod]
    [DataRow("own.json, methods (own-method), code: there is another own-method of version 1.", "TWICE")]
    [DataRow("own.json, methods[0] (own-method), measures[0].maximum: must be more than minimum.", "\"maximum\": 10", "\"maximum\": 0")]
    [DataRow("own.json, methods[0] (own-method), measures[0].step: must be more than 0", "\"step\": 0.5", "\"step\": 0")]
    [DataRow("own.json, methods[0] (own-method), measures[0].step: must be more than 0", "\"step\": 0.5", "\"step\": 3")]
    [DataRow("own.json, methods[0] (own-method), measures[0].better: Sideways is unknown; it must be one of Higher, Lower.", "\"Higher\"", "\"Sideways\"")]
    [DataRow("own.json, methods[0] (own-method), measures[0].smallestChange: must be more than 0", "\"step\": 0.5", "\"step\": 0.5, \"smallestChange\": 11")]
    [DataRow("own.json, methods[0] (own-method), lifeStages[0]: Toddlers is unknown; it must be one of ChildrenAndFamilies", "\"Youth\"", "\"Toddlers\"")]
    [DataRow("own.json, methods[0] (own-method), name.sv: must have 1–120 characters.", "\"name\": { \"fi\": \"a\", \"sv\": \"b\"", "\"name\": { \"fi\": \"a\", \"sv\": \" \"")]
    [DataRow("own.json, methods[0] (own-method), sessions: must be 1–200.", "\"sessions\": 3", "\"sessions\": 0")]
    [DataRow("own.json, methods[0] (own-method), maxAge: is less than minAge", "\"minAge\": 3", "\"minAge\": 99")]
    [DataRow("own.json, methods[0], code: must be 1–40 letters", "\"own-method\"", "\"\"")]
    [DataRow("own.json, line 1", "\"sessions\"", "\"sesions\"")]
    [DataRow("own.json, line 1", "\"version\": 1", "\"version\": \"1\"")]
    public void What_is_wrong_is_named_with_its_file_and_field(string expected, string text, string? replacement = null)
    {
        using var folder = new TemporaryFolder();
        var one = Method("own-method", 1);
        File.WriteAllText(folder.Of("own.json"), text == "TWICE" ? $$"""{ "methods": [ {{one}}, {{one}} ] }""" : $$"""{ "methods": [ {{one.Replace(text, replacement, StringComparison.Ordinal)}} ] }""");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => InterventionMethods.Read(folder.FullName));

        StringAssert.Contains(wrong.Message.Replace('\\', '/'), expected, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("""{ "methods": [] }""")]
    [DataRow("""{ "methods": [null] }""")]
    public void An_empty_file_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), content);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => InterventionMethods.Read(folder.FullName)).Message, "own.json", StringComparison.Ordinal);
    }

    private static string Method(string code, int version, string more = "") =>
        $$"""{ "code": "{{code}}", "version": {{version}}, "name": {{Texts}}, "description": {{Texts}}, "lifeStages": ["Youth"], "minAge": 3, "maxAge": 90, "sessions": 3, "theme": "Housing", "preventive": true, "provider": {{Texts}}, "source": {{Texts}}, "measures": [ {{Measure}} ]{{more}} }""";
}
