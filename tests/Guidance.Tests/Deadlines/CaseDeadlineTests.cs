using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Deadlines;

/// <summary>Helmi is 78: her assessment must start by the seventh working day from the contact, and be complete three months from when it was asked for.</summary>
[TestClass]
public sealed class CaseDeadlineTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public CaseDeadlineTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task A_contact_that_settles_the_matter_owes_nothing()
    {
        await _desk.LogAsync(_desk.Call());

        Assert.IsEmpty(await DeadlinesAsync());
        Assert.IsNull((await _desk.OnlyCaseAsync()).DueAtUtc);
    }

    [TestMethod]
    public async Task An_asked_assessment_is_due_to_start_and_to_be_complete_and_the_nearer_one_leads()
    {
        await _desk.LogAsync(Asked());

        var guidanceCase = await _desk.OnlyCaseAsync();
        Assert.AreEqual("shl36-start-75: 2026-03-26, shl36-complete: 2026-06-17, vpl18: 2026-06-17", await WrittenAsync());
        Assert.AreEqual((Asked().StartedAtUtc, "shl36-start-75", true), (guidanceCase.RaisedAtUtc, guidanceCase.DueRuleCode, guidanceCase.IsDueStatutory));
        Assert.AreEqual(CountyCalendar.Helsinki.StartOfDayUtc(new DateOnly(2026, 3, 27)), guidanceCase.DueAtUtc);
    }

    [TestMethod]
    public async Task What_is_done_is_met_and_the_next_one_leads()
    {
        await _desk.LogAsync(Asked());
        await HappenAsync(CaseEventKind.NeedsAssessmentStarted);
        Assert.AreEqual("shl36-complete", (await _desk.OnlyCaseAsync()).DueRuleCode);

        await HappenAsync(CaseEventKind.NeedsAssessmentCompleted);
        await HappenAsync(CaseEventKind.ServiceArranged);

        var deadlines = await DeadlinesAsync();
        Assert.IsTrue(deadlines.All(deadline => deadline.MetAtUtc == _desk.NowUtc));
        Assert.IsNull((await _desk.OnlyCaseAsync()).DueAtUtc, "Nothing more is owed.");
    }

    [TestMethod]
    public async Task A_contact_from_another_system_waits_for_an_answer_and_a_pause_moves_the_promise_only()
    {
        await _desk.LogAsync(_desk.Call() with { Outcome = null, HandlingTimeMinutes = 5 });
        Assert.IsEmpty(await DeadlinesAsync(), "At the desk an outcome is needed, and nothing was stored.");
        await using (var guidance = _database.OpenGuidance())
        {
            guidance.Add(new SendingSystem { Name = "Chat", UnitId = _desk.East.Id, KeyDigest = "d", KeyStart = "pok_", CreatedAtUtc = _desk.NowUtc });
            await guidance.SaveChangesAsync(TestContext.CancellationToken);
        }

        var system = await _desk.ReadAsync(guidance => guidance.SendingSystems.Select(each => each.Id).SingleAsync());
        await _desk.LogAsync(_desk.Call() with { Outcome = null, SendingSystemId = system, KeepsCaseOpen = true });
        Assert.AreEqual("promise-first-response: 2026-03-18", await WrittenAsync());

        Assert.AreEqual(DeadlineChange.Done, await ActAsync(desk => desk.PauseAsync(CaseId, PauseReason.WaitingForClient, Own, TestContext.CancellationToken)));
        Assert.AreEqual(DeadlineChange.PausedAlready, await ActAsync(desk => desk.PauseAsync(CaseId, PauseReason.ClientAway, Own, TestContext.CancellationToken)));
        Assert.IsNull((await _desk.OnlyCaseAsync()).DueAtUtc, "While it stands still it is not due.");
        _desk.Clock.Advance(TimeSpan.FromDays(5));
        var told = (await ActAsync(desk => desk.ReadAsync(CaseId, Own, TestContext.CancellationToken)))!.Deadlines.Single(each => each.Deadline.RuleCode == "promise-first-response");
        Assert.IsTrue(told.Due!.AtUtc > _desk.NowUtc && told.Due.AtUtc == told.Counted.DueAtUtc && told.Due.Warning == WarningLevel.None, "What stands still is not late: it would go on now.");
        Assert.AreEqual(DeadlineChange.Done, await ActAsync(desk => desk.ResumeAsync(CaseId, Own, TestContext.CancellationToken)));
        Assert.AreEqual(DeadlineChange.NotPaused, await ActAsync(desk => desk.ResumeAsync(CaseId, Own, TestContext.CancellationToken)));

        Assert.AreEqual("promise-first-response: 2026-03-23", await WrittenAsync());

        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = _desk.NowUtc.AddDays(1), CaseId = CaseId, StartedAtUtc = _desk.NowUtc.AddMinutes(-11) }, Own);
        Assert.IsNotNull((await DeadlinesAsync()).Single().MetAtUtc);
    }

    [TestMethod]
    public async Task A_statutory_time_goes_on_through_a_pause_a_handoff_and_another_priority()
    {
        await _desk.LogAsync(Asked());
        var before = await WrittenAsync();

        await ActAsync(desk => desk.PauseAsync(CaseId, PauseReason.WaitingForDocuments, Own, TestContext.CancellationToken));
        _desk.Clock.Advance(TimeSpan.FromDays(3));
        await ActAsync(desk => desk.ResumeAsync(CaseId, Own, TestContext.CancellationToken));
        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = _desk.NowUtc.AddDays(1), Urgency = Urgency.Urgent, StartedAtUtc = _desk.NowUtc.AddMinutes(-20) });

        Assert.AreEqual(before, await WrittenAsync());
        Assert.AreEqual(Urgency.Urgent, (await _desk.OnlyCaseAsync()).Urgency);
    }

    [TestMethod]
    public async Task What_turns_out_about_the_client_and_the_matter_begins_and_ends_deadlines()
    {
        await _desk.LogAsync(Asked());

        var raised = Asked().StartedAtUtc;
        Assert.AreEqual(DeadlineChange.Done, await ActAsync(desk => desk.RecordAsync(CaseId, new MatterToRecord(raised, MatterKind.SocialServices, HasHighestCareAllowance: true, IsChildNeedingSpecialSupport: false), Own, TestContext.CancellationToken)));
        Assert.Contains("shl36-start-allowance: 2026-03-26", await WrittenAsync());

        Assert.AreEqual(DeadlineChange.Done, await ActAsync(desk => desk.RecordAsync(CaseId, new MatterToRecord(raised, MatterKind.DisabilityServices, HasHighestCareAllowance: false, IsChildNeedingSpecialSupport: false), Own, TestContext.CancellationToken)));
        var ended = (await DeadlinesAsync()).Where(deadline => deadline.EndedAtUtc is not null).Select(deadline => deadline.RuleCode).Order().ToList();
        Assert.AreEqual("shl36-start-allowance, vpl18", string.Join(", ", ended));
        Assert.Contains("vamm-start: 2026-03-26", await WrittenAsync());
    }

    [TestMethod]
    public async Task A_matter_is_raised_between_the_contact_and_now_and_stays_raised()
    {
        await _desk.LogAsync(Asked());

        Assert.AreEqual(DeadlineChange.RaisedBeforeContact, await RaiseAsync(Asked().StartedAtUtc.AddMinutes(-1)));
        Assert.AreEqual(DeadlineChange.RaisedInFuture, await RaiseAsync(_desk.NowUtc.AddHours(1)));
        Assert.AreEqual(DeadlineChange.RaisedStays, await RaiseAsync(null));
        Assert.AreEqual(DeadlineChange.Done, await RaiseAsync(_desk.NowUtc));
        Assert.AreEqual(DeadlineChange.NotThere, await ActAsync(desk => desk.PauseAsync(CaseId, PauseReason.ClientAway, _desk.WorkerOf(_desk.HomeCare), TestContext.CancellationToken)), "Another unit's case.");
        Assert.AreEqual(DeadlineChange.NotThere, await ActAsync(desk => desk.PauseAsync(Guid.NewGuid(), PauseReason.ClientAway, Own, TestContext.CancellationToken)));
    }

    [TestMethod]
    public async Task A_case_keeps_the_version_it_was_given_and_a_closed_one_owes_no_more()
    {
        await _desk.LogAsync(Asked());
        await _desk.LogAsync(_desk.Call() with { StartedAtUtc = _desk.NowUtc.AddMinutes(-5), HandlingTimeMinutes = 1 });

        var closed = await _desk.OnlyCaseAsync();
        Assert.IsNotNull(closed.ClosedAtUtc);
        Assert.IsTrue((await DeadlinesAsync()).All(deadline => deadline.EndedAtUtc == closed.ClosedAtUtc));
        Assert.AreEqual("shl36-start-75", closed.DueRuleCode, "What it owed last stays readable.");
    }

    [TestMethod]
    public async Task Rules_that_are_changed_count_every_open_case_anew_and_a_second_time_changes_nothing()
    {
        await _desk.LogAsync(Asked());
        await _desk.LogAsync(_desk.Call() with { Themes = [NeedReason.Finances] });
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Of("own.json"), """{ "workingDays": { "saturday": true, "christmasEve": false } }""", TestContext.CancellationToken);
        var changed = new DeadlineBook(DeadlineRules.Read(folder.FullName), CountyCalendar.Helsinki);

        var first = await RecomputeAsync(changed);
        var again = await RecomputeAsync(changed);

        Assert.AreEqual(new RecomputedDeadlines(1, 1, 0), first, "The closed case is left alone.");
        Assert.AreEqual(new RecomputedDeadlines(1, 0, 0), again);
        Assert.StartsWith("shl36-start-75: 2026-03-25", await WrittenAsync());
        Assert.AreEqual(CountyCalendar.Helsinki.StartOfDayUtc(new DateOnly(2026, 3, 26)), (await _desk.ReadAsync(guidance => guidance.Cases.SingleAsync(each => each.ClosedAtUtc == null))).DueAtUtc);
    }

    [TestMethod]
    public async Task A_rule_that_is_gone_from_the_files_binds_the_cases_it_was_given_to()
    {
        await _desk.LogAsync(Asked());
        var before = await WrittenAsync();
        using var folder = new TemporaryFolder();
        var vpl18 = DeadlineRules.Shipped.VersionsOf("vpl18").Single();
        await File.WriteAllTextAsync(
            folder.Of("own.json"),
            $$"""
            { "rules": [ { "code": "vpl18", "validFrom": "2030-01-01", "validTo": null, "trigger": "MatterRaised", "target": "ServiceArranged", "population": { "lifeStages": ["OlderPeople"] },
              "name": { "fi": "{{vpl18.Name.Fi}}", "sv": "b", "en": "c" }, "label": { "fi": "a", "sv": "b", "en": "c" }, "legalBasis": { "fi": "a", "sv": "b", "en": "c" },
              "amount": 1, "unit": "Months", "statutory": true } ] }
            """,
            TestContext.CancellationToken);

        var done = await RecomputeAsync(new DeadlineBook(DeadlineRules.Read(folder.FullName), CountyCalendar.Helsinki));

        Assert.AreEqual(0, done.Changed);
        Assert.AreEqual(before, await WrittenAsync());
    }

    private async Task<RecomputedDeadlines> RecomputeAsync(DeadlineBook book)
    {
        await using var guidance = _database.OpenGuidance();
        return await new RecomputeDeadlines(guidance, book, _desk.Clock).RunAsync(new Actor("command: deadlines recompute"), progress: null, TestContext.CancellationToken);
    }

    private Guid CaseId => _desk.OnlyCaseAsync().GetAwaiter().GetResult().Id;

    private Actor Own => _desk.WorkerOf(_desk.East);

    private ContactToLog Asked() => _desk.Call() with { Outcome = ContactOutcome.FirstAssessment, SubmissionKey = new Guid("0196c1d2-0000-7000-8000-000000000001"), StartedAtUtc = new DateTime(2026, 3, 17, 8, 31, 0, DateTimeKind.Utc) };

    private Task<DeadlineChange> RaiseAsync(DateTime? raisedAtUtc) =>
        ActAsync(desk => desk.RecordAsync(CaseId, new MatterToRecord(raisedAtUtc, MatterKind.SocialServices, HasHighestCareAllowance: false, IsChildNeedingSpecialSupport: false), Own, TestContext.CancellationToken));

    private async Task<T> ActAsync<T>(Func<CaseDeadlineDesk, Task<T>> act)
    {
        await using var guidance = _database.OpenGuidance();
        return await act(new CaseDeadlineDesk(guidance, DeadlineBook.Shipped, new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock), new DeadlineForecasts(), CountyCalendar.Helsinki, _desk.Clock));
    }

    private async Task HappenAsync(CaseEventKind kind)
    {
        await using var guidance = _database.OpenGuidance();
        var guidanceCase = await guidance.Cases.SingleAsync(TestContext.CancellationToken);
        guidance.Add(new CaseEvent { CaseId = guidanceCase.Id, Kind = kind, OccurredAtUtc = _desk.NowUtc, RecordedAtUtc = _desk.NowUtc, UnitId = guidanceCase.ResponsibleUnitId });
        await new KeepDeadlines(guidance, DeadlineBook.Shipped, _desk.Clock).UpdateAsync(guidanceCase, TestContext.CancellationToken);
        await guidance.SaveChangesAsync(TestContext.CancellationToken);
    }

    private Task<List<CaseDeadline>> DeadlinesAsync() => _desk.ReadAsync(guidance => guidance.CaseDeadlines.AsNoTracking().OrderBy(deadline => deadline.DueAtUtc).ThenBy(deadline => deadline.RuleCode).ToListAsync());

    private async Task<string> WrittenAsync() =>
        string.Join(", ", (await DeadlinesAsync()).Select(deadline => FormattableString.Invariant($"{deadline.RuleCode}: {CountyCalendar.Helsinki.DayOf(deadline.DueAtUtc.AddTicks(-1)):yyyy-MM-dd}")));
}
