using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
[TestCategory("database")]
public sealed class CapacityTests : IDisposable
{
    private static readonly DateOnly Monday = new(2026, 3, 16);
    private readonly QueueDesk _queue = new();
    private WorkDesk Desk => _queue.Desk;

    [TestMethod]
    public async Task What_waits_is_told_in_weeks_at_the_pace_of_the_past_ones()
    {
        // In the eight weeks before Monday 16.3.: eight closed, one a week, of which four came before them; and seventeen open, eight of which came then.
        for (var week = 1; week <= 8; week++)
            await Desk.AddAsync(Desk.Case(receivedAtUtc: Desk.NowUtc.AddDays(week > 4 ? -100 : -7 * week)).Close(Desk.NowUtc.AddDays(-7 * week)));
        await Desk.AddAsync([.. Enumerable.Range(0, 17).Select(number => Desk.Case(receivedAtUtc: Desk.NowUtc.AddDays(number < 8 ? -20 : -200)))]);

        var capacity = await ReadAsync();

        Assert.AreEqual((17, 1.5, 1.0, 17.0), (capacity.Waiting, capacity.ArrivingPerWeek, capacity.ClosedPerWeek, capacity.WeeksOfWork));
        // It is Tuesday morning: four of the five working days are left.
        CollectionAssert.AreEqual(new double?[] { 17.4, 17.9, 18.4, 18.9 }, capacity.Weeks.Select(week => week.WaitingAtEnd).ToArray());
        Assert.IsFalse(capacity.Weeks[0].IsEntered);
    }

    [TestMethod]
    public async Task What_is_entered_holds_from_its_week_until_the_next_and_hours_become_cases()
    {
        var closed = Desk.Case().Close(Desk.NowUtc.AddDays(-7));
        await Desk.AddAsync(closed);
        await Desk.AddAsync(Desk.Contact(closed, Desk.NowUtc.AddDays(-7)), Desk.Contact(closed, Desk.NowUtc.AddDays(-7)), Desk.Contact(closed, Desk.NowUtc.AddDays(-7)));

        Assert.IsTrue(await EnterAsync(0, cases: 20));
        Assert.IsTrue(await EnterAsync(2, hours: 10));

        // Thirty minutes of handling for the one case closed.
        CollectionAssert.AreEqual(new double?[] { 20, 20, 20, 20 }, (await ReadAsync()).Weeks.Select(week => week.CasesPerWeek).ToArray());
        Assert.AreEqual(0.5, (await ReadAsync()).HoursPerCase);
        Assert.IsTrue(await EnterAsync(1), "Emptied, the past weeks tell again.");
        Assert.AreEqual((false, 0.125), ((await ReadAsync()).Weeks[1].IsEntered, (await ReadAsync()).Weeks[1].CasesPerWeek));
    }

