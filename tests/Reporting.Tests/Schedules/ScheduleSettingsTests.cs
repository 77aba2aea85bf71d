using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed class ScheduleSettingsTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    [TestMethod]
    public void What_a_county_leaves_unsaid_is_as_shipped()
    {
        CollectionAssert.AreEqual(JobCatalogue.Shipped.ToArray(), Read().All.ToArray());
    }

    [TestMethod]
    public void A_county_changes_when_a_job_runs_and_turns_one_off()
    {
        var catalogue = Read(("score-clients:Cron", "0 30 4 ? * MON-FRI"), ("refresh_facts:EveryMinutes", "15"), ("watch-deadlines:On", "false"));

        Assert.AreEqual(new JobTrigger.Cron("0 30 4 ? * MON-FRI"), catalogue.Find("score-clients")!.When);
        Assert.AreEqual(new JobTrigger.Every(TimeSpan.FromMinutes(15)), catalogue.Find("refresh-facts")!.When);
        Assert.IsFalse(catalogue.Find("watch-deadlines")!.IsOn);
        Assert.AreEqual(JobCatalogue.Shipped.Single(job => job.Name == "fit-deadline-forecast"), catalogue.Find("fit-deadline-forecast"));
    }

    [TestMethod]
    public void Removing_data_takes_the_countys_word_in_two_files()
    {
        var (shipped, turnedOn) = (Read().Find(JobCatalogue.Retain)!, Read(("retain:On", "true")).Find(JobCatalogue.Retain)!);

        Assert.AreEqual((false, true), (shipped.IsOn, turnedOn.IsOn));
        Assert.IsFalse(turnedOn.CanRun!(With(RetentionRules.Shipped)));
        Assert.IsTrue(turnedOn.CanRun(With(RetentionRules.Read(new MemoryStream("""{"version":1,"enabled":true}"""u8.ToArray()), RetentionRules.FileName, RetentionRules.Shipped))));

        static ServiceProvider With(RetentionRules rules) => new ServiceCollection().AddSingleton(rules).BuildServiceProvider();
    }

    [TestMethod]
    [DataRow("""{"Sched":{"back-up":{"On":false}}}""", "Sched is unknown")]
    [DataRow("""{"Schedules":{"back-up":{"On":false}},"Scheduls":{}}""", "Scheduls is unknown")]
    [DataRow("""{"Schedules":[]}""", "Schedules must hold settings")]
    [DataRow("""{"Schedules":true}""", "Schedules must hold settings")]
    public void A_file_that_holds_something_else_is_refused_and_not_passed_over(string json, string told)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.FullName, "schedules.json"), json);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ScheduleSettings.Read(folder.FullName, Clock)).Message, told, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => Read(
            ("refresh-fact:On", "true"),
            ("refresh-facts:EveryMinutes", "0"),
            ("refresh-facts:On", "perhaps"),
            ("refresh-facts:Often", "1"),
            ("score-clients:Cron", "every night"),
            ("fit-deadline-forecast:Cron", "0/30 * * * * ?"),
            ("watch-deadlines:Cron", "0 0 0 1 1 ? 2020"),
            ("watch-deadlines:EveryMinutes", "5")));

        var lines = wrong.Message.Split(Environment.NewLine);
        foreach (var named in (string[])["Schedules:refresh-fact is no job", "refresh-facts:EveryMinutes must be 1–", "refresh-facts:On must be", "refresh-facts:Often is unknown", "score-clients:Cron must be a cron", "fit-deadline-forecast:Cron comes more often", "Schedules:watch-deadlines has both"])
            Assert.IsTrue(lines.Any(line => line.Contains(named, StringComparison.Ordinal)), $"{named} is not in{Environment.NewLine}{wrong.Message}");
    }

    [TestMethod]
    [DataRow("0 0 0 30 2 ?")]
    [DataRow("0 0 0 1 1 ? 2020")]
    [DataRow("* * * * * ?")]
    [DataRow("0 15 2 * *")]
    [DataRow("0 99 2 * * ?")]
    [DataRow("🕑")]
    public void A_cron_that_never_comes_or_cannot_be_read_is_refused(string cron)
    {
        Assert.ThrowsExactly<InvalidDataException>(() => Read(("score-clients:Cron", cron)));
    }

    [TestMethod]
    public void A_file_that_is_no_json_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of(ScheduleSettings.FileName), "{ \"Schedules\": ");

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => ScheduleSettings.Read(folder.FullName, Clock)).Message, ScheduleSettings.FileName, StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_file_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of(ScheduleSettings.FileName), "{ \"Schedules\": { \"score-clients\": { \"On\": false } } }");

        Assert.IsFalse(ScheduleSettings.Read(folder.FullName, Clock).Find("score-clients")!.IsOn);
    }

    private static JobCatalogue Read(params (string Key, string Value)[] settings) => ScheduleSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(each => KeyValuePair.Create($"Schedules:{each.Key}", (string?)each.Value))).Build(), JobCatalogue.Shipped, Clock);
}
