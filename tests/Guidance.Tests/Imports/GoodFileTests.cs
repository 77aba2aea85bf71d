using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Retention;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
[TestCategory("database")]
public sealed class GoodFileTests : IDisposable
{
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Quotes_line_ends_of_all_kinds_a_mark_and_blank_lines_are_read()
    {
        var text = "\uFEFF\"case\"," + ImportDesk.Header[5..] + "\r\n"
            + "c1,\"Said \"\"no\"\", twice\r\nand again\",2026-01-05 09:00,\"U,1\",W1,Web,,,\r\n"
            + "\n   \r\n"
            + "c2,Received,2026-01-05 09:00,U1,W1,Web,,,\r"
            + "c3,Received,2026-01-05 09:00,U1,W1,Web,,,";

        var summary = await _desk.ImportAsync(_desk.Write(text));

        Assert.AreEqual((3, 0), (summary.EventsAdded, summary.RowsUnreadable));
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.CaseEvents.Where(stored => stored.Activity == "Said \"no\", twice\r\nand again")));
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.Units.Where(unit => unit.Code == "U,1")));
    }

    [TestMethod]
    public async Task A_case_that_was_removed_with_its_client_waits_in_quarantine_and_does_not_come_back()
    {
        await using (var guidance = _desk.OpenGuidance())
        {
            guidance.Add(new RemovedCase { Source = "desk", ExternalDigest = RemovedCase.DigestOf("c1") });
            guidance.Add(new RemovedCase { Source = "other", ExternalDigest = RemovedCase.DigestOf("c2") });
            await guidance.SaveChangesAsync();
        }

        var path = _desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,,,", "c1,Closed,2026-01-06 09:00,U1,W1,Web,,,", "c2,Received,2026-01-05 09:00,U1,W1,Web,,,");
        var first = await _desk.ImportAsync(path);
        var again = await _desk.ImportAsync(path);

        Assert.AreEqual((1, 2, 0, 0), (first.CasesAdded, first.RowsUnreadable, again.CasesAdded, again.RowsQuarantined));
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.QuarantinedRows.Where(row => row.Problem == RowProblem.CaseRemoved)));
    }

    [TestMethod]
    public async Task Another_delimiter_encoding_and_time_format_are_read()
    {
        var profile = await _desk.ProfileAsync("""
            {
              "name": "old-desk", "delimiter": "tab", "encoding": "windows-1252", "zone": "Europe/Helsinki",
              "timeFormats": ["d.M.yyyy H.mm", "yyyy-MM-dd HH:mm:sszzz"], "defaultChannel": "phone",
              "columns": { "case": "Asia", "event": "Tapahtuma", "time": "Aika", "unit": "Yksikkö" },
              "values": { "event": { "PÄÄT": "Päätös", "VAST": "Vastaanotto" }, "unit": { "Ähtäri €": "Ähtäri", "-": "" } }
            }
            """);
        var path = _desk.PathOf("old.txt");
        await File.WriteAllTextAsync(
            path,
            "Yksikkö\tAsia\tTapahtuma\tAika\nÄhtäri €\t7\tVAST\t5.1.2026 9.05\n-\t7\tPÄÄT\t2026-01-06 09:00:00+01:00\nSeinäjoki\t7\tPÄÄT\t5.1.2026 9.05\n",
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

        var summary = await _desk.ImportAsync(path, profile);

        Assert.AreEqual((2, 1), (summary.EventsAdded, summary.RowsUnreadable));
        var stored = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking())).Single();
        Assert.AreEqual((ContactChannel.Phone, Utc(5, 7, 5), null), (stored.Channel, stored.ReceivedAtUtc, stored.ResponsibleUnitId));
        var events = await _desk.ListAsync(guidance => guidance.CaseEvents.AsNoTracking().OrderBy(candidate => candidate.Sequence));
        Assert.AreEqual(("Vastaanotto", Utc(5, 7, 5)), (events[0].Activity, events[0].OccurredAtUtc));
        Assert.AreEqual(("Päätös", Utc(6, 8, 0), null), (events[1].Activity, events[1].OccurredAtUtc, events[1].UnitId));
        Assert.AreEqual("Ähtäri", (await _desk.ListAsync(guidance => guidance.Units)).Single().Code);
    }

    [TestMethod]
    [DataRow("2026-01-05", "2026-01-04T22:00:00")]
    [DataRow("2026-07-05T09:00:00.1234567", "2026-07-05T06:00:00.123456")]
    [DataRow("2026-07-05 09:00Z", "2026-07-05T09:00:00")]
    [DataRow("2026-07-05 09:00:00,5-0330", "2026-07-05T12:30:00.5")]
    [DataRow("2026-10-25 03:30", "2026-10-25T00:30:00")]
    [DataRow("2026-10-25 03:30+02:00", "2026-10-25T01:30:00")]
    [DataRow("2026-03-29 03:30", "2026-03-29T01:30:00")]
    [DataRow("2028-02-29 12:00+14", "2028-02-28T22:00:00")]
    public async Task Times_without_offset_are_the_zones_and_others_their_own(string text, string utc)
    {
        await _desk.ImportAsync(_desk.WriteRows($"c1,Received,\"{text}\",,,Web,,,"));

        var stored = (await _desk.ListAsync(guidance => guidance.CaseEvents.AsNoTracking())).Single();
        Assert.AreEqual(DateTime.Parse(utc, CultureInfo.InvariantCulture), stored.OccurredAtUtc);
    }

    [TestMethod]
    public async Task Interleaved_cases_are_each_known_whole()
    {
        await _desk.ImportAsync(_desk.WriteRows(
            "c1,Second,2026-01-06 09:00,U2,W2,,,,",
            "c2,First,2026-01-05 10:00,U1,,Desk,,,",
            "c1,First,2026-01-05 09:00,U1,W1,Web,,2026-01-07,",
            "c1,Tied,2026-01-06 09:00,U3,,,,,"));

        var stored = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking().Where(candidate => candidate.ExternalId == "c1"))).Single();
        var unit = (await _desk.ListAsync(guidance => guidance.Units.Where(candidate => candidate.Code == "U3"))).Single();
        Assert.AreEqual(
            (ContactChannel.EForm, Utc(5, 7, 0), (DateTime?)Utc(6, 22, 0), (Guid?)unit.Id, (Guid?)null),
            (stored.Channel, stored.ReceivedAtUtc, stored.ClosedAtUtc, stored.ResponsibleUnitId, stored.ResponsibleWorkerId));
    }

    [TestMethod]
    public async Task Two_equal_events_are_two_and_stay_two()
    {
        var path = _desk.WriteRows("c1,Call,2026-01-05 09:00,U1,W1,Web,,,", "c1,Call,2026-01-05 09:00,U1,W1,Web,,,");

        await _desk.ImportAsync(path);
        var again = await _desk.ImportAsync(path);

        Assert.AreEqual(0, again.EventsAdded);
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.CaseEvents));
    }

    [TestMethod]
    public async Task A_grown_file_adds_what_is_new_and_corrects_its_case()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,,2026-02-01", "c2,Received,2026-01-05 09:00,U1,W1,Web,,,"));

        var grown = _desk.WriteRows(
            "c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01",
            "c1,Decided,2026-01-07 12:00,U2,W2,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01",
            "c2,Received,2026-01-05 09:00,U1,W1,Web,,,",
            "c3,Received,2026-01-08 09:00,U1,W1,Web,,,");
        var summary = await _desk.ImportAsync(grown);

        Assert.AreEqual((1, 2, 1, 0), (summary.CasesAdded, summary.EventsAdded, summary.CasesCorrected, summary.RowsUnreadable));
        var stored = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking().Where(candidate => candidate.ExternalId == "c1"))).Single();
        Assert.AreEqual(Utc(7, 10, 0), stored.ClosedAtUtc);
        Assert.AreEqual("U2", (await _desk.ListAsync(guidance => guidance.Units.Where(unit => unit.Id == stored.ResponsibleUnitId))).Single().Code);
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.CaseEvents.Where(candidate => candidate.Kind == CaseEventKind.Corrected && candidate.CaseId == stored.Id)));
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.Contacts.Where(contact => contact.CaseId == stored.Id)));

        var contents = await _desk.ContentsAsync();
        Assert.AreEqual(0, (await _desk.ImportAsync(grown)).CasesCorrected);
        Assert.AreEqual(contents, await _desk.ContentsAsync());
    }

    [TestMethod]
    public async Task The_older_half_of_a_case_does_not_take_the_responsibility_back()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,Decided,2026-01-07 12:00,U2,W2,Web,2026-01-05 08:00,,"));

        var summary = await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,,"));

        Assert.AreEqual((1, 0), (summary.EventsAdded, summary.CasesCorrected));
    }

    [TestMethod]
    public async Task An_older_export_neither_opens_a_closed_case_nor_takes_or_moves_its_deadline()
    {
        var older = "c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,,";
        var later = "c1,Decided,2026-01-07 12:00,U2,W2,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01";
        await _desk.ImportAsync(_desk.WriteRows(older));
        await _desk.ImportAsync(_desk.WriteRows(
            "c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01",
            later));
        var contents = await _desk.ContentsAsync();

        var summary = await _desk.ImportAsync(_desk.WriteRows(older));
        await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-06,2026-01-20"));

        Assert.AreEqual((0, 0), (summary.CasesCorrected, summary.EventsAdded));
        Assert.AreEqual(contents, await _desk.ContentsAsync());
    }

    [TestMethod]
    public async Task An_older_part_of_a_case_fills_in_what_the_later_did_not_state()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,Decided,2026-01-07 12:00,U2,W2,Web,2026-01-05 08:00,,"));

        await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01"));

        var stored = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking())).Single();
        Assert.AreEqual((Utc(7, 10, 0), new DateTime(2026, 1, 31, 22, 0, 0, DateTimeKind.Utc)), (stored.ClosedAtUtc, stored.DueAtUtc));
    }

    [TestMethod]
    public async Task A_newer_export_without_an_end_opens_the_case_again()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-07 12:00,2026-02-01"));

        await _desk.ImportAsync(_desk.WriteRows(
            "c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,,",
            "c1,Reopened,2026-01-08 09:00,U1,W1,Web,2026-01-05 08:00,,"));

        var stored = (await _desk.ListAsync(guidance => guidance.Cases.AsNoTracking())).Single();
        Assert.AreEqual((null, null), (stored.ClosedAtUtc, stored.DueAtUtc));
    }

    [TestMethod]
    public async Task A_finding_goes_when_the_source_corrects_the_case()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-04,"));
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.ImportFindings));

        var summary = await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,2026-01-06,"));

        Assert.IsEmpty(summary.Findings);
        Assert.AreEqual(0, await _desk.CountAsync(guidance => guidance.ImportFindings));
    }

    [TestMethod]
    public async Task The_same_case_id_in_two_sources_is_two_cases()
    {
        var path = _desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,,,");

        await _desk.ImportAsync(path);
        var other = await _desk.ImportAsync(path, await _desk.ProfileAsync(ImportDesk.ProfileJson.Replace("\"desk\"", "\"other-desk\"", StringComparison.Ordinal)));

        Assert.AreEqual((1, 1), (other.CasesAdded, other.EventsAdded));
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.Units));
    }

    private static DateTime Utc(int day, int hour, int minute) => new(2026, 1, day, hour, minute, 0, DateTimeKind.Utc);
}
