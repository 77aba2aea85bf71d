using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Tests.Workbench;

namespace Palveluohjaus.Guidance.Tests.Teams;

[TestClass]
public sealed class NameResponsibleWorkerTests : IDisposable
{
    private readonly WorkDesk _desk = new();

    [TestInitialize]
    public Task GiveAccountsAsync() => _desk.AddAsync(AccountOf(_desk.Sanna), AccountOf(_desk.Oskar), AccountOf(_desk.Pekka));

    [TestMethod]
    public async Task The_earlier_one_ends_when_the_next_begins_and_both_stay()
    {
        Assert.IsTrue(await NameAsync(_desk.Sanna));
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsTrue(await NameAsync(_desk.Oskar));
        Assert.IsTrue(await NameAsync(_desk.Oskar), "Named again, nothing changes.");

        var rows = await RowsAsync();
        Assert.HasCount(2, rows);
        Assert.AreEqual((_desk.Sanna.Id, (DateTime?)rows[1].FromUtc), (rows[0].WorkerId, rows[0].UntilUtc));
        Assert.AreEqual((_desk.Oskar.Id, null, (Guid?)_desk.Sanna.Id), (rows[1].WorkerId, rows[1].UntilUtc, rows[1].NamedByWorkerId));
        Assert.AreEqual(2, (await _desk.AuditAsync()).Count(entry => entry.Action == AuditAction.Update && entry.Reason!.EndsWith(AuditReasons.ResponsibleWorkerNamed, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_worker_of_another_unit_one_without_an_account_and_one_whose_account_is_disabled_are_not_named()
    {
        await using (var guidance = _desk.Open())
        {
            (await guidance.Accounts.SingleAsync(account => account.WorkerId == _desk.Oskar.Id)).DisabledAtUtc = _desk.NowUtc;
            await guidance.SaveChangesAsync();
        }

        Assert.IsFalse(await NameAsync(_desk.Pekka));
        Assert.IsFalse(await NameAsync(_desk.Oskar));
        Assert.IsFalse(await NameAsync(new Worker { Source = "x", Code = "x", Name = "x" }));
        Assert.IsEmpty(await RowsAsync());
        Assert.IsEmpty(await _desk.AuditAsync());
    }

    [TestMethod]
    public async Task A_worker_who_also_serves_ones_unit_may_be_named()
    {
        await _desk.AddAsync(new UnitMembership { WorkerId = _desk.Pekka.Id, UnitId = _desk.East.Id });

        Assert.IsTrue(await NameAsync(_desk.Pekka));
    }

    [TestMethod]
    public async Task After_a_merge_left_two_naming_one_ends_both()
    {
        await _desk.AddAsync(
            new ResponsibleWorker { ClientId = _desk.Helmi.Id, WorkerId = _desk.Sanna.Id, FromUtc = _desk.NowUtc.AddDays(-5) },
            new ResponsibleWorker { ClientId = _desk.Helmi.Id, WorkerId = _desk.Pekka.Id, FromUtc = _desk.NowUtc.AddDays(-3) });

        Assert.IsTrue(await NameAsync(_desk.Sanna));

        Assert.AreEqual(1, (await RowsAsync()).Count(row => row.UntilUtc is null));
    }

    public void Dispose() => _desk.Dispose();

    private async Task<bool> NameAsync(Worker worker)
    {
        await using var guidance = _desk.Open();
        return await new NameResponsibleWorker(guidance, _desk.Clock).NameAsync(_desk.Helmi.Id, worker.Id, _desk.SannaActor, AuditReasons.ClientCard, CancellationToken.None);
    }

    private Task<List<ResponsibleWorker>> RowsAsync() => _desk.QueryAsync(guidance => guidance.ResponsibleWorkers.AsNoTracking().OrderBy(row => row.FromUtc).ToListAsync());

    private static Account AccountOf(Worker worker) => new()
    {
        UserName = worker.Code,
        NormalizedUserName = worker.Code.ToUpperInvariant(),
        SecurityStamp = "x",
        WorkerId = worker.Id,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
