using System.Globalization;
using System.IO.Compression;
using System.Text;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
[TestCategory("database")]
public sealed class XesFileTests : IDisposable
{
    private const string Profile = """
        {
          "name": "desk", "delimiter": ",", "zone": "Europe/Helsinki", "timeFormats": ["d.M.yyyy H.mm"],
          "columns": { "case": "case:concept:name", "event": "concept:name", "time": "time:timestamp", "unit": "org:group", "worker": "org:resource",
                       "channel": "case:channel", "start": "case:start", "end": "case:end", "deadline": "case:deadline" },
          "values": { "channel": { "Web": "e-form", "Desk": "visit" } }
        }
        """;

    private readonly ImportDesk _desk = new();
    private readonly ImportDesk _other = new();

    public void Dispose()
    {
        _desk.Dispose();
        _other.Dispose();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task One_profile_reads_a_log_as_table_and_as_XES_plain_and_packed_and_stores_the_same(bool isPacked)
    {
        var table = "case:concept:name,concept:name,time:timestamp,org:group,org:resource,case:channel,case:start,case:end,case:deadline\n"
            + "c1,\"Said <no> & \"\"twice\"\"\",2026-10-25T03:30:00+03:00,\"Ähtäri ☃\",W1,Web,2026-10-25T03:30:00+03:00,,\n"
            + "c1,Closed,2026-10-25T03:30:00.125+02:00,U2,,Web,2026-10-25T03:30:00+03:00,,\n"
            + "c2,Received,2026-01-05T09:00:00Z,,W1,Desk,,2026-01-06T09:00:00Z,2026-02-01\n";
        var xes = Log(
            Trace("c1", """<string key="channel" value="Web"/><date key="start" value="2026-10-25T03:30:00+03:00"/>""",
                Event("Said &lt;no&gt; &amp; &quot;twice&quot;", "2026-10-25T03:30:00+03:00", """<string key="org:group" value="Ähtäri ☃"/><string key="org:resource" value="W1"/>"""),
                Event("Closed", "2026-10-25T03:30:00.125+02:00", """<string key="org:group" value="U2"/>""")),
            Trace("c2", """<string key="channel" value="Desk"/><date key="end" value="2026-01-06T09:00:00Z"/><string key="deadline" value="2026-02-01"/>""",
                Event("Received", "2026-01-05T09:00:00Z", """<string key="org:resource" value="W1"><string key="concept:name" value="nested, and no name of the event"/></string><list key="more"><values><string key="org:group" value="nested"/></values></list>""")));
        var iso = await _desk.ProfileAsync(Profile.Replace("\"timeFormats\": [\"d.M.yyyy H.mm\"],", "", StringComparison.Ordinal));

        var ofTable = await _desk.ImportAsync(isPacked ? Pack(_desk, table) : _desk.Write(table), iso);
        var ofXes = await _other.ImportAsync(isPacked ? Pack(_other, xes) : _other.Write(xes), await _other.ProfileAsync(Profile));

        Assert.AreEqual((3, 0), (ofTable.EventsAdded, ofTable.RowsUnreadable));
        Assert.AreEqual((3, 0), (ofXes.EventsAdded, ofXes.RowsUnreadable));
        Assert.AreEqual(await _desk.ContentsAsync(), await _other.ContentsAsync());
    }

    [TestMethod]
    public async Task A_date_of_XES_is_no_format_of_the_profiles_and_a_time_as_text_is()
    {
        var profile = await _desk.ProfileAsync(Profile.Replace("d.M.yyyy H.mm", "yyyy-dd-MM\", \"d.M.yyyy H.mm", StringComparison.Ordinal));
        var path = _desk.Write(Log(Trace("c1", """<string key="channel" value="Web"/><string key="end" value="5.4.2026 9.30"/>""", Event("Received", "2026-03-04", ""))));

        await _desk.ImportAsync(path, profile);

        var stored = (await _desk.ListAsync(guidance => guidance.Cases)).Single();
        Assert.AreEqual((new DateTime(2026, 3, 3, 22, 0, 0, DateTimeKind.Utc), new DateTime(2026, 4, 5, 6, 30, 0, DateTimeKind.Utc)), (stored.ReceivedAtUtc, stored.ClosedAtUtc));
    }

    [TestMethod]
    public async Task A_trace_that_loops_ten_thousand_times_is_one_case_and_importing_it_again_changes_nothing()
    {
        var start = new DateTime(2026, 1, 5, 7, 0, 0, DateTimeKind.Utc);
        var events = Enumerable.Range(0, 10_000).Select(index => Event(index % 2 == 0 ? "Sent" : "Returned", start.AddSeconds(index / 4).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), ""));
        var path = _desk.Write(Log(Trace("c1", """<string key="channel" value="Web"/>""", [.. events])));

        var first = await _desk.ImportAsync(path, await _desk.ProfileAsync(Profile));
        var again = await _desk.ImportAsync(path, await _desk.ProfileAsync(Profile));

        Assert.AreEqual((1, 10_000, 0, 0), (first.CasesAdded, first.EventsAdded, again.CasesAdded, again.EventsAdded));
    }

