using System.Diagnostics;
using System.Globalization;
using System.Net;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Faults;

/// <summary>How the disk of the embedded database comes to be full.</summary>
public enum FullDisk
{
    /// <summary>A small file system that something else has filled: ENOSPC. It takes the right to mount one.</summary>
    SmallFileSystem,

    /// <summary>The process may not make its files longer: EFBIG. It takes no rights.</summary>
    LimitedFiles,
}

[TestClass]
[TestCategory("faults")]
public sealed class FullDiskTests(TestContext context)
{
    private const int FileSystemMegabytes = 64;
    private const int RefusalsToSee = 20;

    [TestMethod]
    [DataRow(FullDisk.SmallFileSystem)]
    [DataRow(FullDisk.LimitedFiles)]
    public async Task A_full_disk_is_told_clearly_and_nothing_is_lost_or_damaged_once_there_is_room_again(FullDisk how)
    {
        context.WriteLine(FaultScale.Describe($"disk full on the embedded database by {how}"));
        using var folder = new TemporaryFolder();
        var isMounted = how == FullDisk.SmallFileSystem && await MountAsync(folder.FullName);
        if (how == FullDisk.SmallFileSystem && !isMounted)
            Assert.Inconclusive("A file system may not be mounted here; the other way of running out of room is tried.");
        try
        {
            await FillAsync(how, folder.FullName);
        }
        finally
        {
            if (isMounted)
                await RunAsync("umount", folder.FullName);
        }
    }

    private async Task FillAsync(FullDisk how, string folder)
    {
        await using var county = await CountyCopy.EmbeddedInAsync(folder, context.CancellationToken);
        // A process that does not ignore the signal is ended by it, instead of being told that the file may not grow.
        var surroundings = new HostSurroundings { Before = how == FullDisk.LimitedFiles ? ["env", "--ignore-signal=XFSZ"] : [] };
        var (host, address) = await county.ServeAsync(surroundings: surroundings);
        using var desk = await Desk.OpenAsync(address, county.Template, context.CancellationToken);
        using var frontLine = new FrontLine(county, address);
        using var stop = new CancellationTokenSource();
        var sending = frontLine.SendAsync(FaultScale.ContactsPerSecond, stop.Token, context.CancellationToken);
        await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));

        var ballast = Path.Combine(folder, "ballast");
        var fullAt = frontLine.Now;
        if (how == FullDisk.SmallFileSystem)
            await FillUpAsync(ballast);
        else
            await host.LimitFilesAsync(4096);
        await WaitForRefusalsAsync(frontLine, sending);
        var page = await desk.GetAsync("/workbench", context.CancellationToken);
        var live = await desk.GetAsync("/health/live", context.CancellationToken);
        if (how == FullDisk.SmallFileSystem)
            File.Delete(ballast);
        else
            await host.LimitFilesAsync(null);
        var roomAt = frontLine.Now;
        await frontLine.WaitForAcknowledgedAsync(sending, context.CancellationToken);
        await Task.WhenAny(sending, Task.Delay(FaultScale.Calm, context.CancellationToken));
        await stop.CancelAsync();
        await sending;

        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"full at {fullAt.TotalSeconds:0.0} s, room at {roomAt.TotalSeconds:0.0} s; {frontLine.Acknowledged} acknowledged; answers: {frontLine.Summary}"));
        var refused = frontLine.Answers.Where(answer => answer.Status is not (200 or 201)).ToList();
        var expected = how == FullDisk.SmallFileSystem ? (int)HttpStatusCode.InsufficientStorage : (int)HttpStatusCode.ServiceUnavailable;
        var wrong = refused.Find(answer => answer.Status is not (507 or 503) || !answer.HasRetryAfter);
        Assert.IsNull(wrong, $"{wrong}{Environment.NewLine}{county.Complaints}");
        Assert.IsTrue(refused.Exists(answer => answer.Status == expected && answer.Content.Contains("\"title\"", StringComparison.Ordinal)), frontLine.Summary);
        Assert.IsFalse(refused.Exists(answer => answer.Since > roomAt + TimeSpan.FromSeconds(1)), "Once there is room, nothing is refused.");
        Assert.AreEqual(200, live.Status);
        Assert.IsTrue(page is { Status: 200 } or { Status: 503 or 507, HasRetryAfter: true }, $"A page that stores nothing is shown, another says why not: {page}");
        Assert.AreEqual(200, (await desk.GetAsync("/workbench", context.CancellationToken)).Status);
        await frontLine.RequireEachOnceAsync();
        await county.RequireWholeAsync();
    }

    private async Task WaitForRefusalsAsync(FrontLine frontLine, Task sending)
    {
        while (frontLine.Answers.Count(answer => answer.Status is not (200 or 201)) < RefusalsToSee)
        {
            if (sending.IsCompleted)
                await sending;
            await Task.Delay(TimeSpan.FromMilliseconds(50), context.CancellationToken);
        }
    }

    private static async Task FillUpAsync(string path)
    {
        var block = new byte[64 * 1024];
        try
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                await file.WriteAsync(block);
        }
        catch (IOException)
        {
            // It is full, which was the purpose.
        }
    }

    private static async Task<bool> MountAsync(string folder) =>
        Environment.UserName == "root" && await TryRunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={FileSystemMegabytes}m,mode=0777"), "palveluohjaus-faults", folder);

    private static async Task RunAsync(string command, params string[] arguments) => Assert.IsTrue(await TryRunAsync(command, arguments), $"{command} failed.");

    private static async Task<bool> TryRunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
