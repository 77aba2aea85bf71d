using System.Diagnostics;
using System.IO.Pipelines;
using Palveluohjaus.Reporting.Exports;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Exports;

/// <summary>A download of a million rows that nobody waits for any more.</summary>
[TestClass]
public sealed class CancelledDownloadTests
{
    private const int Rows = 1_000_000;
    private const int EventsOfCase = 10;

    private readonly List<string> _notes = [];
    private int _cases;
    private bool _isOpen;

    [TestMethod]
    [DataRow(EventLogFormat.Csv, false)]
    [DataRow(EventLogFormat.Csv, true)]
    [DataRow(EventLogFormat.Xes, false)]
    public async Task A_reader_that_leaves_half_way_stops_the_rows_at_once(EventLogFormat format, bool isCompressed)
    {
        // As the server's answer: whoever writes waits when so much is unread.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 16, resumeWriterThreshold: 1 << 15));
        var writing = Task.Run(() => ExportDownload.WriteAsync(new ExportTarget.ToBrowser(pipe.Writer, isCompressed), to => GenerateAsync(to, format, CancellationToken.None), Notes(), CancellationToken.None));

        await ReadUntilAsync(pipe.Reader, () => _cases >= Rows / EventsOfCase / 2);
        var atLeaving = _cases;
        await pipe.Reader.CompleteAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing);

        AssertStoppedNear(atLeaving);
    }

    [TestMethod]
    public async Task A_request_that_is_cancelled_while_nobody_reads_stops_too()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 16, resumeWriterThreshold: 1 << 15));
        using var cancel = new CancellationTokenSource();
        var writing = Task.Run(() => ExportDownload.WriteAsync(new ExportTarget.ToBrowser(pipe.Writer, IsCompressed: false), to => GenerateAsync(to, EventLogFormat.Csv, cancel.Token), Notes(), cancel.Token));

        await ReadUntilAsync(pipe.Reader, () => _cases >= Rows / EventsOfCase / 2);
        var atLeaving = _cases;
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing);

        AssertStoppedNear(atLeaving);
    }

    [TestMethod]
    public async Task A_file_that_is_cancelled_half_way_is_not_there()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        Directory.CreateDirectory(folder.Of("out"));

        await Assert.ThrowsAsync<OperationCanceledException>(() => ExportFile.WriteAsync(
            new ExportTarget.ToFile(folder.Of("out/log.csv.gz")), to => GenerateAsync(to, EventLogFormat.Csv, cancel.Token, cancelAt: cancel), Notes(), cancel.Token));

        Assert.IsEmpty(Directory.GetFiles(folder.Of("out")));
        AssertStoppedNear(Rows / EventsOfCase / 2, isNoted: false);
    }

    private void AssertStoppedNear(int cases, bool isNoted = true)
    {
        // What was on its way when the reader left: some hundred rows, not half a million.
        Assert.IsLessThan(cases + 5_000, _cases, "Cases written.");
        Assert.IsFalse(_isOpen, "What the rows are read from.");
        if (isNoted)
            StringAssert.StartsWith(_notes[^1], "Export stopped", StringComparison.Ordinal);
        Assert.DoesNotContain(note => note.StartsWith("done", StringComparison.Ordinal), _notes);
    }

    private async Task<ExportSummary> GenerateAsync(ExportOutput to, EventLogFormat format, CancellationToken cancellationToken, CancellationTokenSource? cancelAt = null)
    {
        await using var source = new Opened(this);
        using EventLogWriter writer = format == EventLogFormat.Csv ? new CsvLogWriter(to.Content, isGuarded: true) : new XesLogWriter(to.Content, mayChangeTexts: true);
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var number = 0; number < Rows / EventsOfCase; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(new ExportedCase
            {
                Name = $"case-{number:x32}",
                Source = "palveluohjaus",
                Channel = "phone",
                StartUtc = start,
                Events = [.. Enumerable.Range(0, EventsOfCase).Select(step => new ExportedEvent { Activity = $"step {step}", AtUtc = start.AddMinutes(number + step) })],
            });
            Volatile.Write(ref _cases, number + 1);
            if (cancelAt is not null && number + 1 == Rows / EventsOfCase / 2)
                await cancelAt.CancelAsync();
            await to.WroteAsync(new ExportSummary(number + 1, writer.Rows, 0), cancellationToken);
        }

        writer.End();
        return new ExportSummary(_cases, writer.Rows, 0);
    }

    private static async Task ReadUntilAsync(PipeReader reader, Func<bool> isEnough)
    {
        var watch = Stopwatch.StartNew();
        while (!isEnough())
        {
            var read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
            Assert.IsFalse(read.IsCompleted, "All was sent.");
            Assert.IsLessThan(TimeSpan.FromMinutes(2), watch.Elapsed);
        }
    }

    private ExportNotes Notes() => new(
        (reason, _) =>
        {
            _notes.Add(reason);
            return Task.CompletedTask;
        },
        new ExportWords("done", "csv, ", summary => $"{summary.Rows} rows", "for a test"));

    /// <summary>In place of the connection that rows are read over.</summary>
    private sealed class Opened : IAsyncDisposable
    {
        private readonly CancelledDownloadTests _test;

        public Opened(CancelledDownloadTests test) => (_test = test)._isOpen = true;

        public ValueTask DisposeAsync()
        {
            _test._isOpen = false;
            return ValueTask.CompletedTask;
        }
    }
}
