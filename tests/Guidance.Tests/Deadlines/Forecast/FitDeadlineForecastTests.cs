using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Deadlines.Forecast;

[TestClass]
public sealed class FitDeadlineForecastTests : IDisposable
{
    private const string Rule = "shl36-start-75";
    private static readonly Actor Job = new("job: fit-deadline-forecast");
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;
    private readonly DeadlineForecasts _forecasts = new();

    public FitDeadlineForecastTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _database.Dispose();

    [TestMethod]
    [DataRow(10, 4, null, false, DisplayName = "met in time")]
    [DataRow(10, 11, null, true, DisplayName = "met late")]
    [DataRow(10, 10, null, true, DisplayName = "met at the first late instant")]
    [DataRow(10, null, null, true, DisplayName = "never met")]
    [DataRow(10, null, 3, false, DisplayName = "no longer owed in time")]
    [DataRow(10, null, 12, true, DisplayName = "closed when it was late already")]
    public async Task What_came_of_a_deadline_is_counted_at_each_tenth_while_it_ran(int dueAfter, int? metAfter, int? endedAfter, bool isMissed)
    {
        await AddAsync(daysAgo: 30, dueAfter, metAfter, endedAfter);

        Assert.AreEqual(1, await FitAsync());

        var cells = await CellsAsync();
        var ranDays = Math.Min(dueAfter, metAfter ?? endedAfter ?? dueAfter);
        Assert.AreEqual(string.Join(" ", Enumerable.Range(0, ranDays)), string.Join(" ", cells.Select(cell => cell.AgeBand)), "Ten days: a tenth is a day, and is looked at in its middle.");
        Assert.IsTrue(cells.All(cell => (cell.RuleCode, cell.Known, cell.Missed, cell.Stage, cell.Segment) == (Rule, 1, isMissed ? 1 : 0, CaseStage.Received, "")));
    }

    [TestMethod]
    public async Task What_has_not_come_due_is_too_old_or_had_no_time_at_all_is_left_out()
    {
        await AddAsync(daysAgo: 5, dueAfter: 10, metAfter: 1, endedAfter: null);
        await AddAsync(daysAgo: 900, dueAfter: 10, metAfter: 1, endedAfter: null);
        await AddAsync(daysAgo: 30, dueAfter: 0, metAfter: 1, endedAfter: null);

        Assert.AreEqual(0, await FitAsync());

        Assert.IsEmpty(await CellsAsync());
        Assert.IsNull((await FindAsync(usedShare: 0.5)), "And nothing is forecast.");
    }

    [TestMethod]
    public async Task A_promise_that_stands_still_has_not_been_missed()
    {
        await AddAsync(daysAgo: 30, dueAfter: 10, metAfter: null, endedAfter: null, standsStill: true);

        Assert.AreEqual(0, await FitAsync());
    }

    [TestMethod]
    public async Task Stage_and_segment_are_what_they_were_at_the_time()
    {
        var (caseId, clientId) = await AddAsync(daysAgo: 30, dueAfter: 10, metAfter: null, endedAfter: null);
        await using (var guidance = _database.OpenGuidance())
        {
            var from = _desk.NowUtc.AddDays(-30);
            guidance.CaseEvents.Add(new CaseEvent { CaseId = caseId, Kind = CaseEventKind.FirstAssessmentMade, OccurredAtUtc = from.AddDays(3), RecordedAtUtc = from.AddDays(3), UnitId = _desk.East.Id });
            guidance.SegmentDecisions.Add(new SegmentDecision { ClientId = clientId, Segment = "HUOL", DecidedAtUtc = from.AddDays(6) });
            guidance.SegmentDecisions.Add(new SegmentDecision { ClientId = clientId, Segment = "OMA", DecidedAtUtc = from.AddDays(20) });
            await guidance.SaveChangesAsync(TestContext.CancellationToken);
        }

        await FitAsync();

        Assert.AreEqual(
            "0 Received , 1 Received , 2 Received , 3 FirstAssessment , 4 FirstAssessment , 5 FirstAssessment , 6 FirstAssessment HUOL, 7 FirstAssessment HUOL, 8 FirstAssessment HUOL, 9 FirstAssessment HUOL",
            string.Join(", ", (await CellsAsync()).Select(cell => $"{cell.AgeBand} {cell.Stage} {cell.Segment}")));
    }

