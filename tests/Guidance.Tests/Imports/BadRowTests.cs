using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
[TestCategory("database")]
public sealed class BadRowTests : IDisposable
{
    private const string Good = "c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-05 08:00,,2026-02-01";
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    [DataRow(",Received,2026-01-05 09:00,U1,W1,Web,,,", "case", RowProblem.ValueMissing, null)]
    [DataRow("c1,  ,2026-01-05 09:00,U1,W1,Web,,,", "event", RowProblem.ValueMissing, null)]
    [DataRow("c1,Received,,U1,W1,Web,,,", "time", RowProblem.ValueMissing, null)]
    [DataRow("c1,Received,5.1.2026 klo 9,U1,W1,Web,,,", "time", RowProblem.NotATime, "5.1.2026 klo 9")]
    [DataRow("c1,Received,2026-02-30 09:00,U1,W1,Web,,,", "time", RowProblem.NotATime, "2026-02-30 09:00")]
    [DataRow("c1,Received,0001-01-01 00:00,U1,W1,Web,,,", "time", RowProblem.NotATime, "0001-01-01 00:00")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,Web,soon,,", "start", RowProblem.NotATime, "soon")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,Web,,9999-12-31,", "end", RowProblem.NotATime, "9999-12-31")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,web,,,", "channel", RowProblem.UnknownValue, "web")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1", "", RowProblem.WrongColumnCount, "5")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,Web,,,,", "", RowProblem.WrongColumnCount, "10")]
    [DataRow("c1,5\" pipe,2026-01-05 09:00,U1,W1,Web,,,", "event", RowProblem.BadQuote, null)]
    [DataRow("c1,\"Rece\"ived,2026-01-05 09:00,U1,W1,Web,,,", "event", RowProblem.BadQuote, null)]
    [DataRow("c1,\"Received,2026-01-05 09:00,U1,W1,Web,,,", "event", RowProblem.BadQuote, null)]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-04 08:00,,", "start", RowProblem.DisagreesWithCase, "2026-01-04 06:00:00Z")]
    [DataRow("c1,Received,2026-01-05 09:00,U1,W1,Desk,,,", "channel", RowProblem.DisagreesWithCase, "visit")]
    public async Task A_bad_row_waits_with_its_reason_and_the_good_rows_around_it_are_stored(string bad, string column, RowProblem problem, string? found)
    {
        var path = _desk.WriteRows(Good, bad, "c1,Decided,2026-01-06 09:00,U2,,,,,", "c2,Received,2026-01-06 10:00,,,Desk,,,");

        var summary = await _desk.ImportAsync(path);

        var row = await _desk.OnlyQuarantinedRowAsync();
        Assert.AreEqual((bad, 3, column, problem, found), (row.RawText, row.LineNumber, row.Column, row.Problem, row.Found));
        Assert.AreEqual((4, 1, 1, 2, 3), (summary.RowsRead, summary.RowsUnreadable, summary.RowsQuarantined, summary.CasesAdded, summary.EventsAdded));
    }

    [TestMethod]
    public async Task What_was_expected_is_told_with_the_row()
    {
        var path = _desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Fax,,,");

        await _desk.ImportAsync(path);

        Assert.AreEqual("Web, Desk", (await _desk.OnlyQuarantinedRowAsync()).Expected);
    }

    [TestMethod]
    public async Task A_value_that_is_too_long_is_cut_where_it_is_told_and_the_raw_text_at_its_own_limit()
    {
        var longName = new string('ä', 9000);
        var path = _desk.WriteRows($"c1,{longName},2026-01-05 09:00,U1,W1,Web,,,1", $"c1,{longName},2026-01-05 09:00,U1,W1,Web,,,2", Good);

        var summary = await _desk.ImportAsync(path);
        await _desk.ImportAsync(path);

        var rows = await _desk.QuarantineAsync();
        Assert.HasCount(2, rows, "Rows that differ beyond the cut are two.");
        Assert.AreEqual((RowProblem.TooLong, QuarantinedRow.FoundMaxLength, "200"), (rows[0].Problem, rows[0].Found!.Length, rows[0].Expected));
        Assert.AreEqual(QuarantinedRow.RawTextMaxLength, rows[0].RawText.Length);
        Assert.AreEqual(1, summary.EventsAdded);
    }

    [TestMethod]
    public async Task An_unclosed_quote_costs_its_own_row_and_no_other()
    {
        var rows = Enumerable.Range(0, 2000).Select(index => $"c{index % 50},Step {index},2026-01-05 09:00,U1,W1,Web,,,").ToArray();
        rows[10] = "c1,\"never closed,2026-01-05 09:00,U1,W1,Web,,,";
        rows[1000] = "c1,\"closed by another,2026-01-05 09:00,U1,W1,Web,,,";
        rows[1003] = "c1,\"quoted, rightly\",2026-01-05 09:00,U1,W1,Web,,,";

        var summary = await _desk.ImportAsync(_desk.WriteRows(rows));

        var waiting = await _desk.QuarantineAsync();
        Assert.AreEqual("12 1002", string.Join(' ', waiting.Select(row => row.LineNumber)));
        Assert.IsTrue(waiting.All(row => row is { Problem: RowProblem.BadQuote, Column: "event" }));
        Assert.AreEqual(1998, summary.EventsAdded);
    }

    [TestMethod]
    public async Task A_row_of_zero_bytes_waits_and_the_rest_is_stored()
    {
        var path = _desk.WriteRows(Good, new string('\0', 50), "c1,Decided,2026-01-06 09:00,U2,,,,,");

        var summary = await _desk.ImportAsync(path);

        var row = await _desk.OnlyQuarantinedRowAsync();
        Assert.AreEqual((RowProblem.NotText, new string('␀', 50)), (row.Problem, row.RawText));
        Assert.AreEqual(2, summary.EventsAdded);
    }

    [TestMethod]
    public async Task Equal_bad_rows_stay_as_many_as_they_are_however_often_imported()
    {
        var path = _desk.WriteRows(Good, "c1,,,,,,,,", "c1,,,,,,,,", "c1,,,,,,,,");

        await _desk.ImportAsync(path);
        var again = await _desk.ImportAsync(path);

        Assert.HasCount(3, await _desk.QuarantineAsync());
        Assert.AreEqual((3, 0), (again.RowsUnreadable, again.RowsQuarantined));
    }

    [TestMethod]
    public async Task A_mended_profile_takes_in_the_rows_that_waited_and_marks_them()
    {
        var path = _desk.WriteRows(Good, "c2,Received,2026-01-05 09:00,U1,W1,Fax,,,", "c3,Received,2026-01-05 09:00,U1,W1,Pigeon,,,");
        await _desk.ImportAsync(path);

        var mended = await _desk.ProfileAsync(ImportDesk.ProfileJson.Replace("\"Desk\"", "\"Fax\": \"letter\", \"Desk\"", StringComparison.Ordinal));
        var summary = await _desk.ImportAsync(path, mended);

        Assert.AreEqual((1, 1, 1, 1, 0), (summary.RowsResolved, summary.CasesAdded, summary.EventsAdded, summary.RowsUnreadable, summary.RowsQuarantined));
        Assert.AreEqual("Pigeon", (await _desk.OnlyQuarantinedRowAsync()).Found);
        Assert.AreEqual(2, await _desk.CountAsync(guidance => guidance.QuarantinedRows), "A resolved row stays on record.");
    }

    [TestMethod]
    public async Task A_row_that_waits_tells_its_next_fault_when_the_first_is_mended()
    {
        var path = _desk.WriteRows("c2,Received,2026-01-05 09:00,U1,W1,Fax,yesterday,,");
        await _desk.ImportAsync(path);

        var mended = await _desk.ProfileAsync(ImportDesk.ProfileJson.Replace("\"Desk\"", "\"Fax\": \"letter\", \"Desk\"", StringComparison.Ordinal));
        await _desk.ImportAsync(path, mended);

        var row = await _desk.OnlyQuarantinedRowAsync();
        Assert.AreEqual(("start", RowProblem.NotATime, "yesterday"), (row.Column, row.Problem, row.Found));
    }

    [TestMethod]
    public async Task A_case_that_states_another_start_than_it_did_before_is_left_as_it_was()
    {
        await _desk.ImportAsync(_desk.WriteRows(Good));
        var before = await _desk.ContentsAsync();

        var summary = await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,2026-01-03 08:00,,"));

        Assert.AreEqual((0, 0, 1), (summary.EventsAdded, summary.CasesCorrected, summary.RowsQuarantined));
        Assert.AreEqual("2026-01-05 06:00:00Z", (await _desk.OnlyQuarantinedRowAsync()).Expected);
        StringAssert.EndsWith(await _desk.ContentsAsync(), before, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_case_of_no_known_channel_waits_unless_the_profile_says_which_it_is()
    {
        var path = _desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,,,,", Good.Replace("c1", "c2", StringComparison.Ordinal));
        await _desk.ImportAsync(path);
        var row = await _desk.OnlyQuarantinedRowAsync();
        Assert.AreEqual(("channel", RowProblem.ValueMissing), (row.Column, row.Problem));

        var mended = await _desk.ProfileAsync(ImportDesk.ProfileJson.Replace("\"delimiter\"", "\"defaultChannel\": \"phone\", \"delimiter\"", StringComparison.Ordinal));
        var summary = await _desk.ImportAsync(path, mended);

        Assert.AreEqual((1, 1, 0), (summary.CasesAdded, summary.RowsResolved, summary.RowsUnreadable));
    }

    [TestMethod]
    public async Task Looking_at_the_rows_that_wait_is_audited()
    {
        await _desk.ImportAsync(_desk.WriteRows("c1,,,,,,,,"));

        await _desk.QuarantineAsync();

        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Read && entry.Subject == nameof(QuarantinedRow))));
    }
}
