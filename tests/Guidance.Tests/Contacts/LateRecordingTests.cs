using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Contacts;

/// <summary>Contacts are not always recorded in the order in which they happened, nor by one desk at a time.</summary>
[TestClass]
[TestCategory("database")]
public sealed class LateRecordingTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public LateRecordingTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task A_contact_from_before_the_case_does_not_close_it_backwards()
    {
        var today = await LogAsync(_desk.Call() with { Outcome = ContactOutcome.FirstAssessment });

        var yesterday = await LogAsync(_desk.Call() with { StartedAtUtc = _desk.NowUtc.AddDays(-1) });

        Assert.AreNotEqual(today.CaseId, yesterday.CaseId);
        Assert.IsNull((await CaseAsync(today.CaseId)).ClosedAtUtc);
    }

    [TestMethod]
    public async Task A_contact_recorded_after_the_case_moved_on_neither_closes_nor_moves_it()
    {
        var nine = _desk.NowUtc.AddHours(-8);
        var opened = await LogAsync(_desk.Call() with { StartedAtUtc = nine, Outcome = ContactOutcome.FirstAssessment });
        await LogAsync(_desk.Call() with { StartedAtUtc = nine.AddHours(5), Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.HomeCare.Id });
        await _desk.AcceptAsync(_desk.HomeCare);

        await LogAsync(_desk.Call() with { StartedAtUtc = nine.AddHours(2) });

        var guidanceCase = await CaseAsync(opened.CaseId);
        Assert.AreEqual((_desk.HomeCare.Id, null), (guidanceCase.ResponsibleUnitId, guidanceCase.ClosedAtUtc));
        var units = await _desk.ReadAsync(guidance => guidance.CaseEvents
            .OrderBy(caseEvent => caseEvent.OccurredAtUtc).ThenBy(caseEvent => caseEvent.Sequence).Select(caseEvent => caseEvent.UnitId).ToListAsync());
        CollectionAssert.AreEqual(new Guid?[] { _desk.East.Id, _desk.East.Id, _desk.East.Id, _desk.East.Id, _desk.HomeCare.Id }, units, "One handoff, as there was.");
    }

    [TestMethod]
    public async Task A_case_is_not_handed_to_the_unit_that_has_it()
    {
        var result = await _desk.LogAsync(_desk.Call() with { Outcome = ContactOutcome.Handoff, HandoffUnitId = _desk.East.Id });

        var refused = (LogContactResult.Refused)result;
        Assert.AreEqual(new ContactProblem(nameof(ContactToLog.HandoffUnitId), ContactProblemKind.HandoffUnitHasCase), refused.Problems.Single());
    }

    [TestMethod]
    public async Task Many_desks_that_log_the_same_matter_at_once_share_one_case()
    {
        using var database = TestDatabase.ForMany();
        var desk = new GuidanceDesk(database.OpenGuidance);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => desk.LogAsync(desk.Call() with { Outcome = ContactOutcome.FirstAssessment }))));

        Assert.HasCount(1, results.Cast<LogContactResult.Logged>().Select(logged => logged.CaseId).Distinct().ToList());
        Assert.AreEqual(1, results.Cast<LogContactResult.Logged>().Count(logged => logged.OpenedCase));
        Assert.AreEqual(8, await desk.ReadAsync(guidance => guidance.Contacts.CountAsync()));
    }

    private async Task<LogContactResult.Logged> LogAsync(ContactToLog toLog) => (LogContactResult.Logged)await _desk.LogAsync(toLog);

    private Task<GuidanceCase> CaseAsync(Guid caseId) => _desk.ReadAsync(guidance => guidance.Cases.SingleAsync(candidate => candidate.Id == caseId));
}
