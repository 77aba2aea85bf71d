using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
[TestCategory("database")]
public sealed class TakeCaseTests : IDisposable
{
    private readonly WorkDesk _desk = new();

    [TestMethod]
    public async Task Who_takes_a_case_has_it_and_the_next_one_is_told_who()
    {
        var received = _desk.Case();
        await _desk.AddAsync(received);

        Assert.IsInstanceOfType<TakeCaseResult.Taken>(await _desk.TakeAsync(received.Id, _desk.SannaActor));
        Assert.IsInstanceOfType<TakeCaseResult.Taken>(await _desk.TakeAsync(received.Id, _desk.SannaActor), "Sent twice, it is taken once.");
        Assert.AreEqual(new TakeCaseResult.TakenBy("Sanna Koivu"), await _desk.TakeAsync(received.Id, _desk.OskarActor));

        Assert.AreEqual((1, 0), ((await _desk.ReadAsync()).Count, (await _desk.ReadAsync()).Received.Count));
        var taken = (await _desk.AuditAsync()).Where(entry => entry.Reason == AuditReasons.CaseTaken).ToList();
        Assert.AreEqual((1, AuditAction.Update, (Guid?)received.Id, (Guid?)_desk.Helmi.Id), (taken.Count, taken[0].Action, taken[0].CaseId, taken[0].ClientId));
        Assert.AreEqual(0, await _desk.QueryAsync(guidance => guidance.CaseEvents.CountAsync()), "It stays with its unit: no handoff.");
    }

    [TestMethod]
    public async Task Another_units_case_a_closed_one_an_imported_one_and_none_are_not_taken()
    {
        var (others, closed) = (_desk.Case(unit: _desk.West), _desk.Case().Close(_desk.NowUtc));
        var imported = new GuidanceCase { Source = "receipt", Channel = ContactChannel.Phone, ReceivedAtUtc = _desk.NowUtc }.AssignTo(_desk.East.Id, null);
        await _desk.AddAsync(others, closed, imported);

        foreach (var caseId in (Guid[])[others.Id, imported.Id, Guid.NewGuid()])
            Assert.IsInstanceOfType<TakeCaseResult.NotThere>(await _desk.TakeAsync(caseId, _desk.SannaActor));
        Assert.IsInstanceOfType<TakeCaseResult.Closed>(await _desk.TakeAsync(closed.Id, _desk.SannaActor));
        Assert.IsEmpty(await _desk.AuditAsync());
    }

    public void Dispose() => _desk.Dispose();
}
