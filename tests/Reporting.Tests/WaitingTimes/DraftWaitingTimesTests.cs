using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Reporting.WaitingTimes;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.WaitingTimes;

[TestClass]
public sealed class DraftWaitingTimesTests : IDisposable
{
    private static readonly HalfYear Half = new(2025, 2);
    private static readonly Actor Manager = new("mauri");
    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 1, 7, 6, 0, 0, TimeSpan.Zero));

    public DraftWaitingTimesTests()
    {
        using var guidance = _database.OpenGuidance();
        guidance.Municipalities.Add(new Municipality
        {
            Code = "905", NameFi = "Vaasa", NameSv = "Vasa", LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority, Population = 67_988, PopulationYear = 2022,
        });
        guidance.SaveChanges();
    }

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task Waits_run_from_the_raising_in_the_countys_days_and_only_older_people_and_first_ends_in_the_half_year_count()
    {
        for (var days = 10; days < 16; days++)
            await AddAsync(Local("2025-08-01 23:30"), days);

        // None of these counts: too young when it was raised, ended before or after the half-year, ended a second time, a wrong clock.
        await AddAsync(Local("2025-08-01 12:00"), 99, born: new DateOnly(1960, 8, 2));
        await AddAsync(Local("2025-06-01 12:00"), 29);
        await AddAsync(Local("2025-12-01 12:00"), 31);
        await AddAsync(Local("2025-08-01 12:00"), -1);
        var again = await AddAsync(Local("2025-05-01 12:00"), 20);
        await AddEventAsync(again, CaseEventKind.NeedsAssessmentCompleted, Local("2025-09-01 12:00"));

        var drafted = await DraftAsync();
        var measure = (await ReadAsync()).Measures.Single(each => each.Kind == WaitingKind.NeedsAssessment);

        Assert.AreEqual((DraftOutcome.Drafted, 6), (drafted.Outcome, drafted.Waits));
        Assert.AreEqual((6, 12.5, 15), (measure.All.Count, measure.All.MedianDays, measure.All.NineInTenDays));
    }

    [TestMethod]
    public async Task The_first_and_the_last_instant_of_a_half_year_belong_to_it_by_the_countys_clock()
    {
        // Summer time at one end, winter time at the other: 21.00 and 22.00 UTC.
        foreach (var end in (DateTime[])[Utc("2025-06-30T20:59:59"), Utc("2025-06-30T21:00:00"), Utc("2025-12-31T21:59:59"), Utc("2025-12-31T22:00:00")])
        {
            for (var client = 0; client < 5; client++)
                await AddAsync(end.AddDays(-10), endedAtUtc: end);
        }

        await DraftAsync();

        Assert.AreEqual(10, (await ReadAsync()).Measures[0].All.Count);
    }

    [TestMethod]
    public async Task Without_a_raising_the_first_contact_counts_and_it_is_told()
    {
        for (var client = 0; client < 5; client++)
        {
            await AddAsync(null, endedAtUtc: Local("2025-09-11 12:00"), receivedAtUtc: Local("2025-09-01 12:00"));
            await AddAsync(Local("2025-09-08 12:00"), endedAtUtc: Local("2025-09-11 12:00"), receivedAtUtc: Local("2025-09-01 12:00"));
        }

        await DraftAsync();

        var measure = (await ReadAsync()).Measures[0];
        Assert.AreEqual((10, 6.5, 5), (measure.All.Count, measure.All.MedianDays, measure.CountedFromFirstContact));
    }

    [TestMethod]
    public async Task Those_who_still_wait_are_counted_and_few_are_not_told()
    {
        for (var client = 0; client < 12; client++)
            await AddAsync(client < 6 ? Local("2025-08-01 12:00") : Local("2025-12-01 12:00"), isOpen: true);
        await DraftAsync();
        var many = (await ReadAsync()).Measures[0];

        for (var client = 0; client < 9; client++)
            await EndOneAsync();
        await DraftAsync();
        var few = (await ReadAsync()).Measures[0];

        Assert.AreEqual((12, 6), (many.StillWaiting, many.StillWaitingOverThreeMonths));
        Assert.IsNull(few.StillWaiting);
        Assert.IsNull(few.StillWaitingOverThreeMonths);
    }

    [TestMethod]
    public async Task A_service_that_began_is_told_by_its_name()
    {
        await using (var guidance = _database.OpenGuidance())
        {
            var service = new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = "meals", Sector = ServiceSector.Public, NameFi = "Ateriapalvelu", NameSv = "Måltidstjänst" };
            guidance.Add(service);
            await guidance.SaveChangesAsync();
            for (var client = 0; client < 5; client++)
            {
                var caseId = await AddAsync(Local("2025-10-01 12:00"), isOpen: true);
                var referral = new Referral { CaseId = caseId, ServiceId = service.Id, MadeAtUtc = Local("2025-10-02 12:00"), LastStepAtUtc = Local("2025-10-02 12:00"), SubmissionKey = Guid.NewGuid() };
                guidance.Add(referral);
                foreach (var (state, day) in ((ReferralState, string)[])[(ReferralState.Made, "2025-10-02 12:00"), (ReferralState.Started, "2025-10-21 12:00")])
                    guidance.Add(new ReferralStep { ReferralId = referral.Id, State = state, OccurredAtUtc = Local(day), RecordedAtUtc = Local(day) });
            }

            await guidance.SaveChangesAsync();
        }

        await DraftAsync();

        var row = (await ReadAsync()).Measures.Single(each => each.Kind == WaitingKind.ServiceByService).Rows.Single();
        Assert.AreEqual((5, 20.0, "Måltidstjänst"), (row.Count, row.MedianDays, row.Service!.Sv));
    }

    [TestMethod]
    public async Task Drafting_again_changes_nothing_until_something_was_recorded_and_never_what_is_published()
    {
        for (var client = 0; client < 5; client++)
            await AddAsync(Local("2025-08-01 12:00"), 10);
        var first = await DraftAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual(first with { Outcome = DraftOutcome.Unchanged }, await DraftAsync());

        await AddAsync(Local("2025-08-01 12:00"), 20);
        Assert.AreEqual(DraftOutcome.Drafted, (await DraftAsync()).Outcome);
        var looked = await FindAsync(first.Id);
        await AddAsync(Local("2025-08-01 12:00"), 30);
        await DraftAsync();
        Assert.AreEqual(KeepOutcome.ChangedMeanwhile, await KeepAsync(keep => keep.PublishAsync(first.Id, looked.Version, Manager, CancellationToken.None)), "What is published is what was looked at.");

        var version = (await FindAsync(first.Id)).Version;
        Assert.AreEqual(KeepOutcome.Done, await KeepAsync(keep => keep.PublishAsync(first.Id, version, Manager, CancellationToken.None)));
        Assert.AreEqual(KeepOutcome.Done, await KeepAsync(keep => keep.PublishAsync(first.Id, version, Manager, CancellationToken.None)), "Sent twice, done once.");
        var published = await FindAsync(first.Id);
        await AddAsync(Local("2025-08-01 12:00"), 40);
        Assert.AreEqual(new DraftedWaitingTimes(first.Id, DraftOutcome.PublishedBefore, 0), await DraftAsync());
        Assert.AreEqual((published.Content, "mauri"), ((await FindAsync(first.Id)).Content, published.PublishedBy));

        Assert.AreEqual(KeepOutcome.Done, await KeepAsync(keep => keep.TakeBackAsync(first.Id, published.Version, CancellationToken.None)));
        Assert.AreEqual(DraftOutcome.Drafted, (await DraftAsync()).Outcome);
        Assert.AreEqual(KeepOutcome.Unknown, await KeepAsync(keep => keep.PublishAsync(Guid.NewGuid(), 1, Manager, CancellationToken.None)));
    }

    [TestMethod]
    public async Task A_county_without_anyone_has_a_draft_that_says_so_and_a_half_year_that_goes_on_none()
    {
        await DraftAsync();

        Assert.IsTrue((await ReadAsync()).Measures.All(measure => measure.All.State == WaitingState.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => DraftAsync(new HalfYear(2026, 1)));
    }

    [TestMethod]
    public async Task The_job_drafts_the_half_year_that_ended_last()
    {
        await using var reporting = _database.OpenReporting();
        await using var guidance = _database.OpenGuidance();

        Assert.AreEqual(0, await Draft(guidance, reporting).RunAsync(CancellationToken.None));

        Assert.AreEqual(Half.FirstDay, (await reporting.WaitingTimesStatements.AsNoTracking().SingleAsync()).FirstDay);
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static DateTime Local(string text) => CountyCalendar.Helsinki.ToUtc(DateTime.Parse(text, CultureInfo.InvariantCulture));

    private DraftWaitingTimes Draft(GuidanceDbContext guidance, ReportingDbContext reporting) =>
        new(new GuidanceReads(guidance), reporting, new WaitingTimesSettings(), CountyCalendar.Helsinki, _clock);

    private async Task<DraftedWaitingTimes> DraftAsync(HalfYear? half = null)
    {
        await using var guidance = _database.OpenGuidance();
        await using var reporting = _database.OpenReporting();
        return await Draft(guidance, reporting).DraftAsync(half ?? Half, CancellationToken.None);
    }

    private async Task<KeepOutcome> KeepAsync(Func<KeepStatements, Task<KeepOutcome>> act)
    {
        await using var reporting = _database.OpenReporting();
        return await act(new KeepStatements(reporting, _clock));
    }

    private async Task<WaitingTimesStatement> FindAsync(Guid id)
    {
        await using var reporting = _database.OpenReporting();
        return await reporting.WaitingTimesStatements.AsNoTracking().SingleAsync(statement => statement.Id == id);
    }

    private async Task<WaitingTimesContent> ReadAsync()
    {
        await using var reporting = _database.OpenReporting();
        return (await reporting.WaitingTimesStatements.AsNoTracking().SingleAsync()).Read();
    }

    private async Task<Guid> AddAsync(DateTime? raisedAtUtc, int days = 0, DateOnly? born = null, DateTime? endedAtUtc = null, DateTime? receivedAtUtc = null, bool isOpen = false)
    {
        await using var guidance = _database.OpenGuidance();
        var client = new Client
        {
            GivenName = "Testi", FamilyName = "Asiakas", FoldedName = "asiakas testi", DateOfBirth = born ?? new DateOnly(1940, 1, 1), Sex = Sex.Female, MunicipalityCode = "905", ServiceLanguage = ServiceLanguage.Finnish,
            CreatedAtUtc = DateTime.UnixEpoch,
        };
        var added = new GuidanceCase { ClientId = client.Id, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, Theme = NeedReason.EverydayLiving, ReceivedAtUtc = receivedAtUtc ?? raisedAtUtc!.Value };
        if (raisedAtUtc is { } raised)
            added.Raise(raised);
        guidance.AddRange(client, added);
        await guidance.SaveChangesAsync();
        if (!isOpen)
            await AddEventAsync(added.Id, CaseEventKind.NeedsAssessmentCompleted, endedAtUtc ?? raisedAtUtc!.Value.AddDays(days));
        return added.Id;
    }

    private async Task AddEventAsync(Guid caseId, CaseEventKind kind, DateTime atUtc)
    {
        await using var guidance = _database.OpenGuidance();
        guidance.Add(new CaseEvent { CaseId = caseId, Kind = kind, OccurredAtUtc = atUtc, RecordedAtUtc = atUtc });
        await guidance.SaveChangesAsync();
    }

    /// <summary>One who still waited turns out not to need an assessment.</summary>
    private async Task EndOneAsync()
    {
        await using var guidance = _database.OpenGuidance();
        var open = await guidance.Cases.Where(row => !guidance.CaseEvents.Any(happened => happened.CaseId == row.Id)).OrderBy(row => row.Id).Select(row => row.Id).FirstAsync();
        await AddEventAsync(open, CaseEventKind.NeedsAssessmentUnnecessary, Local("2025-12-20 12:00"));
    }
}
