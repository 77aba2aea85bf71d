using System.Text.Json.Nodes;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Assessments;

[TestClass]
public sealed class AssessmentTemplatesTests
{
    [TestMethod]
    public void Every_stream_has_a_template_that_asks_what_the_scorecard_requires()
    {
        foreach (var stream in Enum.GetValues<LifeStage>())
        {
            var template = AssessmentTemplates.Shipped.CurrentOf(stream);

            Assert.AreEqual(1, template.Version);
            Assert.IsGreaterThanOrEqualTo(AssessmentTemplate.LeastItems, template.Items.Count);
            Assert.IsLessThanOrEqualTo(AssessmentTemplate.MostItems, template.Items.Count);
            Assert.AreSame(template, AssessmentTemplates.Shipped.Find(template.Id));
        }

        Assert.AreEqual("older-people/1", AssessmentTemplates.Shipped.CurrentOf(LifeStage.OlderPeople).Id);
        Assert.IsNull(AssessmentTemplates.Shipped.Find("older-people/2"));
        Assert.IsNull(AssessmentTemplates.Shipped.Find(null));
    }

    [TestMethod]
    public void A_countys_higher_version_becomes_the_current_one_and_the_shipped_one_stays_known()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "own.json", file => file["version"] = 2);

        var templates = AssessmentTemplates.Read(folder.FullName, ExpertScorecard.Default);

        Assert.AreEqual("older-people/2", templates.CurrentOf(LifeStage.OlderPeople).Id);
        Assert.IsNotNull(templates.Find("older-people/1"));
        Assert.AreEqual("youth/1", templates.CurrentOf(LifeStage.Youth).Id);
    }

    [TestMethod]
    public void The_same_version_with_the_same_content_is_no_fault()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "copy.json", _ => { });

        Assert.AreEqual("older-people/1", AssessmentTemplates.Read(folder.FullName, ExpertScorecard.Default).CurrentOf(LifeStage.OlderPeople).Id);
    }

    [TestMethod]
    [DataRow("stream", "stream: must be one of")]
    [DataRow("version", "version: must be a whole number over 0.")]
    [DataRow("catalogue", "catalogue: must be first-assessment-1")]
    [DataRow("language", "items[0].question.sv: is missing.")]
    [DataRow("blank", "items[1].help.fi: must have 1–300 characters.")]
    [DataRow("duplicate", "items[1].code:")]
    [DataRow("side", "need.health is rated by the professional.")]
    [DataRow("counted", "is counted and not asked.")]
    [DataRow("few", "items: must be 12–16, and are 11.")]
    [DataRow("many", "items: must be 12–16, and are 17.")]
    [DataRow("required", "without which nothing is suggested.")]
    [DataRow("same", "older-people/1 is also in older-people-1.json, with other content.")]
    [DataRow("rater", "ratedBy: must be client or professional.")]
    [DataRow("misspelt", "this is not what a template holds.")]
    public void A_fault_is_told_with_its_file_and_place(string fault, string expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "own.json", file => Spoil(file, fault));

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => AssessmentTemplates.Read(folder.FullName, ExpertScorecard.Default));

        Assert.Contains(Path.Combine("assessment-templates", "own.json"), refused.Message);
        Assert.Contains(expected, refused.Message);
    }

    [TestMethod]
    public void Every_fault_of_every_file_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.json", file => (file["stream"], file["version"]) = ("Everyone", 0));
        File.WriteAllText(folder.Of("b.json"), "{");
        File.WriteAllText(folder.Of("c.json"), "null");

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => AssessmentTemplates.Read(folder.FullName, ExpertScorecard.Default));

        foreach (var part in (string[])["a.json, stream", "a.json, version", "b.json, line 1", "c.json: the file is empty."])
            Assert.Contains(part, refused.Message);
    }

    private static void Spoil(JsonObject file, string fault)
    {
        var items = file["items"]!.AsArray();
        var need = items.First(item => item!["code"]!.GetValue<string>() == "need.health")!;
        if (fault != "same")
            file["version"] = 2;
        switch (fault)
        {
            case "stream":
                file["stream"] = "olderPeople";
                break;
            case "version":
                file["version"] = -1;
                break;
            case "catalogue":
                file["catalogue"] = "another";
                break;
            case "language":
                items[0]!["question"]!.AsObject().Remove("sv");
                break;
            case "blank":
                items[1]!["help"]!["fi"] = " ";
                break;
            case "duplicate":
                items[1]!["code"] = items[0]!["code"]!.GetValue<string>();
                break;
            case "side":
                need["ratedBy"] = "client";
                break;
            case "counted":
                items[0]!["code"] = "history.contacts-12-months";
                break;
            case "few":
                while (items.Count > 11)
                    items.RemoveAt(items.Count - 1);
                break;
            case "many":
                while (items.Count < 17)
                {
                    var extra = items[0]!.DeepClone();
                    extra["code"] = $"own.item-{items.Count}";
                    items.Add(extra);
                }

                break;
            case "required":
                need["code"] = "own.health";
                break;
            case "rater":
                items[0]!["ratedBy"] = "nobody";
                break;
            case "misspelt":
                file["itmes"] = 1;
                break;
            case "same":
                items[0]!["help"]!["fi"] = "toinen";
                break;
        }
    }

    private static void Write(TemporaryFolder folder, string name, Action<JsonObject> change)
    {
        using var shipped = typeof(AssessmentTemplates).Assembly.GetManifestResourceStream("Palveluohjaus.Guidance.Assessments.Templates.older-people-1.json")!;
        var file = JsonNode.Parse(shipped)!.AsObject();
        change(file);
        File.WriteAllText(folder.Of(name), file.ToJsonString());
    }
}
