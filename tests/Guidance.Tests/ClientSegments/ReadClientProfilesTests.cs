using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Segmentation.Profiles;

namespace Palveluohjaus.Guidance.Tests.ClientSegments;

[TestClass]
public sealed class ReadClientProfilesTests
{
    private static readonly NeedReason[] Housing = [NeedReason.Housing];

    [TestMethod]
    public async Task Latest_assessment_counts_and_one_dated_ahead_does_not()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 1 }, county.NowUtc.AddDays(-3));
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 3, ["need.housing"] = 2 }, county.NowUtc.AddDays(-30));
        await county.AddAssessmentAsync(clientId, new() { ["need.health"] = 0 }, county.NowUtc.AddDays(3));

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual(1, ValueOf(read, "need.health"));
        Assert.AreEqual(double.NaN, ValueOf(read, "need.housing"));
    }

    [TestMethod]
    public async Task Contacts_count_for_twelve_months_to_the_instant()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        var yearAgo = county.NowUtc.AddMonths(-12);
        await county.AddContactsAsync(clientId, (yearAgo.AddMicroseconds(-1), []), (yearAgo, []), (county.NowUtc.AddMicroseconds(-1), []), (county.NowUtc, []));

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual(2, ValueOf(read, FeatureCodes.ContactsInYear));
    }

    [TestMethod]
    public async Task Repeat_is_a_contact_within_thirty_days_of_an_earlier_one_on_the_same_main_theme()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        var start = county.NowUtc.AddDays(-200);
        await county.AddContactsAsync(
            clientId,
            (start.AddDays(30), Housing),                                            // 30 days after the first: a repeat
            (start, Housing),                                                        // the first, stored later
            (start.AddDays(31), [NeedReason.Finances, NeedReason.Housing]),          // another main theme
            (start.AddDays(60).AddMicroseconds(1), Housing),                                // a microsecond over 30 days after the last
            (start.AddDays(61), Housing),                                            // a repeat
            (start.AddDays(62), []));                                                // no theme

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual(6, ValueOf(read, FeatureCodes.ContactsInYear));
        Assert.AreEqual(2, ValueOf(read, FeatureCodes.RepeatContactsInYear));
    }

    [TestMethod]
    public async Task First_contact_of_the_year_may_repeat_one_from_before_it()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        var yearAgo = county.NowUtc.AddMonths(-12);
        await county.AddContactsAsync(clientId, (yearAgo.AddDays(-29), Housing), (yearAgo, Housing));

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual((1.0, 1.0), (ValueOf(read, FeatureCodes.ContactsInYear), ValueOf(read, FeatureCodes.RepeatContactsInYear)));
    }

    [TestMethod]
    public async Task Handoffs_count_from_every_case_and_other_events_do_not()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientId = await county.AddClientAsync();
        await county.AddEventsAsync(clientId, (county.NowUtc.AddDays(-400), CaseEventKind.HandedOff), (county.NowUtc.AddDays(-20), CaseEventKind.HandedOff));
        await county.AddEventsAsync(clientId, (county.NowUtc.AddDays(-2), CaseEventKind.HandedOff), (county.NowUtc.AddDays(-1), CaseEventKind.Closed));

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual(2, ValueOf(read, FeatureCodes.HandoffsInYear));
    }

    [TestMethod]
    public async Task Each_client_has_only_their_own_history_and_anonymous_history_is_nobodys()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var one = await county.AddClientAsync();
        var other = await county.AddClientAsync();
        await county.AddContactsAsync(one, (county.NowUtc.AddDays(-5), Housing));
        await county.AddContactsAsync(other, (county.NowUtc.AddDays(-4), Housing), (county.NowUtc.AddDays(-3), Housing));
        await county.AddContactsAsync(null, (county.NowUtc.AddDays(-2), Housing));
        await county.AddEventsAsync(null, (county.NowUtc.AddDays(-2), CaseEventKind.HandedOff));

        var read = (await ReadAsync(county)).ToDictionary(profile => profile.ClientId);

        Assert.AreEqual((1.0, 0.0), (ValueOf(read[one], FeatureCodes.ContactsInYear), ValueOf(read[one], FeatureCodes.RepeatContactsInYear)));
        Assert.AreEqual((2.0, 1.0), (ValueOf(read[other], FeatureCodes.ContactsInYear), ValueOf(read[other], FeatureCodes.RepeatContactsInYear)));
        Assert.AreEqual(0, ValueOf(read[one], FeatureCodes.HandoffsInYear));
    }

    [TestMethod]
    public async Task Age_is_counted_on_the_countys_day_and_an_impossible_one_is_missing()
    {
        // At 22:30 UTC on 28 February it is already 1 March in Helsinki.
        using var county = await CountyWithHistory.CreateAsync();
        county.Advance(new DateTime(2027, 2, 28, 22, 30, 0, DateTimeKind.Utc) - county.NowUtc);
        var bornOnFirstOfMarch = await county.AddClientAsync(born: new DateOnly(1960, 3, 1));
        var unborn = await county.AddClientAsync(born: new DateOnly(2031, 1, 1));

        var read = (await ReadAsync(county)).ToDictionary(profile => profile.ClientId);

        Assert.AreEqual(67, ValueOf(read[bornOnFirstOfMarch], FeatureCodes.AgeYears));
        Assert.AreEqual(double.NaN, ValueOf(read[unborn], FeatureCodes.AgeYears));
    }

    [TestMethod]
    public async Task Answers_that_cannot_be_used_are_left_out_and_counted()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientAsync(answers: new()
        {
            ["need.health"] = 2, ["need.safety"] = 7, ["resources.hope"] = -1, ["need.gardening"] = 1, [FeatureCodes.HandoffsInYear] = 3,
        });

        var read = (await ReadAsync(county)).Single();

        Assert.AreEqual((1, 3), (read.Profile.UnknownItems, read.RefusedAnswers));
        Assert.AreEqual(2, ValueOf(read, "need.health"));
        Assert.AreEqual(double.NaN, ValueOf(read, "need.safety"));
        Assert.AreEqual(0, ValueOf(read, FeatureCodes.HandoffsInYear));
    }

    [TestMethod]
    public async Task Clients_that_cannot_be_read_are_named_and_the_others_are_read()
    {
        using var county = await CountyWithHistory.CreateAsync();
        var clientIds = new List<Guid>();
        for (var index = 0; index < 7; index++)
            clientIds.Add(await county.AddClientAsync(answers: new() { ["need.health"] = 2 }));
        await county.SpoilAnswersAsync(clientIds[1]);
        await county.SpoilAnswersAsync(clientIds[6]);
        await using var guidance = county.Open();

        var batch = await new ReadClientProfiles(guidance, CountyCalendar.Helsinki, FeatureCatalogue.Default, county.NowUtc).ReadNextAsync(null, 100, CancellationToken.None);

        CollectionAssert.AreEquivalent(new List<Guid> { clientIds[1], clientIds[6] }, batch!.Unreadable.ToList());
        Assert.HasCount(5, batch.Profiles);
        Assert.IsTrue(batch.Profiles.All(read => ValueOf(read, "need.health") == 2));
    }

    [TestMethod]
    public async Task Batches_follow_each_other_without_a_gap_or_an_overlap()
    {
        using var county = await CountyWithHistory.CreateAsync();
        await county.AddClientsAsync(7);
        await using var guidance = county.Open();
        var read = new ReadClientProfiles(guidance, CountyCalendar.Helsinki, FeatureCatalogue.Default, county.NowUtc);

        var seen = new List<Guid>();
        Guid? last = null;
        while (await read.ReadNextAsync(last, 3, CancellationToken.None) is { } batch)
        {
            seen.AddRange(batch.Profiles.Select(profile => profile.ClientId));
            last = batch.Last;
        }

        CollectionAssert.AreEquivalent(guidance.Clients.Select(client => client.Id).ToList(), seen);
    }

    private static async Task<IReadOnlyList<ReadProfile>> ReadAsync(CountyWithHistory county)
    {
        await using var guidance = county.Open();
        return (await new ReadClientProfiles(guidance, CountyCalendar.Helsinki, FeatureCatalogue.Default, county.NowUtc)
            .ReadNextAsync(null, 100, CancellationToken.None))!.Profiles;
    }

    private static double ValueOf(ReadProfile read, string code) => read.Profile[FeatureCatalogue.Default.Find(code)!];
}