    [TestMethod]
    [DataRow("2026-03-16T09:00:00", 1.0)]
    [DataRow("2026-03-18T15:59:00", 0.6)]
    [DataRow("2026-03-18T16:00:00", 0.4)]
    [DataRow("2026-03-20T16:00:00", 0.0)]
    [DataRow("2026-03-22T20:00:00", 0.0)]
    public void Of_the_present_week_what_is_left_is_counted(string local, double share) =>
        Assert.AreEqual(share, ReadCapacity.ShareLeftOf(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [TestMethod]
    public void On_sunday_evening_nothing_more_is_handled_of_the_week()
    {
        var view = CapacityView.Of(waiting: 10, arrived: 16, closed: 40, hoursPerCase: null, [], Monday, shareLeft: 0);

        CollectionAssert.AreEqual(new double?[] { 10, 7, 4, 1 }, view.Weeks.Select(week => week.WaitingAtEnd).ToArray());
        Assert.AreEqual(2, view.WeeksOfWork, "The pace is that of a whole week.");
    }

    [TestMethod]
    public async Task Nothing_known_is_said_and_what_makes_no_sense_is_not_stored()
    {
        await Desk.AddAsync(Desk.Case());

        Assert.AreEqual((1, null), ((await ReadAsync()).Waiting, (await ReadAsync()).WeeksOfWork));
        Assert.IsFalse(await EnterAsync(0, cases: -1));
        Assert.IsFalse(await EnterAsync(0, cases: 10_001));
        Assert.IsFalse(await EnterAsync(-1, cases: 5), "A week that has passed.");
        Assert.IsFalse(await EnterAsync(0, cases: 5, isLead: false));
        await using var guidance = Desk.Open();
        Assert.IsFalse(await Capacity(guidance).EnterAsync(_queue.East, Monday.AddDays(1), 5, null, _queue.LiisaActor, CancellationToken.None), "No Monday.");
        Assert.IsFalse(await Capacity(guidance).EnterAsync(Desk.West.Id, Monday, 5, null, _queue.LiisaActor, CancellationToken.None), "Another's unit.");
        Assert.IsTrue(await EnterAsync(0, cases: 0));
        Assert.IsNull((await ReadAsync()).WeeksOfWork, "Nothing is handled: no number of weeks tells it.");
    }

    [TestMethod]
    public async Task Clients_of_two_services_without_a_responsible_worker_are_listed_and_only_those()
    {
        await Desk.AddAsync(Desk.Case(), Desk.Case(unit: Desk.West), Desk.Case(client: Desk.Salla), Desk.Case(client: Desk.Salla));

        Assert.AreEqual((1, Desk.Helmi.Id, 2), await MissingAsync());
        await Desk.AddAsync(new ResponsibleWorker { ClientId = Desk.Helmi.Id, WorkerId = Desk.Pekka.Id, FromUtc = Desk.NowUtc });
        Assert.AreEqual((0, Guid.Empty, 0), await MissingAsync());

        async Task<(int, Guid, int)> MissingAsync()
        {
            await using var guidance = Desk.Open();
            var found = await new ReadMissingResponsible(guidance, CountyCalendar.Helsinki, Desk.Clock).ReadAsync(1, Desk.SannaActor, CancellationToken.None);
            return found.Rows is [var first, ..] ? (found.Count, first.Client.Id, first.Units.Count) : (found.Count, Guid.Empty, 0);
        }
    }

    [TestMethod]
    public async Task A_service_that_has_accepted_the_client_counts_and_a_referral_nobody_answered_does_not()
    {
        var about = Desk.Case();
        var services = Enumerable.Range(0, 2).Select(number => new GuidanceService { Source = GuidanceCase.OwnSource, ExternalId = $"{number}", Sector = ServiceSector.ThirdSector, NameFi = $"Kerho {number}" }).ToList();
        var referrals = services.ConvertAll(service => new Referral { CaseId = about.Id, ServiceId = service.Id, MadeAtUtc = Desk.NowUtc, LastStepAtUtc = Desk.NowUtc, SubmissionKey = Guid.NewGuid() });
        await Desk.AddAsync([about, .. services, .. referrals]);
        Assert.AreEqual(string.Empty, await MissingAsync());

        await BecomeAsync(0, ReferralState.Accepted);
        Assert.AreEqual("1 unit, Kerho 0", await MissingAsync());
        await BecomeAsync(1, ReferralState.Started);
        Assert.AreEqual("1 unit, Kerho 0, Kerho 1", await MissingAsync());
        await BecomeAsync(0, ReferralState.Ended);
        await CloseAsync();
        Assert.AreEqual(string.Empty, await MissingAsync(), "One service is left.");
        await BecomeAsync(1, ReferralState.Ended);
        Assert.AreEqual(string.Empty, await MissingAsync());

        async Task BecomeAsync(int number, ReferralState state)
        {
            await using var guidance = Desk.Open();
            (await guidance.Referrals.SingleAsync(each => each.Id == referrals[number].Id)).Become(state, Desk.NowUtc);
            await guidance.SaveChangesAsync();
        }

        async Task CloseAsync()
        {
            await using var guidance = Desk.Open();
            (await guidance.Cases.SingleAsync()).Close(Desk.NowUtc);
            await guidance.SaveChangesAsync();
        }

        async Task<string> MissingAsync()
        {
            await using var guidance = Desk.Open();
            var found = await new ReadMissingResponsible(guidance, CountyCalendar.Helsinki, Desk.Clock).ReadAsync(1, Desk.SannaActor, CancellationToken.None);
            return string.Join("; ", found.Rows.Select(row => string.Join(", ", row.Services.Order(StringComparer.Ordinal).Prepend($"{row.Units.Count} unit"))));
        }
    }

    public void Dispose() => _queue.Dispose();

    private ReadCapacity Capacity(GuidanceDbContext guidance) => new(guidance, new UnitStaff(guidance), CountyCalendar.Helsinki, Desk.Clock);

    private async Task<CapacityView> ReadAsync()
    {
        await using var guidance = Desk.Open();
        return await Capacity(guidance).ReadAsync(_queue.East, waitingNow: null, CancellationToken.None);
    }

    private async Task<bool> EnterAsync(int week, int? cases = null, int? hours = null, bool isLead = true)
    {
        await using var guidance = Desk.Open();
        return await Capacity(guidance).EnterAsync(_queue.East, Monday.AddDays(7 * week), cases, hours, isLead ? _queue.LiisaActor : Desk.SannaActor, CancellationToken.None);
    }
}
