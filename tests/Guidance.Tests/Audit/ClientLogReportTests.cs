using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Tests.Contacts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

[TestClass]
[TestCategory("database")]
public sealed class ClientLogReportTests : IDisposable
{
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

        Assert.AreEqual((AuditAction.Export, "w001", "Sanna Koivu", "ITA", AuditReasons.ClientLogReport), Key(log!.Rows.Single()));
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
        var merged = await AddClientAsync(_desk.Helmi.Id);
        var earlier = await AddClientAsync(merged);
        await AddAsync(_desk.NowUtc.AddDays(-3), earlier, "Before both merges");
        await AddAsync(_desk.NowUtc.AddDays(-2), merged, "Before the merge");

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });
        var ofMerged = await ReadAsync(new ClientLogRequest { ClientId = merged });

        Assert.AreEqual("Before both merges, Before the merge", string.Join(", ", log!.Rows.Select(row => row.Reason)));
        Assert.AreEqual("Helmi Kuusisaari", ofMerged!.ClientName, "A merged client's log is that of the person.");
    }

    [TestMethod]
    public async Task The_day_two_years_ago_is_in_the_report_as_a_whole()
    {
        await AddAsync(_desk.NowUtc.AddYears(-2).AddHours(-10), _desk.Helmi.Id, "That morning");

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });

        Assert.AreEqual("That morning", log!.Rows.Single().Reason);
    }

    [TestMethod]
    public async Task A_log_too_long_for_one_report_says_where_the_next_begins()
    {
        await _desk.ReadAsync(guidance =>
        {
            for (var i = 0; i < ClientLogReport.RowsAtMost + 2; i++)
                guidance.AuditEntries.Add(new AuditEntry { AtUtc = _desk.NowUtc.AddMinutes(i - 10_000), Actor = "command: test", Action = AuditAction.Read, Subject = "Client", ClientId = _desk.Helmi.Id });
            return guidance.SaveChangesAsync();
        });

        var log = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id });
        var next = await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id, FromUtc = log!.ContinuesAtUtc });

        Assert.AreEqual((ClientLogReport.RowsAtMost, _desk.NowUtc.AddMinutes(ClientLogReport.RowsAtMost - 10_000)), (log.Rows.Count, log.ContinuesAtUtc));
        Assert.AreEqual((2, null), (next!.Rows.Count, next.ContinuesAtUtc));
    }

    [TestMethod]
    public async Task A_case_or_contact_of_another_client_is_not_dated_in_the_report()
    {
        var logged = (LogContactResult.Logged)await _desk.LogAsync(_desk.Call());
        var other = await AddClientAsync(mergedIntoId: null);
        await _desk.ReadAsync(guidance =>
        {
            guidance.AuditEntries.Add(new AuditEntry
            {
                AtUtc = _desk.NowUtc.AddDays(-1), Actor = "w001", Action = AuditAction.Read, Subject = "Client", ClientId = other, CaseId = logged.CaseId, ContactId = logged.ContactId,
            });
            return guidance.SaveChangesAsync();
        });
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));

        var own = (await ReadAsync(new ClientLogRequest { ClientId = _desk.Helmi.Id }))!.Rows.Single();
        var others = (await ReadAsync(new ClientLogRequest { ClientId = other }))!.Rows.Single();

        Assert.IsTrue(own.CaseReceivedAtUtc is not null && own.ContactStartedAtUtc is not null);
        Assert.IsTrue(others is { CaseId: not null, CaseReceivedAtUtc: null, ContactId: not null, ContactStartedAtUtc: null });
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
        _desk.ReadAsync(guidance => new ClientLogReport(guidance, CountyCalendar.Helsinki, _desk.Clock).ReadAsync(request, _desk.Actor, AuditReasons.ClientLogReport, CancellationToken.None));

    private async Task<Guid> AddClientAsync(Guid? mergedIntoId)
    {
        var client = new Client
        {
            GivenName = "Helmi",
            FamilyName = "Kuusisari",
            FoldedName = "kuusisari helmi",
            DateOfBirth = new DateOnly(1947, 5, 14),
            Sex = Sex.Female,
            MunicipalityCode = "901",
            ServiceLanguage = ServiceLanguage.Finnish,
            MergedIntoId = mergedIntoId,
            CreatedAtUtc = _desk.NowUtc.AddYears(-1),
        };
        await _desk.ReadAsync(guidance =>
        {
            guidance.Add(client);
            return guidance.SaveChangesAsync();
        });
        return client.Id;
    }

    private Task<int> AddAsync(DateTime atUtc, Guid clientId, string reason) => _desk.ReadAsync(guidance =>
    {
        guidance.AuditEntries.Add(new AuditEntry { AtUtc = atUtc, Actor = "command: test", Action = AuditAction.Read, Subject = "Client", ClientId = clientId, Reason = reason });
        return guidance.SaveChangesAsync();
    });
}
