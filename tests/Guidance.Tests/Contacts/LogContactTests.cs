using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Contacts;

[TestClass]
[TestCategory("database")]
public sealed class LogContactTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public LogContactTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task A_contact_solved_at_once_opens_a_case_and_closes_it()
    {
        var result = await _desk.LogAsync(_desk.Call());

        var logged = Assert.IsInstanceOfType<LogContactResult.Logged>(result);
        Assert.IsTrue(logged.OpenedCase);
        var guidanceCase = await _desk.OnlyCaseAsync();
        Assert.AreEqual(_desk.NowUtc, guidanceCase.ClosedAtUtc);
        Assert.AreEqual(LifeStage.OlderPeople, guidanceCase.LifeStage);
        Assert.AreEqual(_desk.East.Id, guidanceCase.ResponsibleUnitId);
        CollectionAssert.AreEqual(new[] { CaseEventKind.ContactLogged, CaseEventKind.Closed }, await _desk.EventKindsAsync());
        var audit = await _desk.ReadAsync(guidance => guidance.AuditEntries.SingleAsync());
        Assert.AreEqual((AuditAction.Create, "w001", logged.ContactId, _desk.Helmi.Id), (audit.Action, audit.Actor, audit.SubjectId, audit.ClientId));
    }

    [TestMethod]
    public async Task A_second_contact_on_an_open_matter_joins_it_and_the_case_stays_where_it_was()
    {
        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id });
        await _desk.AcceptAsync(_desk.HomeCare);
        _desk.Clock.Advance(TimeSpan.FromDays(1));

        var result = await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });

        Assert.IsFalse(Assert.IsInstanceOfType<LogContactResult.Logged>(result).OpenedCase);
        Assert.AreEqual(_desk.HomeCare.Id, (await _desk.OnlyCaseAsync()).ResponsibleUnitId);
        var lastEvent = await _desk.ReadAsync(guidance => guidance.CaseEvents.OrderBy(caseEvent => caseEvent.Sequence).LastAsync());
        Assert.AreEqual(_desk.HomeCare.Id, lastEvent.UnitId);
    }

    [TestMethod]
    public async Task A_contact_on_another_theme_opens_another_case()
    {
        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });

        await _desk.LogAsync(_desk.Call() with { Themes = [NeedReason.Housing, NeedReason.EverydayLiving], Outcome = ContactOutcome.FirstAssessment });

        Assert.AreEqual(2, await _desk.ReadAsync(guidance => guidance.Cases.CountAsync()));
    }

    [TestMethod]
    public async Task Anonymous_contacts_never_join_each_others_cases()
    {
        var anonymous = _desk.Call() with { ClientId = null, MunicipalityCode = "901", Outcome = ContactOutcome.FirstAssessment };

        await _desk.LogAsync(anonymous);
        await _desk.LogAsync(anonymous with { SubmissionKey = Guid.NewGuid() });

        Assert.AreEqual(2, await _desk.ReadAsync(guidance => guidance.Cases.CountAsync()));
    }

    [TestMethod]
    public async Task A_handoff_is_offered_while_the_case_stays_and_the_assessments_deadline_starts_from_the_first_contact()
    {
        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id });

        var guidanceCase = await _desk.OnlyCaseAsync();
        Assert.AreEqual((_desk.East.Id, _desk.Worker.Id), (guidanceCase.ResponsibleUnitId, guidanceCase.ResponsibleWorkerId));
        Assert.AreEqual(CountyCalendar.Helsinki.StartOfDayUtc(new DateOnly(2026, 3, 27)), guidanceCase.DueAtUtc, "Helmi is 78: the assessment must start by the seventh working day.");
        CollectionAssert.AreEqual(new[] { CaseEventKind.ContactLogged, CaseEventKind.HandoffOffered }, await _desk.EventKindsAsync());
        var offered = await _desk.ReadAsync(guidance => guidance.Handoffs.SingleAsync());
        Assert.AreEqual((guidanceCase.Id, _desk.East.Id, _desk.HomeCare.Id, HandoffReason.AtContact), (offered.CaseId, offered.FromUnitId, offered.ToUnitId, offered.ReasonKind));
    }

    [TestMethod]
    public async Task A_contact_that_would_send_the_case_back_or_offer_it_twice_is_stored_without_an_offer()
    {
        var toHomeCare = _desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id };
        await _desk.LogAsync(toHomeCare);

        Assert.IsInstanceOfType<LogContactResult.Logged>(await _desk.LogAsync(toHomeCare with { SubmissionKey = Guid.NewGuid(), StartedAtUtc = _desk.NowUtc.AddMinutes(-11) }));
        Assert.AreEqual(1, await _desk.ReadAsync(guidance => guidance.Handoffs.CountAsync()), "It is on offer already.");
        await _desk.AcceptAsync(_desk.HomeCare);
        _desk.Clock.Advance(TimeSpan.FromDays(1));

        var back = await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.East.Id }, _desk.WorkerOf(_desk.HomeCare));
        Assert.IsInstanceOfType<LogContactResult.Logged>(back);
        Assert.AreEqual(1, await _desk.ReadAsync(guidance => guidance.Handoffs.CountAsync()), "The eastern unit has had it.");
    }

    [TestMethod]
    public async Task A_contact_that_ends_the_case_withdraws_the_offer()
    {
        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id });
        _desk.Clock.Advance(TimeSpan.FromHours(1));

        await _desk.LogAsync(_desk.Call());

        Assert.IsNotNull((await _desk.OnlyCaseAsync()).ClosedAtUtc);
        Assert.AreEqual(HandoffState.Withdrawn, (await _desk.ReadAsync(guidance => guidance.Handoffs.SingleAsync())).State);
        Assert.Contains(CaseEventKind.HandoffWithdrawn, await _desk.EventKindsAsync());
    }

    [TestMethod]
    public async Task A_promised_callback_is_kept_and_leaves_the_case_open()
    {
        var promised = _desk.NowUtc.AddDays(1);

        await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = promised });

        Assert.AreEqual(promised, (await _desk.ReadAsync(guidance => guidance.Contacts.SingleAsync())).CallbackPromisedAtUtc);
        Assert.IsNull((await _desk.OnlyCaseAsync()).ClosedAtUtc);
    }

    [TestMethod]
    public async Task A_callback_time_left_behind_by_another_outcome_is_not_stored()
    {
        await _desk.LogAsync(_desk.Call() with { CallbackPromisedAtUtc = _desk.NowUtc.AddDays(1) });

        Assert.IsNull((await _desk.ReadAsync(guidance => guidance.Contacts.SingleAsync())).CallbackPromisedAtUtc);
    }

    [TestMethod]
    public async Task Everything_wrong_is_said_at_once_and_nothing_is_stored()
    {
        var result = await _desk.LogAsync(_desk.Call() with
        {
            ClientId = Guid.NewGuid(),
            StartedAtUtc = _desk.NowUtc.AddMinutes(6),
            HandlingTimeMinutes = 0,
            Themes = [],
            Outcome = ContactOutcome.Callback,
            MunicipalityCode = "999",
            Note = new string('x', Contact.NoteMaxLength + 1),
        });

        CollectionAssert.AreEquivalent(
            new[]
            {
                ContactProblemKind.ClientUnknown, ContactProblemKind.StartsInFuture, ContactProblemKind.MinutesOutOfRange, ContactProblemKind.ThemeMissing,
                ContactProblemKind.CallbackTimeMissing, ContactProblemKind.MunicipalityUnknown, ContactProblemKind.NoteTooLong,
            },
            Problems(result));
        Assert.AreEqual(0, await _desk.ReadAsync(guidance => guidance.Contacts.CountAsync()));
        Assert.AreEqual(0, await _desk.ReadAsync(guidance => guidance.AuditEntries.CountAsync()));
    }

    [TestMethod]
    public async Task Each_remaining_problem_is_found()
    {
        var call = _desk.Call();

        CollectionAssert.AreEqual(new[] { ContactProblemKind.TooLongAgo }, Problems(await _desk.LogAsync(call with { StartedAtUtc = _desk.NowUtc.AddDays(-367) })));
        CollectionAssert.AreEqual(new[] { ContactProblemKind.MinutesOutOfRange }, Problems(await _desk.LogAsync(call with { HandlingTimeMinutes = 601 })));
        CollectionAssert.AreEqual(
            new[] { ContactProblemKind.TooManyThemes },
            Problems(await _desk.LogAsync(call with { Themes = [NeedReason.Housing, NeedReason.Finances, NeedReason.Violence, NeedReason.AcuteCrisis] })));
        CollectionAssert.AreEqual(
            new[] { ContactProblemKind.CallbackBeforeContact },
            Problems(await _desk.LogAsync(call with { Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = call.StartedAtUtc })));
        CollectionAssert.AreEqual(new[] { ContactProblemKind.HandoffUnitMissing }, Problems(await _desk.LogAsync(call with { Outcome = ContactOutcome.Handoff })));
        CollectionAssert.AreEqual(
            new[] { ContactProblemKind.HandoffUnitUnknown },
            Problems(await _desk.LogAsync(call with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.Imported.Id })));
    }

    [TestMethod]
    public async Task The_same_submission_again_is_recognised_and_stores_nothing()
    {
        var call = _desk.Call();
        var first = Assert.IsInstanceOfType<LogContactResult.Logged>(await _desk.LogAsync(call));
        _desk.Clock.Advance(TimeSpan.FromHours(1));

        var second = await _desk.LogAsync(call);

        Assert.AreEqual(new LogContactResult.AlreadyLogged(first.ContactId, first.CaseId, _desk.NowUtc.AddHours(-1)), second);
        Assert.AreEqual(1, await _desk.ReadAsync(guidance => guidance.Contacts.CountAsync()));
    }

    [TestMethod]
    public async Task The_same_key_with_another_content_is_told_apart()
    {
        var call = _desk.Call();
        var first = Assert.IsInstanceOfType<LogContactResult.Logged>(await _desk.LogAsync(call));

        var second = await _desk.LogAsync(call with { Note = "Something else" });

        Assert.AreEqual(new LogContactResult.KeyUsedForAnother(first.ContactId, _desk.NowUtc), second);
    }

    [TestMethod]
    public async Task The_same_submission_sent_many_times_at_once_makes_one_contact()
    {
        using var database = TestDatabase.ForMany();
        var desk = new GuidanceDesk(database.OpenGuidance);
        var call = desk.Call();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => desk.LogAsync(call))));

        var contact = await desk.ReadAsync(guidance => guidance.Contacts.SingleAsync());
        Assert.AreEqual(1, results.OfType<LogContactResult.Logged>().Count(), string.Join(", ", results.Select(result => result.GetType().Name)));
        Assert.AreEqual(7, results.OfType<LogContactResult.AlreadyLogged>().Count(already => already.ContactId == contact.Id));
        Assert.AreEqual(2, (await desk.EventKindsAsync()).Count);
    }

    [TestMethod]
    public async Task What_no_database_stores_in_a_text_loses_nothing_else_of_it()
    {
        const string Note = "Before 👵 \0 and \uD83D after";
        await _desk.LogAsync(_desk.Call() with { Note = Note });

        var stored = (await _desk.ReadAsync(guidance => guidance.Contacts.AsNoTracking().SingleAsync())).Note;
        Assert.AreEqual("Before 👵 \uFFFD and \uFFFD after", stored);
    }

    [TestMethod]
    public async Task History_cannot_be_rewritten()
    {
        await _desk.LogAsync(_desk.Call());

        await using var guidance = _database.OpenGuidance();
        guidance.Remove(await guidance.CaseEvents.OrderBy(each => each.Sequence).FirstAsync());
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
        guidance.ChangeTracker.Clear();
        guidance.Remove(await guidance.AuditEntries.OrderBy(each => each.Sequence).FirstAsync());
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => guidance.SaveChangesAsync());
    }

    [TestMethod]
    public void A_contact_printed_into_a_log_shows_only_its_key()
    {
        var call = _desk.Call() with { Note = "secret" };

        Assert.AreEqual($"ContactToLog {call.SubmissionKey}", call.ToString());
    }

    private static ContactProblemKind[] Problems(LogContactResult result) =>
        [.. Assert.IsInstanceOfType<LogContactResult.Refused>(result).Problems.Select(problem => problem.Kind)];
}
