using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Faults;

/// <summary>Alone: what else goes on would be measured too.</summary>
[TestClass]
[DoNotParallelize]
[TestCategory("faults")]
public sealed class MixedLoadTests(TestContext context)
{
    private const int ContactsPerSecond = 20;
    private const int Desks = 4;

    /// <summary>A quarter of the run each: warming up, early, between, last.</summary>
    private const int Parts = 4;

    /// <summary>A short run is still compiling and filling its caches, on a machine that others use: it shows a leak of each request, not of each hour.</summary>
    private static readonly (double Memory, double Slowness) MostGrowth = FaultScale.IsLong ? (1.15, 1.5) : (1.5, 4);

    private const long MemoryAllowance = 50L * 1024 * 1024;
    private const int HandleAllowance = 25;
    private static readonly TimeSpan SlownessAllowance = TimeSpan.FromMilliseconds(FaultScale.IsLong ? 20 : 300);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(FaultScale.IsLong ? 10 : 1);
    private static readonly TimeSpan PauseAtDesk = TimeSpan.FromMilliseconds(400);
    private static readonly string[] Pages = ["/workbench", "/contacts/new", "/services", "/api/v1/handoffs", "/health/ready"];

    private readonly ConcurrentQueue<(TimeSpan At, TimeSpan Took)> _pages = new();

    [TestMethod]
    [DataRow(DatabaseProvider.Sqlite)]
    [DataRow(DatabaseProvider.PostgreSql)]
    public async Task Memory_handles_and_slowness_stay_where_they_were_under_mixed_load(DatabaseProvider provider)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("Handles and memory are read from /proc.");
        context.WriteLine(FaultScale.Describe($"mixed load on {provider} for {FaultScale.MixedLoad}"));
        await using var county = await CountyCopy.OnAsync(provider, context.CancellationToken);
        var (host, address) = await county.ServeAsync();
        using var frontLine = new FrontLine(county, address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var sending = frontLine.SendAsync(ContactsPerSecond, stop.Token, context.CancellationToken);
        var reading = Enumerable.Range(0, Desks).Select(number => ReadAsync(county, address, frontLine, number, stop.Token)).ToList();
        var samples = new List<(TimeSpan At, long Memory, int Handles)>();
        while (frontLine.Now < FaultScale.MixedLoad)
        {
            samples.Add((frontLine.Now, ReadMemory(host.Id), Directory.GetFileSystemEntries($"/proc/{host.Id}/fd").Length));
            await Task.WhenAny([sending, .. reading, Task.Delay(SampleInterval, context.CancellationToken)]);
            if (reading.Find(each => each.IsCompleted) is { } ended)
                await ended;
        }

        await stop.CancelAsync();
        await sending;
        await Task.WhenAll(reading);

        var parts = Enumerable.Range(0, Parts).Select(part => Describe(part, samples, frontLine)).ToList();
        for (var part = 0; part < Parts; part++)
        {
            var each = parts[part];
            context.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"part {part + 1} of {Parts}: memory {each.Memory / 1024.0 / 1024:0} MB, handles {each.Handles}, p99 of contacts {each.Contacts.TotalMilliseconds:0} ms, of pages {each.Pages.TotalMilliseconds:0} ms"));
        }

        context.WriteLine($"{frontLine.Acknowledged} contacts, {_pages.Count} pages; answers to contacts: {frontLine.Summary}");
        var (early, last) = (parts[1], parts[^1]);
        Assert.IsTrue(frontLine.Answers.All(answer => answer.Status is 200 or 201), $"Nothing fails: {frontLine.Summary}{Environment.NewLine}{county.Complaints}");
        Assert.IsLessThan((early.Memory * MostGrowth.Memory) + MemoryAllowance, last.Memory, "Memory is flat.");
        Assert.IsLessThan(early.Handles + HandleAllowance, last.Handles, "Handles are flat.");
        Assert.IsLessThan((early.Contacts * MostGrowth.Slowness) + SlownessAllowance, last.Contacts, "Contacts are taken as fast as before.");
        Assert.IsLessThan((early.Pages * MostGrowth.Slowness) + SlownessAllowance, last.Pages, "Pages open as fast as before.");
        await frontLine.RequireEachOnceAsync();
        await county.RequireWholeAsync();
    }

    private async Task ReadAsync(CountyCopy county, Uri address, FrontLine clock, int number, CancellationToken stop)
    {
        using var desk = await Desk.OpenAsync(address, county.Template, CancellationToken.None);
        for (var turn = number; !stop.IsCancellationRequested; turn++)
        {
            var (since, path) = (Stopwatch.GetTimestamp(), Pages[turn % Pages.Length]);
            var (status, _, content) = await desk.GetAsync(path, CancellationToken.None);
            Assert.AreEqual(200, status, $"{path}: {content}");
            _pages.Enqueue((clock.Now, Stopwatch.GetElapsedTime(since)));
            await Task.WhenAny(Task.Delay(PauseAtDesk, stop));
        }
    }

    private (double Memory, double Handles, TimeSpan Contacts, TimeSpan Pages) Describe(int part, List<(TimeSpan At, long Memory, int Handles)> samples, FrontLine frontLine)
    {
        var (from, to) = (FaultScale.MixedLoad * part / Parts, FaultScale.MixedLoad * (part + 1) / Parts);
        bool IsIn(TimeSpan at) => at >= from && at < to;
        var ofPart = samples.Where(sample => IsIn(sample.At)).ToList();
        return (
            Quantile(ofPart.Select(sample => (double)sample.Memory), 0.5),
            Quantile(ofPart.Select(sample => (double)sample.Handles), 0.5),
            TimeSpan.FromMilliseconds(Quantile(frontLine.Answers.Where(answer => IsIn(answer.At)).Select(answer => (answer.At - answer.Since).TotalMilliseconds), 0.99)),
            TimeSpan.FromMilliseconds(Quantile(_pages.Where(page => IsIn(page.At)).Select(page => page.Took.TotalMilliseconds), 0.99)));
    }

    private static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        Assert.IsNotEmpty(sorted, "Something was measured in each part.");
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }

    /// <summary>Resident, in bytes.</summary>
    private static long ReadMemory(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