    [TestMethod]
    public async Task The_newest_fit_is_in_use_and_the_one_before_stays_whole_for_who_is_reading_it()
    {
        for (var each = 0; each < 40; each++)
            await AddAsync(daysAgo: 30, dueAfter: 10, metAfter: each < 10 ? null : 9, endedAfter: null);
        await FitAsync();
        var first = (await FindAsync(usedShare: 0.55))!;
        Assert.AreEqual((40, 10), (first.Alike, first.AlikeMissed));
        Assert.IsNull(await FindAsync(usedShare: 1.2), "It is late already.");

        for (var each = 0; each < 40; each++)
            await AddAsync(daysAgo: 30, dueAfter: 10, metAfter: null, endedAfter: null);
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        await FitAsync();
        Assert.AreEqual((80, 50), await AlikeAsync());
        Assert.AreEqual(2, await _desk.ReadAsync(guidance => guidance.ForecastCells.Select(cell => cell.ForecastId).Distinct().CountAsync()));

        _desk.Clock.Advance(TimeSpan.FromDays(1));
        await FitAsync();
        Assert.AreEqual(2, await _desk.ReadAsync(guidance => guidance.ForecastCells.Select(cell => cell.ForecastId).Distinct().CountAsync()), "The first is gone.");
        Assert.AreEqual((80, 50), await AlikeAsync(), "The same history, the same forecast.");
        Assert.AreEqual(3, await _desk.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Reason == AuditReasons.DeadlineForecastFitted)));
    }

    [TestMethod]
    public async Task A_run_that_is_cut_short_leaves_the_former_forecast_in_use()
    {
        for (var each = 0; each < 40; each++)
            await AddAsync(daysAgo: 30, dueAfter: 10, metAfter: 9, endedAfter: null);
        await FitAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => FitAsync(stop.Token));

        Assert.AreEqual((40, 0), await AlikeAsync());
    }

    private async Task<(int Alike, int Missed)> AlikeAsync()
    {
        var chance = (await FindAsync(usedShare: 0.55))!;
        return (chance.Alike, chance.AlikeMissed);
    }

    private async Task<MissChance?> FindAsync(double usedShare)
    {
        await using var guidance = _database.OpenGuidance();
        var due = DueTime.Of(_desk.NowUtc.AddDays(10 - 10 * usedShare), _desk.NowUtc.AddDays(-10 * usedShare), isStatutory: true, _desk.NowUtc, CountyCalendar.Helsinki) with { RuleCode = Rule };
        return (await _forecasts.FindAsync(guidance, TestContext.CancellationToken))?.Find(due, CaseStage.Received, _desk.East.Id, segment: null);
    }

    private async Task<int> FitAsync(CancellationToken? cancellationToken = null)
    {
        await using var guidance = _database.OpenGuidance();
        return await new FitDeadlineForecast(guidance, CountyCalendar.Helsinki, _desk.Clock).RunAsync(Job, cancellationToken ?? TestContext.CancellationToken);
    }

    private Task<List<ForecastCell>> CellsAsync() => _desk.ReadAsync(guidance => guidance.ForecastCells.AsNoTracking().OrderBy(cell => cell.AgeBand).ToListAsync());

    private async Task<(Guid CaseId, Guid ClientId)> AddAsync(int daysAgo, int dueAfter, int? metAfter, int? endedAfter, bool standsStill = false)
    {
        await using var guidance = _database.OpenGuidance();
        var from = _desk.NowUtc.AddDays(-daysAgo);
        var made = new GuidanceCase { ClientId = _desk.Helmi.Id, Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = from }.AssignTo(_desk.East.Id, null);
        guidance.Add(made);
        guidance.CaseEvents.Add(new CaseEvent { CaseId = made.Id, Kind = CaseEventKind.ContactLogged, OccurredAtUtc = from, RecordedAtUtc = from, UnitId = _desk.East.Id });
        var deadline = new CaseDeadline
        {
            CaseId = made.Id, RuleCode = Rule, RuleValidFrom = new DateOnly(2023, 1, 1), Target = DeadlineTarget.NeedsAssessmentStarted, Trigger = DeadlineTrigger.Contact, IsStatutory = true, IsPausable = false,
        };
        deadline.Set(dueAfter, DeadlineUnit.CalendarDays, from, from.AddDays(dueAfter), standsStill ? (null, null) : (from, from), metAfter is { } met ? from.AddDays(met) : null, endedAfter is { } ended ? from.AddDays(ended) : null);
        guidance.Add(deadline);
        await guidance.SaveChangesAsync(TestContext.CancellationToken);
        return (made.Id, _desk.Helmi.Id);
    }
}
