using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Reporting.Tests.Exports;

[TestClass]
public sealed partial class ExportEventsTests : IDisposable
{
    private readonly ExportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    [DataRow(EventLogFormat.Csv)]
    [DataRow(EventLogFormat.Xes)]
    [DataRow(EventLogFormat.Ocel)]
    public async Task Nothing_in_the_file_tells_whose_it_is(EventLogFormat format)
    {
        await _desk.MakeCountyAsync(40);

        await _desk.ExportAsync(_desk.Request("log"), format);

        var text = _desk.ReadText("log");
        await using var guidance = _desk.OpenGuidance();
        var secrets = (await guidance.Cases.Select(row => row.Id).ToListAsync())
            .Concat(await guidance.Clients.Select(row => row.Id).ToListAsync())
            .Concat(await guidance.Workers.Select(row => row.Id).ToListAsync())
            .SelectMany(id => new[] { id.ToString(), id.ToString("N") })
            .Concat(await guidance.Workers.Select(row => row.Name).ToListAsync())
            .Concat(await guidance.Clients.Select(row => row.FamilyName).ToListAsync());
        foreach (var secret in secrets)
            Assert.IsFalse(Regex.IsMatch(text, $@"\b{Regex.Escape(secret)}\b"), secret);
    }

    [TestMethod]
    public async Task Logs_of_one_key_join_and_those_of_two_and_the_analysis_file_do_not()
    {
        await _desk.MakeCountyAsync(10);

        await _desk.ExportAsync(_desk.Request("a.csv"), EventLogFormat.Csv);
        await _desk.ExportAsync(_desk.Request("b.xes"), EventLogFormat.Xes);
        await _desk.ExportAnalysisAsync(_desk.Request("c.csv"));
        await _desk.ExportAsync(_desk.Request("once.csv") with { KeyPeriod = KeyPeriod.Once }, EventLogFormat.Csv);
        await _desk.ExportAsync(_desk.Request("year.csv") with { KeyPeriod = KeyPeriod.Year }, EventLogFormat.Csv);
        _desk.Clock.Advance(TimeSpan.FromDays(9));
        await _desk.ExportAsync(_desk.Request("december.csv"), EventLogFormat.Csv);

        var names = NamesIn("a.csv");
        Assert.IsNotEmpty(names);
        Assert.IsTrue(names.SetEquals(NamesIn("b.xes")));
        Assert.IsNotEmpty(NamesIn("c.csv"));
        foreach (var other in (string[])["c.csv", "once.csv", "year.csv", "december.csv"])
            Assert.IsFalse(names.Overlaps(NamesIn(other)), other);
    }

    [TestMethod]
    public async Task Each_export_is_in_the_audit_with_what_from_to_rows_and_why()
    {
        await _desk.ImportRowsAsync("c1,One,2026-01-05T09:00:00Z,,,phone,,,", "c1,Two,2026-02-05T09:00:00Z,,,phone,,,", "c2,One,2026-02-01T00:00:00Z,,,phone,,,");

        await _desk.ExportAsync(_desk.Request("a.xes") with { From = new(2026, 1, 5), To = new(2026, 2, 1), Purpose = ExportPurpose.Research }, EventLogFormat.Xes);
        await _desk.ExportAsync(_desk.Request("b.csv"), EventLogFormat.Csv, keepsIds: true);

        var entries = await _desk.AuditAsync();
        Assert.AreEqual(
            "test ExportEvents Event log exported: xes, 2 events of 1 cases, 2026-01-05–2026-02-01, for research, key 2026-11\n"
            + "test ExportEvents Event log exported: csv, 3 events of 2 cases, …–…, for knowledge-management, ids as they are",
            string.Join('\n', entries.Select(entry => $"{entry.Actor} {entry.Subject} {entry.Reason}")));
    }

    [TestMethod]
    [DataRow(EventLogFormat.Csv)]
    [DataRow(EventLogFormat.Xes)]
    [DataRow(EventLogFormat.Ocel)]
    public async Task A_log_without_cases_is_a_whole_file(EventLogFormat format)
    {
        var summary = await _desk.ExportAsync(_desk.Request("log"), format);

        var text = _desk.ReadText("log");
        Assert.AreEqual(new ExportSummary(0, 0, 0), summary);
        if (format == EventLogFormat.Csv)
            Assert.AreEqual(1, text.Trim().Split('\n').Length);
        else if (format == EventLogFormat.Xes)
            Assert.AreEqual("log", XDocument.Parse(text).Root!.Name.LocalName);
        else
            Assert.AreEqual(0, JsonDocument.Parse(text).RootElement.GetProperty("events").GetArrayLength());
    }

