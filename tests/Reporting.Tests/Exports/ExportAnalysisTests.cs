using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Reporting.Tests.Exports;

[TestClass]
public sealed class ExportAnalysisTests : IDisposable
{
    private readonly ExportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_case_is_one_row_with_weeks_and_days()
    {
        await _desk.ImportRowsAsync("c1,One,2026-01-01T10:00:00Z,=U1,w,phone,2026-01-01T10:00:00Z,2026-01-04T22:00:00Z,2026-02-01T10:00:00Z", "c1,Two,2026-01-02T10:00:00Z,U2,w,phone,,,", "c1,Back,2026-01-03T10:00:00Z,=U1,w,phone,,,");

        var summary = await _desk.ExportAnalysisAsync(_desk.Request("a.csv"));

        var lines = _desk.ReadText("a.csv").Trim().Split("\r\n");
        Assert.AreEqual(new ExportSummary(1, 1, 1), summary);
        Assert.AreEqual(string.Join(',', AnalysisColumns.All.Select(column => column.Name)), lines[0]);
        StringAssert.Matches(lines[1], new("^case-[0-9a-f]{32},,palveluohjaus-log,2026-W01,2026-W02,,,'=U1,phone,,,,,3.5,,31.0,yes,2,yes,3,,,,$"));
        Assert.AreEqual("ExportAnalysis Analysis file exported: 1 cases, …–…, for knowledge-management, key 2026-11", (await _desk.AuditAsync()).Select(entry => $"{entry.Subject} {entry.Reason}").Single());
    }

    [TestMethod]
    public async Task Nobodys_birth_day_name_or_protected_place_is_in_it()
    {
        await _desk.MakeCountyAsync(60);
        await using var guidance = _desk.OpenGuidance();
        await guidance.Clients.ExecuteUpdateAsync(row => row.SetProperty(client => client.IsProtected, true));

        await _desk.ExportAnalysisAsync(_desk.Request("a.csv"));

        var rows = _desk.ReadText("a.csv").Trim().Split("\r\n").Select(line => line.Split(',')).ToList();
        var (client, municipality) = (Array.IndexOf(rows[0], "client"), Array.IndexOf(rows[0], "municipality"));
        Assert.IsTrue(rows.Skip(1).Any(row => row[client].Length > 0));
        Assert.IsTrue(rows.Skip(1).Where(row => row[client].Length > 0).All(row => row[municipality].Length == 0));
        Assert.DoesNotMatchRegex(@"\d{4}-\d{2}-\d{2}", string.Join('\n', rows.Skip(1).Select(row => string.Join(',', row.Skip(2)))));
    }

    [TestMethod]
    public void Every_column_stands_in_the_documents_as_it_is_in_the_file()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "exports.md"));
        var analysis = string.Join('\n', AnalysisColumns.All.Select(column => $"| `{column.Name}` | {column.Meaning} |"));
        var events = string.Join('\n', EventLogColumns.OfTheCase.Select(column => $"| `case:{column.Key}` | {column.Meaning} |").Concat(EventLogColumns.OfTheEvent.Select(column => $"| `{column.Key}` | {column.Meaning} |")));

        Assert.Contains(analysis, page, $"docs/exports.md is to hold:\n{analysis}\n");
        Assert.Contains(events, page, $"docs/exports.md is to hold:\n{events}\n");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CHANGELOG.md")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