    [TestMethod]
    public async Task A_bad_event_waits_with_its_trace_event_and_line_and_the_others_are_stored()
    {
        var good = Event("Received", "2026-01-05T09:00:00Z", "");
        var path = _desk.Write(Log(
            Trace("c1", """<string key="channel" value="Web"/>""", good),
            Trace("c2", """<string key="channel" value="Web"/>""", good, Event("Moved", "soon", """<string key="note" value="a &lt; b"/>"""), good.Replace("</event>", """<string key="concept:name" value="Other"/></event>""", StringComparison.Ordinal)),
            Trace("c3", """<string key="channel" value="Fax"/>""", good)));
        var profile = await _desk.ProfileAsync(Profile);

        var summary = await _desk.ImportAsync(path, profile);
        var again = await _desk.ImportAsync(path, profile);

        Assert.AreEqual((2, 3, 3, 0), (summary.EventsAdded, summary.RowsUnreadable, summary.RowsQuarantined, again.RowsQuarantined));
        Assert.AreEqual(
            "2.2 line 10 time:timestamp NotATime soon; 2.3 line 11 concept:name ValueTwice ; 3.1 line 15 case:channel UnknownValue Fax",
            string.Join("; ", summary.FirstUnreadable.Select(row => $"{row.Trace}.{row.EventOfTrace} line {row.LineNumber} {row.Column} {row.Problem} {row.Found}")));
        Assert.AreEqual(
            """<!-- trace 2, event 2 --><trace><string key="concept:name" value="c2"/><string key="channel" value="Web"/></trace><event><string key="concept:name" value="Moved"/><date key="time:timestamp" value="soon"/><string key="note" value="a &lt; b"/></event>""",
            (await _desk.QuarantineAsync()).Single(row => row.Problem == RowProblem.NotATime).RawText);
    }

    [TestMethod]
    public async Task An_event_outside_of_every_trace_and_one_that_says_too_much_wait()
    {
        var lengthy = string.Concat(Enumerable.Range(0, 3000).Select(index => $"""<string key="k{index}" value="{new string('x', 100)}"/>"""));
        var path = _desk.Write(Log(
            Event("Lost", "2026-01-05T09:00:00Z", ""),
            Trace("c1", """<string key="channel" value="Web"/>""", Event("Received", "2026-01-05T09:00:00Z", ""), Event("Told", "2026-01-05T09:00:00Z", lengthy), "<event/>")));

        var summary = await _desk.ImportAsync(path, await _desk.ProfileAsync(Profile));

        Assert.AreEqual("ValueMissing EventTooLong ValueMissing", string.Join(' ', summary.FirstUnreadable.Select(row => row.Problem)));
        Assert.AreEqual(1, summary.EventsAdded);
    }

    [TestMethod]
    [DataRow(FileProblemKind.NotXml, 3, "<log>\n<trace>\n<event></trace></log>", DisplayName = "tags that cross")]
    [DataRow(FileProblemKind.NotXml, 1, "<!DOCTYPE log [<!ENTITY a \"b\">]><log/>", DisplayName = "a document type")]
    [DataRow(FileProblemKind.NotXml, 2, "<log>\n<trace><string key=\"concept:name\" value=\"&#1;\"/></trace></log>", DisplayName = "a character XML cannot hold")]
    [DataRow(FileProblemKind.NotXes, 1, "<html><body/></html>", DisplayName = "something else")]
    [DataRow(FileProblemKind.NoEvents, null, "<log><trace><string key=\"concept:name\" value=\"c1\"/></trace></log>", DisplayName = "no event")]
    [DataRow(FileProblemKind.NoEvents, null, "<?xml version=\"1.0\"?>\n<log/>", DisplayName = "an empty log")]
    [DataRow(FileProblemKind.ColumnsMissing, 1, "<log><trace><event><string key=\"name\" value=\"a\"/></event></trace></log>", DisplayName = "another profile's")]
    public async Task A_file_that_is_no_log_is_refused_with_its_line_and_stores_nothing(FileProblemKind kind, int? line, string xml)
    {
        var problem = await _desk.RefusalAsync(_desk.Write(xml), await _desk.ProfileAsync(Profile));

        Assert.AreEqual((kind, line), (problem.Kind, problem.Line));
    }

