using System.Net;
using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Faults;

/// <summary>The server's clock is set back under load. The process alone sees it, by libfaketime of Debian's package faketime; its timers go by the clock that nobody sets.</summary>
[TestClass]
[TestCategory("faults")]
public sealed partial class ClockSetBackTests(TestContext context)
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists)
        : null;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    [TestMethod]
    [DataRow(DatabaseProvider.Sqlite)]
    [DataRow(DatabaseProvider.PostgreSql)]
    public async Task Nothing_is_lost_and_no_time_is_negative_when_the_clock_is_set_back_an_hour(DatabaseProvider provider)
    {
        if (Library is null)
            Assert.Inconclusive("libfaketime is not installed: the package faketime.");
        context.WriteLine(FaultScale.Describe($"clock set back an hour on {provider}"));
        using var folder = new TemporaryFolder();
        var clock = folder.Of("clock");
        await File.WriteAllTextAsync(clock, "+0", context.CancellationToken);
        // The last: its own mending of timed waits ends them at once, so that timers spin and reading from a server runs out of time.
        var surroundings = new HostSurroundings
        {
            Before = ["env", $"LD_PRELOAD={Library}", $"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0"],
        };
        await using var county = await CountyCopy.OnAsync(provider, context.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(county.DataDirectory, "schedules.json"), """{ "Schedules": { "refresh-facts": { "EveryMinutes": 1 } } }""", context.CancellationToken);
        var (_, address) = await county.ServeAsync(surroundings: surroundings);
        using var desk = await Desk.OpenAsync(address, county.Template, context.CancellationToken);
        using var frontLine = new FrontLine(county, address);
        using var stop = new CancellationTokenSource();
        var sending = frontLine.SendAsync(FaultScale.ContactsPerSecond, stop.Token, context.CancellationToken);
        await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));

        using (var waiting = new FrontLine(county, address) { Waits = true })
        using (var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
            await waiting.SendAsync(perSecond: 5, enough.Token, context.CancellationToken);
        var before = frontLine.Acknowledged;
        var recordedFirst = (await ReadRecordedAsync(county)).Min();
        var setBackAt = frontLine.Now;
        // Replaced and not rewritten: a half-written file would be another time.
        await File.WriteAllTextAsync(clock + ".next", "-3600", context.CancellationToken);
        File.Move(clock + ".next", clock, overwrite: true);
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));
        await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
        var workbench = await desk.GetAsync("/workbench", context.CancellationToken);
        var queue = await desk.GetAsync($"/queues/{county.Template.UnitId}", context.CancellationToken);
        await stop.CancelAsync();
        await sending;

        using (var longest = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken))
        {
            longest.CancelAfter(LongestRest);
            while (!(await ReadTimesAsync(county, "SELECT \"StartedAtUtc\" FROM \"JobRuns\" WHERE \"Job\" = 'refresh-facts' AND \"State\" = 'Succeeded'", EmbeddedDatabase.FactsFileName)).Exists(at => at < recordedFirst.AddMinutes(-1)))
                await Task.Delay(TimeSpan.FromMilliseconds(200), longest.Token);
        }

        context.WriteLine(FormattableString.Invariant(
            $"{before} contacts acknowledged before, {frontLine.Acknowledged - before} after; facts refreshed again {(frontLine.Now - setBackAt).TotalSeconds:0.0} s after; answers: {frontLine.Summary}"));
        Assert.IsTrue(frontLine.Answers.All(answer => answer.Status is 200 or 201), $"{frontLine.Answers.FirstOrDefault(answer => answer.Status is not (200 or 201))}{Environment.NewLine}{county.Complaints}");
        Assert.IsLessThan(recordedFirst, (await ReadRecordedAsync(county)).Min(), "Contacts were recorded by the clock that was set back.");
        foreach (var page in new[] { workbench, queue })
        {
            Assert.AreEqual(200, page.Status, "The session holds.");
            Assert.DoesNotMatchRegex(NegativeTime(), WebUtility.HtmlDecode(page.Content));
        }

        Assert.AreEqual(
            0L,
            (await county.ReadAsync("SELECT COUNT(*) FROM \"CaseDeadlines\" WHERE \"DueAtUtc\" < \"FromUtc\" OR (\"HalfAtUtc\" IS NOT NULL AND \"HalfAtUtc\" < \"FromUtc\")")).Single()[0],
            "No time limit ends before it begins.");
        await frontLine.RequireEachOnceAsync();
        await county.RequireWholeAsync();
    }

    private static Task<List<DateTime>> ReadRecordedAsync(CountyCopy county) => ReadTimesAsync(county, "SELECT \"RecordedAtUtc\" FROM \"Contacts\" WHERE \"Note\" LIKE 'vikakoe%'");

    /// <summary>The embedded database keeps a moment as its ticks.</summary>
    private static async Task<List<DateTime>> ReadTimesAsync(CountyCopy county, string sql, string fileName = EmbeddedDatabase.FileName) =>
        [.. (await county.ReadAsync(sql, fileName)).Select(row => row[0] is long ticks ? new DateTime(ticks, DateTimeKind.Utc) : (DateTime)row[0])];

    /// <summary>A time or a number of something that is less than none, as pages write it.</summary>
    [GeneratedRegex("[>\\s][-\u2212]\\d+\\s*(min|t|h|pv|vrk|p\u00e4iv)")]
    private static partial Regex NegativeTime();
}
