using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
[TestCategory("database")]
public sealed class InterruptedImportTests : IDisposable
{
    private readonly ImportDesk _desk = new();
    private readonly ImportDesk _other = new();

    public void Dispose()
    {
        _desk.Dispose();
        _other.Dispose();
    }

    [TestMethod]
    public async Task A_run_that_was_stopped_half_way_is_completed_by_the_next_as_if_it_had_been_one()
    {
        var path = _desk.WriteRows(Rows(12_500));
        await _other.ImportAsync(path);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await _desk.RunAsync(path, await _desk.ProfileAsync(), new Told(progress => Stop(progress, stop)), stop.Token));
        var stored = await _desk.CountAsync(guidance => guidance.CaseEvents);
        Assert.IsTrue(stored is > 0 and < 12_000, $"{stored} events were stored before the stop.");
        await _desk.ImportAsync(path);

        Assert.AreEqual(await _other.ContentsAsync(), await _desk.ContentsAsync());
        Assert.AreEqual(1, await _desk.CountAsync(guidance => guidance.ImportRuns.Where(run => run.EndedAtUtc == null)), "The stopped run stays on record as not ended.");
    }

    [TestMethod]
    public async Task A_run_stopped_while_checking_stores_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await _desk.RunAsync(_desk.WriteRows(Rows(10)), await _desk.ProfileAsync(), null, stop.Token));

        Assert.AreEqual(0, await _desk.CountAsync(guidance => guidance.ImportRuns));
    }

    [TestMethod]
    public async Task Progress_goes_through_the_file_twice_and_ends_at_its_end()
    {
        var told = new List<ImportProgress>();
        var path = _desk.WriteRows(Rows(12_500));

        await _desk.RunAsync(path, await _desk.ProfileAsync(), new Told(told.Add));

        var size = new FileInfo(path).Length;
        Assert.AreEqual(new ImportProgress(ImportPhase.Checking, 12_500, size, size), told.Last(progress => progress.Phase == ImportPhase.Checking));
        Assert.AreEqual(new ImportProgress(ImportPhase.Storing, 12_500, size, size), told[^1]);
        Assert.IsTrue(told.Zip(told.Skip(1)).All(pair => pair.First.Phase < pair.Second.Phase || pair.First.RowsRead <= pair.Second.RowsRead));
    }

    [TestMethod]
    public async Task Two_imports_of_one_file_at_once_both_finish_and_double_nothing()
    {
        var path = _desk.WriteRows(Rows(12_500));
        var profile = await _desk.ProfileAsync();
        using var database = TestDatabase.ForMany();

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var guidance = database.OpenGuidance();
            return await new ImportEvents(guidance, _desk.Clock).RunAsync(path, profile, ImportDesk.Actor, null, CancellationToken.None);
        })));

        var summaries = results.Cast<ImportResult.Completed>().Select(result => result.Summary).ToList();
        await using var stored = database.OpenGuidance();
        Assert.AreEqual(12_250, summaries.Sum(summary => summary.EventsAdded));
        Assert.AreEqual(12_250, await stored.CaseEvents.CountAsync());
        Assert.AreEqual(98, summaries.Sum(summary => summary.CasesAdded));
        Assert.AreEqual(250, await stored.QuarantinedRows.CountAsync());
        Assert.AreEqual(98, await stored.Contacts.CountAsync());
    }

    private static void Stop(ImportProgress progress, CancellationTokenSource stop)
    {
        if (progress is { Phase: ImportPhase.Storing, RowsRead: >= ImportEvents.BatchRows })
            stop.Cancel();
    }

    /// <summary>Interleaved cases (98, as two have bad rows only), a bad row in every fifty, one finding.</summary>
    private static string[] Rows(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => index % 50 == 49
            ? $"c{index % 100},Bad {index},never,U1,W1,Web,,,"
            : $"c{index % 100},Step {index % 7},2026-01-{1 + (index % 28):00} 09:00,U{index % 5},W{index % 11},Web,2026-01-01 08:00,{(index % 100 == 3 ? "2025-12-31" : "")},"),
    ];

    private sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }
}