    [TestMethod]
    public async Task Xml_that_breaks_off_half_way_stores_nothing_as_a_table_does()
    {
        var whole = Log(Trace("c1", """<string key="channel" value="Web"/>""", Event("Received", "2026-01-05T09:00:00Z", ""), Event("Closed", "2026-01-06T09:00:00Z", "")));

        var problem = await _desk.RefusalAsync(_desk.Write(whole[..^40]), await _desk.ProfileAsync(Profile));

        Assert.AreEqual(FileProblemKind.NotXml, problem.Kind);
    }

    [TestMethod]
    public async Task A_trace_that_tells_of_itself_after_its_events_is_refused()
    {
        var late = Log($"<trace><string key=\"concept:name\" value=\"c1\"/>\n{Event("Received", "2026-01-05T09:00:00Z", "")}\n<string key=\"channel\" value=\"Web\"/></trace>");

        var problem = await _desk.RefusalAsync(_desk.Write(late), await _desk.ProfileAsync(Profile));

        Assert.AreEqual((FileProblemKind.NotXes, 5), (problem.Kind, problem.Line));
    }

    [TestMethod]
    public async Task What_would_fill_the_memory_is_refused()
    {
        var profile = await _desk.ProfileAsync(Profile);
        var lengthy = $"<log><trace><string key=\"concept:name\" value=\"{new string('x', XesRecords.NodeMaxBytes + 200_000)}\"/></trace></log>";
        var deep = $"<log><trace>{string.Concat(Enumerable.Repeat("<string key=\"a\" value=\"b\">", 100))}{string.Concat(Enumerable.Repeat("</string>", 100))}</trace></log>";

        Assert.AreEqual(FileProblemKind.LineTooLong, (await _desk.RefusalAsync(_desk.Write(lengthy), profile)).Kind);
        Assert.AreEqual(FileProblemKind.NotXes, (await _desk.RefusalAsync(_desk.Write(deep), profile)).Kind);
    }

    // Some 30 million characters are unpacked.
    [TestMethod]
    public async Task A_small_file_that_unpacks_to_far_more_than_a_log_is_refused()
    {
        var path = _desk.PathOf("bomb.xes.gz");
        await using (var packed = new GZipStream(File.Create(path), CompressionLevel.SmallestSize))
        {
            packed.Write("<log>"u8);
            var blank = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<trace/>", 10_000)));
            for (var written = 0L; written < LogContent.AlwaysAllowedBytes * 3; written += blank.Length)
                packed.Write(blank);
            packed.Write("</log>"u8);
        }

        var problem = await _desk.RefusalAsync(path, await _desk.ProfileAsync(Profile));

        Assert.AreEqual(FileProblemKind.ExpandsTooFar, problem.Kind);
    }

    [TestMethod]
    [DataRow("table")]
    [DataRow("xes")]
    public async Task A_packed_file_that_is_cut_off_or_damaged_is_refused(string form)
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 3000).Select(index => (Case: $"c{random.Next()}", Activity: $"Activity {random.Next()}"));
        var text = form == "xes"
            ? Log([.. rows.Select(row => Trace(row.Case, """<string key="channel" value="Web"/>""", Event(row.Activity, "2026-01-05T09:00:00Z", "")))])
            : ImportDesk.Header + "\n" + string.Concat(rows.Select(row => $"{row.Case},{row.Activity},2026-01-05 09:00,U1,W1,Web,,,\n"));
        var profile = await _desk.ProfileAsync(form == "xes" ? Profile : ImportDesk.ProfileJson);
        var bytes = await File.ReadAllBytesAsync(Pack(_desk, text));
        var damaged = bytes.ToArray();
        damaged.AsSpan(bytes.Length / 2, 50).Fill(0x55);

        foreach (var broken in (byte[][])[bytes[..(bytes.Length / 2)], bytes[..^1], bytes[..12], damaged])
        {
            await File.WriteAllBytesAsync(_desk.PathOf("broken.gz"), broken);
            var problem = await _desk.RefusalAsync(_desk.PathOf("broken.gz"), profile);

            // What is unpacked from damaged bytes may be anything before the sum at the end tells.
            Assert.IsTrue(problem.Kind == FileProblemKind.GzipBroken || broken == damaged, problem.ToString());
        }
    }

    private static string Pack(ImportDesk desk, string text)
    {
        var path = desk.PathOf("log.gz");
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    private static string Log(params string[] content) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1849-2016\" xmlns=\"http://www.xes-standard.org/\">\n{string.Join('\n', content)}\n</log>\n";

    private static string Trace(string name, string attributes, params string[] events) =>
        $"<trace>\n<string key=\"concept:name\" value=\"{name}\"/>{attributes}\n{string.Join('\n', events)}\n</trace>";

    private static string Event(string activity, string time, string more) =>
        $"<event><string key=\"concept:name\" value=\"{activity}\"/><date key=\"time:timestamp\" value=\"{time}\"/>{more}</event>";
}
