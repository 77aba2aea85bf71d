using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
[TestCategory("database")]
public sealed class UnreadableRowTests : IDisposable
{
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_run_tells_of_its_own_file_and_not_of_what_waited_before()
    {
        await _desk.ImportAsync(_desk.Write(ImportDesk.Header + "\n" + string.Join('\n', Bad(0, 15)), "old.csv"));
        _desk.Clock.Advance(TimeSpan.FromDays(1));

        var summary = await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,,,", "c1,New,soon,U1,W1,Web,,,"));

        var row = summary.FirstUnreadable.Single();
        Assert.AreEqual((3, "time", RowProblem.NotATime, "soon"), (row.LineNumber, row.Column, row.Problem, row.Found));
    }

    [TestMethod]
    public async Task Rows_that_wait_already_are_told_again_at_their_place_in_this_file()
    {
        await _desk.ImportAsync(_desk.WriteRows(Bad(0, 2)));

        var summary = await _desk.ImportAsync(_desk.WriteRows(["c1,Received,2026-01-05 09:00,U1,W1,Web,,,", .. Bad(0, 2)]));

        Assert.AreEqual((0, 2), (summary.RowsQuarantined, summary.RowsUnreadable));
        Assert.AreEqual("3 4", string.Join(' ', summary.FirstUnreadable.Select(row => row.LineNumber)));
    }

    [TestMethod]
    public async Task Only_the_first_are_told_and_all_are_counted()
    {
        var summary = await _desk.ImportAsync(_desk.WriteRows(Bad(0, 6000)));

        Assert.AreEqual(6000, summary.RowsUnreadable);
        Assert.AreEqual(string.Join(' ', Enumerable.Range(2, ImportEvents.UnreadableRowsTold)), string.Join(' ', summary.FirstUnreadable.Select(row => row.LineNumber)));
    }

    [TestMethod]
    public async Task A_file_without_bad_rows_tells_of_none()
    {
        Assert.IsEmpty((await _desk.ImportAsync(_desk.WriteRows("c1,Received,2026-01-05 09:00,U1,W1,Web,,,"))).FirstUnreadable);
    }

    [TestMethod]
    public async Task Every_row_that_waits_is_reached_page_by_page_and_each_page_is_audited()
    {
        await _desk.ImportAsync(_desk.WriteRows(Bad(0, 25)));
        await using var guidance = _desk.OpenGuidance();
        var quarantine = new Quarantine(guidance, _desk.Clock);

        var lines = new List<int>();
        foreach (var skip in (int[])[0, 10, 20, 30])
            lines.AddRange((await quarantine.ListWaitingAsync("desk", skip, 10, ImportDesk.Actor, CancellationToken.None)).Select(row => row.LineNumber));

        Assert.AreEqual(string.Join(' ', Enumerable.Range(2, 25)), string.Join(' ', lines));
        Assert.AreEqual(4, await _desk.CountAsync(stored => stored.AuditEntries.Where(entry => entry.Action == AuditAction.Read)));
    }

    private static string[] Bad(int first, int count) => [.. Enumerable.Range(first, count).Select(index => $"c1,Step {index},never,U1,W1,Web,,,")];
}