    [TestMethod]
    public async Task Cells_that_a_spreadsheet_would_run_are_text()
    {
        await _desk.ImportRowsAsync("c1,=cmd|' /C calc'!A0,2026-01-05T09:00:00Z,+1,w,phone,,,", "c1,@sum,2026-01-05T09:00:00Z,-1,w,phone,,,", "c1,a=b,2026-01-05T09:00:00Z,1-1,w,phone,,,");

        var summary = await _desk.ExportAsync(_desk.Request("log.csv"), EventLogFormat.Csv);

        Assert.AreEqual(4, summary.TextsChanged);
        var text = _desk.ReadText("log.csv");
        foreach (var cell in (string[])[",'=cmd|' /C calc'!A0,", ",'+1,", ",'@sum,", ",'-1,", ",a=b,", ",1-1,"])
            Assert.Contains(cell, text);
    }

    [TestMethod]
    public async Task An_export_that_is_stopped_leaves_nothing_and_does_not_touch_what_was_there()
    {
        await _desk.MakeCountyAsync(150);
        await File.WriteAllTextAsync(_desk.PathOf("old.csv"), "old");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            _desk.ExportAsync(_desk.Request("old.csv", mayReplace: true), EventLogFormat.Csv, progress: new Stopper(stop), cancellationToken: stop.Token));

        CollectionAssert.AreEqual((string[])["old.csv"], _desk.FilesOut());
        Assert.AreEqual("old", _desk.ReadText("old.csv"));
        Assert.IsEmpty(await _desk.AuditAsync());
    }

    [TestMethod]
    public async Task A_file_that_is_there_is_kept_unless_it_may_be_replaced()
    {
        await _desk.ImportRowsAsync("c1,One,2026-01-05T09:00:00Z,,,phone,,,");
        var request = _desk.Request("log.csv");
        await _desk.ExportAsync(request, EventLogFormat.Csv);
        var first = _desk.ReadText("log.csv");

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(() => _desk.ExportAsync(request, EventLogFormat.Xes));
        await _desk.ExportAsync(_desk.Request("log.csv", mayReplace: true), EventLogFormat.Csv);

        Assert.AreEqual((ExportRefusal.FileExists, first), (refused.Reason, _desk.ReadText("log.csv")));
        foreach (var (path, expected) in ((string, ExportRefusal)[])[(_desk.PathOf("no/log.csv"), ExportRefusal.FolderMissing), (_desk.PathOf(""), ExportRefusal.IsFolder), ("a\0b", ExportRefusal.CannotWrite)])
            Assert.AreEqual(expected, (await Assert.ThrowsAsync<ExportRefusedException>(() => _desk.ExportAsync(new ExportRequest { Target = new ExportTarget.ToFile(path) }, EventLogFormat.Csv))).Reason);
        CollectionAssert.AreEqual((string[])["log.csv"], _desk.FilesOut());
    }

    [TestMethod]
    public async Task In_OCEL_every_relation_leads_to_an_object_and_every_type_is_declared()
    {
        await _desk.MakeCountyAsync(30);

        var summary = await _desk.ExportAsync(_desk.Request("log.json"), EventLogFormat.Ocel);

        var log = JsonDocument.Parse(_desk.ReadText("log.json")).RootElement;
        var objects = log.GetProperty("objects").EnumerateArray().Select(each => each.GetProperty("id").GetString()).ToList();
        var related = log.GetProperty("objects").EnumerateArray().Where(each => each.TryGetProperty("relationships", out _)).Concat(log.GetProperty("events").EnumerateArray())
            .SelectMany(each => each.GetProperty("relationships").EnumerateArray()).Select(each => each.GetProperty("objectId").GetString()).ToHashSet();
        CollectionAssert.AllItemsAreUnique(objects);
        Assert.IsTrue(related.IsSubsetOf(objects));
        Assert.AreEqual(summary.Rows, log.GetProperty("events").GetArrayLength());
        foreach (var (things, types) in ((string, string)[])[("objects", "objectTypes"), ("events", "eventTypes")])
        {
            var declared = log.GetProperty(types).EnumerateArray().Select(each => each.GetProperty("name").GetString()).ToHashSet();
            Assert.IsTrue(log.GetProperty(things).EnumerateArray().All(each => declared.Contains(each.GetProperty("type").GetString())), things);
        }
    }

    private HashSet<string> NamesIn(string name) => [.. Pseudonym().Matches(_desk.ReadText(name)).Select(match => match.Value)];

    [GeneratedRegex("(case|client|worker)-[0-9a-f]{32}")]
    private static partial Regex Pseudonym();

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => stop.Cancel();
    }
}
