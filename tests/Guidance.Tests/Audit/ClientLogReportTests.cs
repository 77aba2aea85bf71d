using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

[TestClass]
public sealed class ClientLogReportTests : IDisposable
{
    private static readonly Guid MergedId = Guid.NewGuid();
    private readonly TestDatabase _database = new();
    private readonly GuidanceDesk _desk;

    public ClientLogReportTests() => _desk = new GuidanceDesk(_database.OpenGuidance);

    public void Dispose() => _database.Dispose();

    [TestMethod]
    public async Task A_client_sees_who_did_what_and_why_in_the_order_of_time()
    {
        var logged = (LogContactResult.Logged)await _desk.LogAsync(_desk.Call());
        await AddAsync(_desk.NowUtc.AddDays(-1), _desk.Helmi.Id, "Duplicates looked for");
        await AddAsync(_desk.NowUtc.AddDays(-2), Guid.NewGuid(), "Another client");
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });

        Assert.HasCount(2, log!.Rows);
        Assert.AreEqual((AuditAction.Read, "command: test", null, null, "Duplicates looked for"), Key(log.Rows[0]));
        Assert.AreEqual((AuditAction.Create, "w001", "Sanna Koivu", "ITA", null), Key(log.Rows[1]));
        Assert.AreEqual((logged.CaseId, logged.ContactId), (log.Rows[1].CaseId, log.Rows[1].ContactId));
    }

    [TestMethod]
    public async Task The_report_is_in_the_next_report()
    {
        await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });

        Assert.AreEqual((AuditAction.Export, "w001", "Sanna Koivu", "ITA", "The client's log report"), Key(log!.Rows.Single()));
    }

    [TestMethod]
    [DataRow(null, false, 1, false)]
    [DataRow(-36, false, 1, true)]
    [DataRow(-36, true, 2, false)]
    [DataRow(-6, false, 0, false)]
    public async Task What_is_older_than_two_years_needs_a_special_reason(int? fromMonths, bool hasSpecialReason, int expected, bool isCut)
    {
        await AddAsync(_desk.NowUtc.AddMonths(-25), _desk.Helmi.Id, "Older");
        await AddAsync(_desk.NowUtc.AddMonths(-23), _desk.Helmi.Id, "Newer");

        var log = await ReadAsync(new ClientLogRequest
        {
            ClientId = _desk.Helmi.Id,
            FromUtc = fromMonths is { } months ? _desk.NowUtc.AddMonths(months) : null,
            HasSpecialReason = hasSpecialReason,
        });

        Assert.AreEqual((expected, isCut), (log!.Rows.Count, log.IsCutToTwoYears));
    }

    [TestMethod]
    public async Task What_was_done_under_an_earlier_id_belongs_to_the_client()
    {
        await AddAsync(_desk.NowUtc.AddDays(-2), MergedId, "Before the merge");

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id, EarlierIds = [MergedId] });

        Assert.AreEqual("Before the merge", log!.Rows.Single().Reason);
    }

    [TestMethod]
    public async Task The_log_of_nobody_is_not_given_and_not_audited()
    {
        Assert.IsNull(await ReadAsync(new ClientLogRequest { ClientId = Guid.NewGuid() }));

        Assert.AreEqual(0, await _desk.ReadAsync(guidance => guidance.AuditEntries.CountAsync()));
    }

    [TestMethod]
    public async Task A_period_that_ends_before_it_begins_is_refused() =>
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => ReadAsync(
            new ClientLogRequest { ClientId = _desk.Helmi.Id, FromUtc = _desk.NowUtc, ToUtc = _desk.NowUtc.AddDays(-1) }));

    private static (AuditAction Action, string Actor, string? Worker, string? Unit, string? Reason) Key(ClientLogRow row) =>
        (row.Action, row.Actor, row.WorkerName, row.Unit?.Code, row.Reason);

    private Task<ClientLog?> ReadAsync(ClientLogRequest request) =>
        _desk.ReadAsync(guidance => new ClientLogReport(guidance, _desk.Clock).ReadAsync(request, _desk.Actor, CancellationToken.None));

    private Task<int> AddAsync(DateTime atUtc, Guid clientId, string reason) => _desk.ReadAsync(guidance =>
    {
        guidance.AuditEntries.Add(new AuditEntry { AtUtc = atUtc, Actor = "command: test", Action = AuditAction.Read, Subject = "Client", ClientId = clientId, Reason = reason });
        return guidance.SaveChangesAsync();
    });
}
