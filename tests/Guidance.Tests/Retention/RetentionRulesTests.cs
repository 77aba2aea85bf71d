using System.Text;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Retention;

namespace Palveluohjaus.Guidance.Tests.Retention;

[TestClass]
public sealed class RetentionRulesTests
{
    private const string Basis = """{"fi":"Päätös","sv":"Beslut","en":"Decision"}""";

    [TestMethod]
    public void As_shipped_nothing_is_removed_by_any_rule()
    {
        var shipped = RetentionRules.Shipped;

        Assert.IsFalse(shipped.IsEnabled);
        CollectionAssert.AreEqual(Enum.GetValues<RetainedKind>(), shipped.All.Select(rule => rule.Kind).ToArray());
        Assert.IsTrue(shipped.All.All(rule => rule.IsToBeConfirmed && !shipped.Removes(rule)));
    }

    [TestMethod]
    public void Turned_on_only_what_the_county_has_confirmed_is_removed()
    {
        var rules = Read($$"""{"version":1,"enabled":true,"rules":[{"kind":"Sessions","months":6,"basis":{{Basis}} },{"kind":"Clients","months":400,"basis":{{Basis}},"toBeConfirmed":true},{"kind":"AccountLinks","months":1,"basis":{{Basis}},"inUse":false}]}""");

        Assert.AreEqual("Sessions", string.Join(' ', rules.All.Where(rules.Removes).Select(rule => rule.Kind)));
        Assert.AreEqual((6, 400, RetentionRules.Shipped.MostClientsPerRun), (rules.Of(RetainedKind.Sessions).Months, rules.Of(RetainedKind.Clients).Months, rules.MostClientsPerRun));
        Assert.AreEqual(24, rules.Of(RetainedKind.AssessmentDrafts).Months);
    }

    [TestMethod]
    public void Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        var refused = Assert.ThrowsExactly<InvalidDataException>(() => Read(
            $$"""
            {"version":0,"mostClientsPerRun":0,"rules":[
              {"kind":"Clients","months":11,"basis":{{Basis}} },{"kind":"Clients","months":0,"basis":{{Basis}} },{"kind":"Clients","months":-360,"basis":{{Basis}} },
              {"kind":"Sessions","months":0,"basis":{{Basis}} },{"kind":"Sessions","months":1801,"basis":{{Basis}} },{"kind":"Sessions","basis":{{Basis}} },
              {"kind":"Persons","months":12,"basis":{{Basis}} },{"kind":"AccountLinks","months":3,"basis":{"fi":"Päätös","sv":" ","en":null} },
              {"kind":"DeadlineWarnings","months":3,"basis":{{Basis}} },{"kind":"DeadlineWarnings","months":4,"basis":{{Basis}} }]}
            """));

        var lines = refused.Message.Split(Environment.NewLine);
        Assert.AreEqual(
            """
            retention.json, version: must be a whole number over 0.
            retention.json, enabled: is missing; it must be true or false.
            retention.json, mostClientsPerRun: 0 must be 1–100000.
            retention.json, rules[0] (Clients), months: must be a whole number of months, 12–1800.
            retention.json, rules[1] (Clients), months: must be a whole number of months, 12–1800.
            retention.json, rules[2] (Clients), months: must be a whole number of months, 12–1800.
            retention.json, rules[3] (Sessions), months: must be a whole number of months, 1–1800.
            retention.json, rules[4] (Sessions), months: must be a whole number of months, 1–1800.
            retention.json, rules[5] (Sessions), months: must be a whole number of months, 1–1800.
            retention.json, rules[6] (Persons), kind: Persons is unknown; it must be one of Clients, AnonymousCases, AssessmentDrafts, WaitingQuarantinedRows, ResolvedQuarantinedRows, Sessions, AccountLinks, DeadlineWarnings.
            retention.json, rules[7] (AccountLinks), basis.sv: must have 1–300 characters.
            retention.json, rules[7] (AccountLinks), basis.en: must have 1–300 characters.
            retention.json, rules[9] (DeadlineWarnings), kind: stands twice. Keep one of them.
            """,
            string.Join('\n', lines));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{\"version\":1,\"enabled\":\"yes\"}")]
    [DataRow("{\"version\":1,\"enabled\":true,\"rules\":[null]}")]
    [DataRow("{\"version\":1,\"enabled\":true,\"rules\":[{\"kind\":\"Clients\",\"months\":1e99}]}")]
    [DataRow("{\"version\":1,\"enabled\":true,\"month\":3}")]
    public void A_file_of_another_shape_is_refused_with_its_name(string json) =>
        Assert.StartsWith("retention.json", Assert.ThrowsExactly<InvalidDataException>(() => Read(json)).Message);

    [TestMethod]
    [DataRow("2026-10-24T20:59:59Z", "2025-10-23T21:00:00Z", DisplayName = "the evening before clocks go back")]
    [DataRow("2026-10-25T00:30:00Z", "2025-10-24T21:00:00Z", DisplayName = "03:30 for the first time")]
    [DataRow("2026-10-25T01:30:00Z", "2025-10-24T21:00:00Z", DisplayName = "03:30 again")]
    [DataRow("2026-10-25T21:59:59Z", "2025-10-24T21:00:00Z", DisplayName = "the last second of that day")]
    [DataRow("2026-10-25T22:00:00Z", "2025-10-25T21:00:00Z", DisplayName = "the day after; a year before it was the change that day")]
    [DataRow("2026-03-29T02:30:00Z", "2025-03-28T22:00:00Z", DisplayName = "clocks went forward")]
    [DataRow("2028-02-29T12:00:00Z", "2027-02-27T22:00:00Z", DisplayName = "a leap day, a year before which there was none")]
    public void The_limit_is_the_beginning_of_the_countys_day_so_many_months_ago(string now, string limit)
    {
        var rule = Read($$"""{"version":1,"enabled":true,"rules":[{"kind":"Clients","months":12,"basis":{{Basis}} }]}""").Of(RetainedKind.Clients);

        Assert.AreEqual(DateTimeOffset.Parse(limit, null).UtcDateTime, rule.LimitUtc(CountyCalendar.Helsinki, DateTimeOffset.Parse(now, null).UtcDateTime));
    }

    private static RetentionRules Read(string json) => RetentionRules.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), RetentionRules.FileName, RetentionRules.Shipped);
}
