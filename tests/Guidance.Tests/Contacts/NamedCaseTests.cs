using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Contacts;

/// <summary>Contacts that say which open case they belong to, and what joining it settles.</summary>
[TestClass]
[TestCategory("database")]
public sealed class NamedCaseTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public NamedCaseTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    private Actor Eastern => _desk.WorkerOf(_desk.East);
    private Actor OfHomeCare => _desk.WorkerOf(_desk.HomeCare);

    private ContactToLog Anonymous => _desk.Call() with { ClientId = null, Outcome = ContactOutcome.FirstAssessment };

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task A_contact_joins_the_case_it_names_whatever_its_theme()
    {
        var caseId = await LoggedCaseAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });

        var result = await _desk.LogAsync(_desk.Call() with { CaseId = caseId, Themes = [NeedReason.Housing] }, Eastern);

        Assert.AreEqual((caseId, false), (Logged(result).CaseId, Logged(result).OpenedCase));
        Assert.AreEqual(1, await _desk.ReadAsync(guidance => guidance.Cases.CountAsync()));
    }

    [TestMethod]
    public async Task Another_clients_case_is_no_more_known_than_one_that_never_was()
    {
        var others = await LoggedCaseAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });
        var ake = await _desk.AddClientAsync("Åke", "Öhman");

        foreach (var caseId in (Guid[])[others, Guid.NewGuid()])
            CollectionAssert.AreEqual(new[] { ContactProblemKind.CaseUnknown }, Problems(await _desk.LogAsync(_desk.Call() with { ClientId = ake, CaseId = caseId }, Eastern)));
    }

    [TestMethod]
    public async Task A_case_of_somebody_unknown_is_named_by_its_own_unit_only()
    {
        var caseId = await LoggedCaseAsync(Anonymous);

        CollectionAssert.AreEqual(new[] { ContactProblemKind.CaseUnknown }, Problems(await _desk.LogAsync(Anonymous with { CaseId = caseId, SubmissionKey = Guid.NewGuid() }, OfHomeCare)));
        Assert.AreEqual(caseId, Logged(await _desk.LogAsync(Anonymous with { CaseId = caseId, SubmissionKey = Guid.NewGuid() }, Eastern)).CaseId);
    }

    [TestMethod]
    public async Task A_case_that_ended_meanwhile_is_said_to_have_ended()
    {
        var caseId = await LoggedCaseAsync(_desk.Call());

        CollectionAssert.AreEqual(new[] { ContactProblemKind.CaseClosed }, Problems(await _desk.LogAsync(_desk.Call() with { CaseId = caseId }, Eastern)));
    }

    [TestMethod]
    public async Task A_question_of_how_it_goes_leaves_the_case_open()
    {
        var caseId = await LoggedCaseAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });

        await _desk.LogAsync(_desk.Call() with { CaseId = caseId, RepeatReason = RepeatReason.AskedForStatus, KeepsCaseOpen = true }, Eastern);
        Assert.IsNull((await _desk.OnlyCaseAsync()).ClosedAtUtc);

        await _desk.LogAsync(_desk.Call() with { CaseId = caseId }, Eastern);
        Assert.IsNotNull((await _desk.OnlyCaseAsync()).ClosedAtUtc);
    }

    [TestMethod]
    public async Task A_new_matter_that_is_solved_at_once_is_not_kept_open()
    {
        await _desk.LogAsync(_desk.Call() with { KeepsCaseOpen = true }, Eastern);

        Assert.IsNotNull((await _desk.OnlyCaseAsync()).ClosedAtUtc);
    }

    [TestMethod]
    public async Task A_further_contact_settles_the_promised_call_and_no_other()
    {
        var caseId = await LoggedCaseAsync(_desk.Call() with { Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = _desk.NowUtc.AddHours(1) });
        await _desk.LogAsync(_desk.Call() with { Themes = [NeedReason.Housing], Outcome = ContactOutcome.Callback, CallbackPromisedAtUtc = _desk.NowUtc.AddHours(2) });
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        var started = _desk.NowUtc.AddMinutes(-11);

        await _desk.LogAsync(_desk.Call() with { CaseId = caseId }, Eastern);

        var done = await _desk.ReadAsync(guidance => guidance.Contacts.Where(contact => contact.CallbackPromisedAtUtc != null).OrderBy(contact => contact.CallbackPromisedAtUtc).Select(contact => contact.CallbackDoneAtUtc).ToListAsync());
        CollectionAssert.AreEqual(new DateTime?[] { started, null }, done);
    }

    [TestMethod]
    public async Task Telling_whose_an_anonymous_matter_is_gives_its_earlier_contacts_to_the_client()
    {
        var caseId = await LoggedCaseAsync(Anonymous);
        _desk.Clock.Advance(TimeSpan.FromMinutes(30));

        await _desk.LogAsync(_desk.Call() with { CaseId = caseId }, Eastern);

        Assert.AreEqual(_desk.Helmi.Id, (await _desk.OnlyCaseAsync()).ClientId);
        var contacts = await _desk.ReadAsync(guidance => guidance.Contacts.OrderBy(contact => contact.StartedAtUtc).Select(contact => new { contact.ClientId, IsLinked = contact.LinkedAtUtc != null }).ToListAsync());
        CollectionAssert.AreEqual(new[] { (_desk.Helmi.Id, true), (_desk.Helmi.Id, false) }, contacts.Select(contact => (contact.ClientId!.Value, contact.IsLinked)).ToArray());
    }

    [TestMethod]
    public async Task Who_handles_a_matter_of_their_unit_that_nobody_has_gets_it()
    {
        var caseId = await LoggedCaseAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id });
        await _desk.AcceptAsync(_desk.HomeCare);
        await _desk.LogAsync(_desk.Call() with { CaseId = caseId, Outcome = ContactOutcome.FirstAssessment }, Eastern);
        Assert.IsNull((await _desk.OnlyCaseAsync()).ResponsibleWorkerId, "It is another unit's.");

        await _desk.LogAsync(_desk.Call() with { CaseId = caseId, Outcome = ContactOutcome.FirstAssessment }, OfHomeCare);

        Assert.AreEqual((_desk.HomeCare.Id, _desk.Worker.Id), ((await _desk.OnlyCaseAsync()).ResponsibleUnitId, (await _desk.OnlyCaseAsync()).ResponsibleWorkerId));
    }

    [TestMethod]
    public async Task A_call_promised_beyond_three_months_is_refused()
    {
        var call = _desk.Call() with { Outcome = ContactOutcome.Callback };

        CollectionAssert.AreEqual(
            new[] { ContactProblemKind.CallbackTooFar },
            Problems(await _desk.LogAsync(call with { CallbackPromisedAtUtc = _desk.NowUtc.AddDays(LogContact.CallbackWithinDays).AddMinutes(1) })));
        Logged(await _desk.LogAsync(call with { CallbackPromisedAtUtc = _desk.NowUtc.AddDays(LogContact.CallbackWithinDays) }));
    }

    private async Task<Guid> LoggedCaseAsync(ContactToLog toLog) => Logged(await _desk.LogAsync(toLog, Eastern)).CaseId;

    private static LogContactResult.Logged Logged(LogContactResult result) => Assert.IsInstanceOfType<LogContactResult.Logged>(result);

    private static ContactProblemKind[] Problems(LogContactResult result) => [.. Assert.IsInstanceOfType<LogContactResult.Refused>(result).Problems.Select(problem => problem.Kind)];
}
