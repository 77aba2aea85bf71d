using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class ReadConfirmedDecisionsTests
{
    private static readonly NeedReason[] Housing = [NeedReason.Housing];

    [TestMethod]
    public async Task Row_is_as_it_was_at_the_decision_and_not_as_it_is_now()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var decidedAt = county.NowUtc.AddDays(-100);
        var clientId = await county.AddClientAsync(born: DateOnly.FromDateTime(decidedAt).AddYears(-80).AddDays(1));
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 1 }, decidedAt.AddDays(-400));
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 2, ["need.housing"] = 3 }, decidedAt);
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 3 }, decidedAt.AddMicroseconds(1));
        await county.AddContactsAsync(
            clientId,
            (decidedAt.AddMonths(-12).AddMicroseconds(-1), Housing),
            (decidedAt.AddMonths(-12), Housing),
            (decidedAt.AddDays(-1), []),
            (decidedAt, Housing),
            (decidedAt.AddDays(5), Housing));
        await county.AddEventsAsync(
            clientId,
            (decidedAt.AddMonths(-13), CaseEventKind.HandedOff),
            (decidedAt.AddDays(-3), CaseEventKind.HandedOff),
            (decidedAt.AddDays(3), CaseEventKind.HandedOff));
        await county.DecideAsync(clientId, "YHT", decidedAt);

        var decisions = await county.ReadDecisionsAsync();

        var row = RowOf(decisions, 0);
        Assert.AreEqual((2f, 3f), (row["need.health"], row["need.housing"]));
        Assert.AreEqual((2f, 1f, 1f), (row[FeatureCodes.ContactsInYear], row[FeatureCodes.RepeatContactsInYear], row[FeatureCodes.HandoffsInYear]));
        Assert.AreEqual((79f, float.NaN), (row[FeatureCodes.AgeYears], row["resources.hope"]));
        Assert.AreEqual((2, decidedAt), (decisions.Rows.Labels.Single(), decisions.DecidedAtUtc.Single()));
        Assert.IsTrue(decisions.Rows.Schema.Matches(ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default)));
    }

    [TestMethod]
    public async Task Contact_recorded_after_the_decision_was_not_known_then()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var decidedAt = county.NowUtc.AddDays(-100);
        var clientId = await AssessedAsync(county, decidedAt);
        await county.AddContactsAsync(clientId, TimeSpan.FromDays(3), (decidedAt.AddDays(-1), []), (decidedAt.AddDays(-3), []));
        await county.DecideAsync(clientId, "OMA", decidedAt);

        var decisions = await county.ReadDecisionsAsync();

        Assert.AreEqual(1f, RowOf(decisions, 0)[FeatureCodes.ContactsInYear]);
    }

    [TestMethod]
    public async Task Row_of_a_decision_made_now_is_the_row_that_is_scored_now()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync(answers: new() { ["need.health"] = 2, ["resources.hope"] = 1, ["need.gardening"] = 1, ["need.safety"] = 9 });
        await county.AddContactsAsync(clientId, (county.NowUtc.AddDays(-40), Housing), (county.NowUtc.AddDays(-20), Housing), (county.NowUtc.AddDays(-390), Housing));
        await county.AddEventsAsync(clientId, (county.NowUtc.AddDays(-20), CaseEventKind.HandedOff));
        await county.DecideAsync(clientId, "OMA");

        var decisions = await county.ReadDecisionsAsync();

        await using var guidance = county.Open();
        var scored = await new ReadClientProfiles(guidance, Guidance.County.CountyCalendar.Helsinki, FeatureCatalogue.Default, county.NowUtc).ReadNextAsync(null, 1, CancellationToken.None);
        CollectionAssert.AreEqual(
            scored!.Profiles.Single().Profile.Row.ToArray(),
            FeatureCatalogue.Default.Features.Select(feature => (double)RowOf(decisions, 0)[feature.Code]).ToArray());
        Assert.AreEqual((1, 1), (decisions.Counts.UnknownAnswers, decisions.Counts.RefusedAnswers));
    }

    [TestMethod]
    public async Task Rows_come_in_time_order_whoever_they_are_of()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var one = await AssessedAsync(county, county.NowUtc.AddDays(-300));
        var other = await AssessedAsync(county, county.NowUtc.AddDays(-300));
        await county.DecideAsync(one, "HUOL", county.NowUtc.AddDays(-10));
        await county.DecideAsync(one, "TUKI", county.NowUtc.AddDays(-200));
        await county.DecideAsync(other, "YHT", county.NowUtc.AddDays(-100));
        await county.DecideAsync(other, "OMA", county.NowUtc.AddDays(1));

        var decisions = await county.ReadDecisionsAsync();

        CollectionAssert.AreEqual(new List<int> { 1, 2, 3 }, decisions.Rows.Labels.ToList());
        CollectionAssert.AreEqual(new List<int> { -200, -100, -10 }, decisions.DecidedAtUtc.Select(at => (at - county.NowUtc).Days).ToList());
        Assert.AreEqual(3, decisions.Counts.Read, "A decision dated ahead is not there yet.");
    }

    [TestMethod]
    public async Task What_is_left_out_is_counted()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var decidedAt = county.NowUtc.AddDays(-10);
        var assessed = await AssessedAsync(county, decidedAt);
        await county.DecideAsync(assessed, "OMA", decidedAt, suggested: "OMA", seconds: 4);
        await county.DecideAsync(assessed, "OMA", decidedAt, suggested: "OMA", seconds: 5);
        await county.DecideAsync(assessed, "OMA", decidedAt, suggested: "YHT", seconds: 2);
        await county.DecideAsync(assessed, "OMA", decidedAt, seconds: 2);
        await county.DecideAsync(assessed, "OMA", decidedAt, suggested: "OMA");
        await county.DecideAsync(assessed, "VERKOSTO", decidedAt);
        await county.DecideAsync(await county.AddClientAsync(), "OMA", decidedAt);
        var unreadable = await AssessedAsync(county, decidedAt);
        await county.DecideAsync(unreadable, "OMA", decidedAt);
        await county.SpoilAnswersAsync(unreadable);

        var decisions = await county.ReadDecisionsAsync();
        var withStamps = await county.ReadDecisionsAsync(includeRubberStamps: true);

        Assert.AreEqual(
            new DecisionCounts { Read = 8, RubberStamps = 1, UnknownSegments = 1, WithoutAssessment = 1, Unreadable = 1, UnknownAnswers = 0, RefusedAnswers = 0 },
            decisions.Counts);
        Assert.AreEqual((4, 5), (decisions.Rows.Count, withStamps.Rows.Count));
    }

    [TestMethod]
    public async Task Groups_are_those_of_the_day_and_hide_where_a_protected_client_lives()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var decidedAt = county.NowUtc.AddDays(-100);
        var turning65 = DateOnly.FromDateTime(decidedAt).AddYears(-65).AddDays(1);
        var one = await county.AddClientAsync(turning65, new() { ["need.health"] = 1 }, ServiceLanguage.Other);
        await county.AddAssessmentAsync(one, new() { ["need.health"] = 1 }, decidedAt);
        await county.DecideAsync(one, "OMA", decidedAt);
        await county.DecideAsync(one, "OMA", decidedAt.AddDays(2));
        var hidden = await county.AddClientAsync(new DateOnly(2010, 1, 1), new() { ["need.health"] = 1 }, isProtected: true);
        await county.DecideAsync(hidden, "OMA");

        var decisions = await county.ReadDecisionsAsync();

        CollectionAssert.AreEqual(new List<string?> { "other", "other", "swedish" }, GroupsOf(decisions, "language"));
        CollectionAssert.AreEqual(new List<string?> { "30-64", "65-79", "0-17" }, GroupsOf(decisions, "age-band"));
        CollectionAssert.AreEqual(new List<string?> { "female", "female", "female" }, GroupsOf(decisions, "sex"));
        CollectionAssert.AreEqual(new List<string?> { "905", "905", null }, GroupsOf(decisions, "municipality"));
    }

    [TestMethod]
    public async Task Two_professionals_within_thirty_days_make_a_pair()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var start = county.NowUtc.AddDays(-200);
        var clientId = await AssessedAsync(county, start);
        var (aino, bror) = (await county.AddWorkerAsync("a"), await county.AddWorkerAsync("b"));
        await county.DecideAsync(clientId, "OMA", start, aino);
        await county.DecideAsync(clientId, "TUKI", start.AddDays(30), bror);                    // 30 days after: a pair
        await county.DecideAsync(clientId, "YHT", start.AddDays(31), aino);                     // its neighbour is in a pair already
        await county.DecideAsync(clientId, "HUOL", start.AddDays(32), aino);                    // the same professional
        await county.DecideAsync(clientId, "HUOL", start.AddDays(33), bror, "HUOL", 2);         // not weighed
        await county.DecideAsync(clientId, "OMA", start.AddDays(62).AddMicroseconds(1), bror);         // a microsecond over 30 days
        await county.DecideAsync(clientId, "OMA", start.AddDays(63));                           // nobody knows by whom
        var other = await AssessedAsync(county, start);
        await county.DecideAsync(other, "HUOL", start.AddDays(1), bror);
        await county.DecideAsync(other, "HUOL", start.AddDays(2), aino);

        var decisions = await county.ReadDecisionsAsync();

        CollectionAssert.AreEquivalent(
            new List<(int, int)> { (0, 1), (3, 3) },
            decisions.DoubleCoded.First.Zip(decisions.DoubleCoded.Second).ToList());

        // Of two pairs one agrees: pₒ = ½, pₑ = (0 + 0 + 0 + 1·1) ÷ 4 = ¼, κ = ⅓.
        Assert.AreEqual(1.0 / 3, ConfusionMatrix.Of([.. decisions.DoubleCoded.First], [.. decisions.DoubleCoded.Second], 4).CohensKappa, 1e-12);
    }

    [TestMethod]
    public async Task Reading_leaves_one_audit_entry_that_says_who_and_why()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.DecideAsync(await AssessedAsync(county, county.NowUtc), "OMA");

        await county.ReadDecisionsAsync();

        await using var guidance = county.Open();
        var entry = await guidance.AuditEntries.SingleAsync(each => each.Subject == nameof(SegmentDecision));
        Assert.AreEqual(("segment", AuditAction.Read, null, "Every confirmed decision read for test"), (entry.Actor, entry.Action, entry.ClientId, entry.Reason));
    }

    [TestMethod]
    public async Task County_without_decisions_gives_no_rows()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: new() { ["need.health"] = 1 });

        var decisions = await county.ReadDecisionsAsync();

        Assert.AreEqual((0, 0, 0), (decisions.Rows.Count, decisions.Counts.Read, decisions.DoubleCoded.First.Count));
        Assert.HasCount(4, decisions.Groups);
    }

    private static async Task<Guid> AssessedAsync(CountyWithHistory county, DateTime assessedAtUtc)
    {
        var clientId = await county.AddClientAsync();
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 1 }, assessedAtUtc);
        return clientId;
    }

    private static Dictionary<string, float> RowOf(ConfirmedDecisions decisions, int row) => decisions.Rows.Schema.Columns.Index()
        .ToDictionary(each => each.Item.Name, each => decisions.Rows.Table.Column(each.Index)[row]);

    private static List<string?> GroupsOf(ConfirmedDecisions decisions, string dimension)
    {
        var column = decisions.Groups.Single(each => each.Dimension == dimension);
        return [.. column.GroupOfRow.Select(group => group < 0 ? null : column.Groups[group])];
    }
}
