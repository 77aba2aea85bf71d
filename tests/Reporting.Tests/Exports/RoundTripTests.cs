using Palveluohjaus.Reporting.Exports;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>Export with the ids as they are, then import: the same log.</summary>
[TestClass]
public sealed class RoundTripTests : IDisposable
{
    private readonly ExportDesk _here = new();
    private readonly ExportDesk _there = new();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    // A county is generated for each.
    [TestMethod]
    [DataRow(EventLogFormat.Csv, "log.csv")]
    [DataRow(EventLogFormat.Csv, "log.csv.gz")]
    [DataRow(EventLogFormat.Xes, "log.xes")]
    [DataRow(EventLogFormat.Xes, "log.xes.gz")]
    public async Task A_countys_log_exported_and_imported_elsewhere_is_the_same_log(EventLogFormat format, string name)
    {
        await _here.MakeCountyAsync(60);

        var written = await _here.ExportAsync(_here.Request(name), format, keepsIds: true);
        var read = await _there.ImportAsync(_here.PathOf(name));

        var before = await _here.LogAsync(ownIds: true);
        Assert.IsGreaterThan(300, before.Count);
        Assert.AreEqual((written.Cases, written.Rows, 0), (read.CasesAdded, read.EventsAdded, read.RowsUnreadable));
        CollectionAssert.AreEqual(before, await _there.LogAsync(ownIds: false));
    }

    [TestMethod]
    [DataRow(EventLogFormat.Csv, "log.csv")]
    [DataRow(EventLogFormat.Xes, "log.xes.gz")]
    public async Task Themes_languages_life_stages_and_the_source_of_a_moved_log_come_through(EventLogFormat format, string name)
    {
        await File.WriteAllTextAsync(_here.PathOf("receipt.csv"), "case:concept:name,concept:name,time:timestamp,org:group,org:resource,case:channel,case:startdate,case:enddate,case:deadline\nc1,One,2026-01-05T09:00:00Z,U1,W1,Desk,,,\n");
        await _here.ImportAsync(_here.PathOf("receipt.csv"), "receipt");

        await _here.ExportAsync(_here.Request(name), format, keepsIds: true);
        await _there.ImportAsync(_here.PathOf(name));

        CollectionAssert.AreEqual((string[])["receipt"], await _there.SourcesAsync());
        CollectionAssert.AreEqual(await _here.LogAsync(ownIds: false), await _there.LogAsync(ownIds: false));
    }

    [TestMethod]
    public async Task A_log_of_our_own_records_is_a_log_elsewhere_and_keeps_theme_language_and_life_stage()
    {
        await _here.MakeCountyAsync(20);

        await _here.ExportAsync(_here.Request("log.xes"), EventLogFormat.Xes, keepsIds: true);
        await _there.ImportAsync(_here.PathOf("log.xes"));

        CollectionAssert.AreEqual((string[])["palveluohjaus-log"], await _there.SourcesAsync());
        await using var guidance = _there.OpenGuidance();
        Assert.IsTrue(guidance.Cases.Any(row => row.Theme != null && row.LifeStage != null && row.ServiceLanguage != null));
    }

    [TestMethod]
    [DataRow("nonsense,,,", 1, DisplayName = "a theme that is none of ours waits")]
    [DataRow(",Youth,,", 1, DisplayName = "codes are matched exactly")]
    [DataRow(",,other,../x", 0, DisplayName = "what is no name of a source is none")]
    public async Task Codes_that_are_not_ours_wait(string ends, int waiting)
    {
        await File.WriteAllTextAsync(_here.PathOf("rows.csv"), ExportDesk.Header + $"c1,One,2026-01-05T09:00:00Z,,,phone,,,,{ends}\nc2,One,2026-01-05T09:00:00Z,,,phone,,,,housing,youth,swedish,\n");

        var summary = await _here.ImportAsync(_here.PathOf("rows.csv"));

        Assert.AreEqual(waiting, summary.RowsUnreadable);
        Assert.AreEqual(2 - waiting, summary.CasesAdded);
    }

    [TestMethod]
    [DataRow(EventLogFormat.Csv, "log.csv")]
    [DataRow(EventLogFormat.Xes, "log.xes.gz")]
    public async Task Awkward_values_times_and_orders_come_through(EventLogFormat format, string name)
    {
        await _here.ImportRowsAsync(
            "=1+1,\"Said \"\"no\"\", <twice> & 'again'\",2026-10-25T03:30:00+03:00,+U1,@w,e-form,2026-10-25T03:30:00+03:00,,",
            "=1+1,\"Two\r\nlines\",2026-10-25T03:30:00+02:00,Ähtäri ☃ 𝄞,-w,e-form,,,",
            "=1+1,Same,2026-10-25T03:30:00+02:00,,,e-form,,,",
            "=1+1,Same,2026-10-25T03:30:00+02:00,,,e-form,,,",
            "c 2;|,]]>,2026-03-29T00:59:59.1234567Z,U1,,letter,2026-03-01T00:00:00.0000001Z,2026-02-01T00:00:00Z,2026-04-01",
            "c3,One,2026-01-01T00:00:00Z,,,phone,,,");

        await _here.ExportAsync(_here.Request(name), format, keepsIds: true);
        await _there.ImportAsync(_here.PathOf(name));

        CollectionAssert.AreEqual(await _here.LogAsync(ownIds: false), await _there.LogAsync(ownIds: false));
    }

    [TestMethod]
    public async Task A_character_that_XML_cannot_hold_is_refused_with_ids_as_they_are_and_replaced_under_pseudonyms()
    {
        await _here.ImportRowsAsync("c1,Bell \u0007 rang,2026-01-05T09:00:00Z,,,phone,,,");

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(() => _here.ExportAsync(_here.Request("a.xes"), EventLogFormat.Xes, keepsIds: true));
        var replaced = await _here.ExportAsync(_here.Request("b.xes"), EventLogFormat.Xes);

        Assert.AreEqual(ExportRefusal.NotForXml, refused.Reason);
        Assert.AreEqual(1, replaced.TextsChanged);
        Assert.Contains("Bell \uFFFD rang", _here.ReadText("b.xes"));
        CollectionAssert.AreEqual((string[])["b.xes"], _here.FilesOut());
    }

    [TestMethod]
    public async Task Ids_as_they_are_go_source_by_source_and_not_to_OCEL()
    {
        await _here.MakeCountyAsync(3);
        await _here.ImportRowsAsync("c1,One,2026-01-01T00:00:00Z,,,phone,,,");

        foreach (var (request, format, expected) in ((ExportRequest, EventLogFormat, ExportRefusal)[])
        [
            (_here.Request("a"), EventLogFormat.Csv, ExportRefusal.SourceNeeded),
            (_here.Request("a") with { Source = "nothere" }, EventLogFormat.Csv, ExportRefusal.NoSuchSource),
            (_here.Request("a") with { Source = "palveluohjaus-log" }, EventLogFormat.Ocel, ExportRefusal.NotForOcel),
        ])
        {
            Assert.AreEqual(expected, (await Assert.ThrowsAsync<ExportRefusedException>(() => _here.ExportAsync(request, format, keepsIds: true))).Reason);
        }

        Assert.AreEqual(1, (await _here.ExportAsync(_here.Request("a") with { Source = "palveluohjaus-log" }, EventLogFormat.Csv, keepsIds: true)).Rows);
        CollectionAssert.AreEqual((string[])["a"], _here.FilesOut());
    }
}
