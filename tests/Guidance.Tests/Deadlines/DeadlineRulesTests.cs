using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

[TestClass]
public sealed class DeadlineRulesTests
{
    private const string Texts = """
        "name": { "fi": "a", "sv": "b", "en": "c" }, "label": { "fi": "a", "sv": "b", "en": "c" }, "legalBasis": { "fi": "a", "sv": "b", "en": "c" }
        """;

    private const string Rest = """
        "trigger": "Contact", "target": "FirstResponse", "population": { "matters": ["ChildWelfare"], "urgencies": ["Urgent"] }, "amount": 2, "unit": "WorkingDays", "statutory": false, "pausable": true
        """;

    [TestMethod]
    public void What_is_shipped_holds_together_and_marks_what_is_not_certain()
    {
        var rules = DeadlineRules.Shipped;

        Assert.IsTrue(rules.All.Where(rule => rule.IsStatutory).All(rule => !rule.IsPausable));
        Assert.IsTrue(rules.VersionsOf("vpl18").Single().IsToBeConfirmed);
        Assert.AreEqual(2, rules.VersionsOf("hoitotakuu-23").Count());
        Assert.IsTrue(rules.All.All(rule => rule.Name.Fi != rule.Name.Sv && rule.Name.Sv != rule.Name.En));
        Assert.AreEqual(WorkingDays.Default, rules.WorkingDays);
    }

    [TestMethod]
    public void A_countys_rule_replaces_all_versions_of_a_shipped_one_and_may_put_it_out_of_use()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), $$"""
            { "workingDays": { "saturday": true, "christmasEve": false },
              "rules": [
                { "code": "promise-first-response", "validFrom": "2026-01-01", "validTo": null, {{Texts}}, {{Rest}} },
                { "code": "ttt-decide", "validFrom": "2026-01-01", "validTo": null, "inUse": false, {{Texts}}, {{Rest.Replace("Urgent", "Immediate", StringComparison.Ordinal)}} } ] }
            """);

        var rules = DeadlineRules.Read(folder.FullName);

        Assert.AreEqual(new DateOnly(2026, 1, 1), rules.VersionsOf("promise-first-response").Single().ValidFrom);
        Assert.IsFalse(rules.VersionsOf("ttt-decide").Single().IsValidOn(new DateOnly(2026, 3, 17)));
        Assert.AreEqual("promise-first-response, ttt-decide", string.Join(", ", rules.OwnCodes.Order(StringComparer.Ordinal)));
        Assert.IsTrue(rules.WorkingDays.SaturdayIsWorkingDay);
    }

    [TestMethod]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", T, R } ] }""", "rules[0] (x), validTo: is missing", DisplayName = "Without an end")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": "2025-12-31", T, R } ] }""", "is before validFrom")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": "31.12.2026", T, R } ] }""", "must be a day as 2026-12-31, or null")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, T, "trigger": "FullMoon", "target": "FirstResponse", "amount": 1, "unit": "Hours", "statutory": true } ] }""", "trigger: FullMoon is unknown; it must be one of Contact, MatterRaised")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, T, "trigger": "Contact", "target": "FirstResponse", "amount": 1, "unit": "Hours", "statutory": true, "pausable": true } ] }""", "never stands still")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, T, "trigger": "Contact", "target": "FirstResponse", "amount": -1, "unit": "Fortnights", "statutory": true } ] }""", "amount: must be 0–3650")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, T, R }, { "code": "x", "validFrom": "2026-06-01", "validTo": null, T, R } ] }""", "x: the version from 2026-01-01 is still in force when the one from 2026-06-01 begins", DisplayName = "Overlapping")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, T, R }, { "code": "y", "validFrom": "2026-06-01", "validTo": null, T, R } ] }""", "x and y say when the same is due for the same people (FirstResponse), from 2026-06-01 on", DisplayName = "Contradictory")]
    [DataRow("""{ "rules": [ { "code": "x", "validFrom": "2026-01-01", "validTo": null, "colour": "red", T, R } ] }""", "colour")]
    [DataRow("""{ "rules": [""", "this is not what a file of rules holds")]
    [DataRow("""{ "rules": [] }""", "neither rules nor workingDays")]
    [DataRow("""null""", "the file is empty")]
    public void What_is_wrong_is_named(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("own.json"), json.Replace("T,", $"{Texts},", StringComparison.Ordinal).Replace(" R }", $" {Rest} }}", StringComparison.Ordinal));

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => DeadlineRules.Read(folder.FullName));

        Assert.Contains(expected, wrong.Message);
    }

    [TestMethod]
    public void What_overlaps_is_told_along_with_what_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("a.json"), $$"""
            { "rules": [
                { "code": "x", "validFrom": "2026-01-01", "validTo": null, {{Texts}}, {{Rest}} },
                { "code": "x", "validFrom": "2026-06-01", "validTo": null, {{Texts}}, {{Rest}} },
                { "code": "x", "validFrom": "2026-09-01", {{Texts}}, {{Rest}} } ] }
            """);
        File.WriteAllText(folder.Of("b.json"), "{");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => DeadlineRules.Read(folder.FullName));

        foreach (var text in (string[])["rules[2] (x), validTo: is missing", "b.json, line 1", "x: the version from 2026-01-01 is still in force when the one from 2026-06-01 begins"])
            Assert.Contains(text, wrong.Message);
        Assert.HasCount(3, wrong.Message.Split(Environment.NewLine));
    }

    [TestMethod]
    [DataRow("", DisplayName = "The rule that replaces it has a fault")]
    [DataRow("{", DisplayName = "A file cannot be read")]
    public void A_shipped_rule_that_may_be_replaced_is_not_said_to_contradict(string another)
    {
        using var folder = new TemporaryFolder();
        const string promise = "promise-first-response";
        var sameAsShipped = Rest.Replace("[\"ChildWelfare\"], \"urgencies\": [\"Urgent\"]", "[\"SocialServices\", \"ChildWelfare\", \"DisabilityServices\", \"SocialAssistance\"], \"urgencies\": [\"NotUrgent\", \"Urgent\"]", StringComparison.Ordinal);
        File.WriteAllText(folder.Of("a.json"), $$"""
            { "rules": [
                { "code": "{{(another.Length == 0 ? promise : "y")}}", "validFrom": "2026-01-01", {{(another.Length == 0 ? string.Empty : "\"validTo\": null,")}} {{Texts}}, {{Rest}} },
                { "code": "x", "validFrom": "2026-01-01", "validTo": null, {{Texts}}, {{sameAsShipped}} } ] }
            """);
        if (another.Length > 0)
            File.WriteAllText(folder.Of("b.json"), another);

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => DeadlineRules.Read(folder.FullName));

        Assert.DoesNotContain("Keep one of them", wrong.Message);
        File.Delete(folder.Of("b.json"));
        if (another.Length > 0)
            Assert.Contains(promise, Assert.ThrowsExactly<InvalidDataException>(() => DeadlineRules.Read(folder.FullName)).Message, "It does contradict once all can be read.");
    }
}
