using System.Globalization;
using System.Text;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.Guidance.Tests.Imports;

/// <summary>A bad file is refused with its reason, and nothing of it is stored (<see cref="ImportDesk.RefusalAsync"/> looks).</summary>
[TestClass]
[TestCategory("database")]
public sealed class BadFileTests : IDisposable
{
    private const string Row = "c1,Received,2026-01-05 09:00,U1,W1,Web,,,\n";
    private readonly ImportDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task A_file_that_is_not_there()
    {
        Assert.AreEqual(new FileProblem(FileProblemKind.Missing, "gone.csv"), await _desk.RefusalAsync(_desk.PathOf("gone.csv")));
    }

    [TestMethod]
    public async Task A_folder()
    {
        Directory.CreateDirectory(_desk.PathOf("folder"));

        Assert.AreEqual(new FileProblem(FileProblemKind.IsDirectory, "folder"), await _desk.RefusalAsync(_desk.PathOf("folder") + Path.DirectorySeparatorChar));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\n\r\n   \n")]
    [DataRow("\uFEFF")]
    public async Task An_empty_file(string content)
    {
        Assert.AreEqual(FileProblemKind.Empty, (await _desk.RefusalAsync(_desk.Write(content))).Kind);
    }

    [TestMethod]
    public async Task A_header_and_nothing_else()
    {
        Assert.AreEqual(FileProblemKind.NoRows, (await _desk.RefusalAsync(_desk.Write(ImportDesk.Header))).Kind);
    }

    [TestMethod]
    public async Task Another_delimiter_is_guessed()
    {
        var problem = await _desk.RefusalAsync(_desk.Write((ImportDesk.Header + "\n" + Row).Replace(',', ';')));

        Assert.AreEqual((FileProblemKind.WrongDelimiter, 1, ",", ";"), (problem.Kind, problem.Line, problem.Found, problem.Expected));
    }

    [TestMethod]
    public async Task Missing_columns_are_named_and_those_found_listed()
    {
        var problem = await _desk.RefusalAsync(_desk.Write("case,event,when,unit,worker,Channel,start,end,deadline\n" + Row));

        Assert.AreEqual((FileProblemKind.ColumnsMissing, "time, channel"), (problem.Kind, problem.Column));
        Assert.AreEqual("case, event, when, unit, worker, Channel, start, end, deadline", problem.Found);
    }

    [TestMethod]
    public async Task A_column_the_profile_reads_that_is_there_twice()
    {
        var problem = await _desk.RefusalAsync(_desk.Write(ImportDesk.Header + ",time\n" + Row));

        Assert.AreEqual((FileProblemKind.DuplicateColumn, "time"), (problem.Kind, problem.Column));
    }

    [TestMethod]
    public async Task A_header_with_an_unclosed_quote()
    {
        Assert.AreEqual(FileProblemKind.BadHeaderQuote, (await _desk.RefusalAsync(_desk.Write("\"" + ImportDesk.Header + "\n" + Row))).Kind);
    }

    [TestMethod]
    public async Task A_binary_file()
    {
        var path = _desk.PathOf("picture.csv");
        await File.WriteAllBytesAsync(path, [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 1, 2, 3]);

        Assert.AreEqual(FileProblemKind.NotText, (await _desk.RefusalAsync(path)).Kind);
    }

    [TestMethod]
    public async Task Bytes_that_are_not_in_the_profiles_encoding_are_refused_with_their_line()
    {
        var path = _desk.PathOf("latin.csv");
        var rows = string.Concat(Enumerable.Repeat(Row, 3000));
        await File.WriteAllTextAsync(path, $"{ImportDesk.Header}\r\n{rows}c1,Päätös,2026-01-05 09:00,U1,W1,Web,,,\n{rows}", Encoding.Latin1);

        var problem = await _desk.RefusalAsync(path);

        Assert.AreEqual((FileProblemKind.WrongEncoding, 3002, "utf-8"), (problem.Kind, problem.Line, problem.Expected));
    }

    [TestMethod]
    public async Task A_character_cut_off_at_the_end_of_the_file()
    {
        var path = _desk.PathOf("cut.csv");
        await File.WriteAllBytesAsync(path, [.. Encoding.UTF8.GetBytes($"{ImportDesk.Header}\n{Row}c2,Rä")[..^1]]);

        var problem = await _desk.RefusalAsync(path);

        Assert.AreEqual((FileProblemKind.WrongEncoding, 3), (problem.Kind, problem.Line));
    }

    [TestMethod]
    public async Task A_file_in_utf_16_is_told_from_a_binary_one()
    {
        var path = _desk.PathOf("wide.csv");
        await File.WriteAllTextAsync(path, ImportDesk.Header + "\n" + Row, Encoding.Unicode);

        Assert.AreEqual((FileProblemKind.WrongEncoding, "utf-16"), ((await _desk.RefusalAsync(path)) is var problem ? problem.Kind : default, problem.Found));
        var wide = await _desk.ProfileAsync(ImportDesk.ProfileJson.Replace("\"zone\"", "\"encoding\": \"utf-16\", \"zone\"", StringComparison.Ordinal));
        Assert.AreEqual(1, (await _desk.ImportAsync(path, wide)).EventsAdded);
    }

    [TestMethod]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        var path = _desk.Write(ImportDesk.Header + "\n" + new string('x', PhysicalLines.LineMaxLength + 10));

        var problem = await _desk.RefusalAsync(path);

        Assert.AreEqual(
            (FileProblemKind.LineTooLong, 2, PhysicalLines.LineMaxLength.ToString(CultureInfo.InvariantCulture)),
            (problem.Kind, problem.Line, problem.Expected));
    }
}
