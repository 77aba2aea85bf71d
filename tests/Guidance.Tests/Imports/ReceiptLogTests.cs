using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Imports;

/// <summary>The real log of an intake desk, with the figures that issue 2 states.</summary>
[TestClass]
[TestCategory("database")]
public sealed class ReceiptLogTests : IDisposable
{
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Every_case_and_event_of_the_log_is_stored()
    {
        var watch = Stopwatch.StartNew();
        var summary = await _desk.ImportAsync(SharedData.Require("receipt.csv"), await ImportDesk.ShippedProfileAsync("receipt"));
        TestContext.WriteLine($"Imported in {watch.ElapsedMilliseconds} ms");

        Assert.AreEqual((8577, 1434, 8577, 0, 0, 2), (summary.RowsRead, summary.CasesAdded, summary.EventsAdded, summary.RowsQuarantined, summary.CasesCorrected, summary.FindingsAdded));
        Assert.AreEqual(1434, await _desk.CountAsync(guidance => guidance.Cases));
        Assert.AreEqual(8577, await _desk.CountAsync(guidance => guidance.CaseEvents));
        Assert.AreEqual(1329, await _desk.CountAsync(guidance => guidance.Cases.Where(stored => stored.ClosedAtUtc != null)));
        Assert.AreEqual(10, await _desk.CountAsync(guidance => guidance.Units));
        Assert.AreEqual(48, await _desk.CountAsync(guidance => guidance.Workers));
    }

    [TestMethod]
    public async Task Each_case_has_one_opening_contact_in_the_channel_of_the_log()
    {
        await _desk.ImportAsync(SharedData.Require("receipt.csv"), await ImportDesk.ShippedProfileAsync("receipt"));

        var contacts = await _desk.ListAsync(guidance => guidance.Contacts.AsNoTracking());
        var mix = contacts.CountBy(contact => contact.Channel).ToDictionary();
        Assert.AreEqual(
            (1250, 109, 53, 21, 1),
            (mix[ContactChannel.EForm], mix[ContactChannel.Visit], mix[ContactChannel.Letter], mix[ContactChannel.Message], mix[ContactChannel.Internal]));
        Assert.AreEqual(1434, contacts.Where(contact => contact.OpensCase).DistinctBy(contact => contact.CaseId).Count());
        var started = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking())).ToDictionary(stored => stored.Id, stored => stored.ReceivedAtUtc);
        Assert.IsTrue(contacts.All(contact => contact.StartedAtUtc == started[contact.CaseId]));
    }

    [TestMethod]
    public async Task Two_cases_that_end_before_they_start_are_kept_and_reported()
    {
        var summary = await _desk.ImportAsync(SharedData.Require("receipt.csv"), await ImportDesk.ShippedProfileAsync("receipt"));

        CollectionAssert.AreEquivalent(
            new[] { new CaseFinding("case-10862", FindingKind.ClosedBeforeReceived), new CaseFinding("case-8267", FindingKind.ClosedBeforeReceived) },
            summary.Findings.ToArray());
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.Cases.Where(stored => stored.ClosedAtUtc < stored.ReceivedAtUtc)));
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.ImportFindings));
    }

    [TestMethod]
    public async Task A_second_import_adds_nothing_even_under_another_name()
    {
        var profile = await ImportDesk.ShippedProfileAsync("receipt");
        var path = SharedData.Require("receipt.csv");
        await _desk.ImportAsync(path, profile);
        var before = await _desk.ContentsAsync();
        var copy = _desk.PathOf("copy.csv");
        File.Copy(path, copy);

        _desk.Clock.Advance(TimeSpan.FromDays(1));
        var summary = await _desk.ImportAsync(copy, profile);

        Assert.AreEqual((8577, 0, 0, 0, 0, 0), (summary.RowsRead, summary.CasesAdded, summary.EventsAdded, summary.RowsQuarantined, summary.CasesCorrected, summary.FindingsAdded));
        Assert.HasCount(2, summary.Findings);
        Assert.AreEqual(before, await _desk.ContentsAsync());
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.ImportRuns));
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.AuditEntries));
    }

    [TestMethod]
    public async Task Events_keep_the_order_of_the_file_and_the_last_one_tells_who_is_responsible()
    {
        await _desk.ImportAsync(SharedData.Require("receipt.csv"), await ImportDesk.ShippedProfileAsync("receipt"));

        var first = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking().Where(stored => stored.ExternalId == "case-10011"))).Single();
        var events = await _desk.ListAsync(guidance => guidance.CaseEvents.AsNoTracking().Where(stored => stored.CaseId == first.Id).OrderBy(stored => stored.Sequence));
        Assert.AreEqual("Confirmation of receipt", events[0].Activity);
        Assert.AreEqual(new DateTime(2011, 10, 11, 11, 45, 40, 276, DateTimeKind.Utc), events[0].OccurredAtUtc);
        Assert.AreEqual("T03 Adjust confirmation of receipt", events[2].Activity);
        Assert.IsTrue(events.All(stored => stored.Kind == CaseEventKind.Imported));
        Assert.AreEqual(events.MaxBy(stored => stored.OccurredAtUtc)!.UnitId, first.ResponsibleUnitId);
    }

    public required TestContext TestContext { get; init; }
}
