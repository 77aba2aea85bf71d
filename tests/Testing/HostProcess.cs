using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Testing;

/// <summary>
/// The product as a process of its own, as a user starts it. Bounded in time, run without root's rights where that is possible,
/// and stopped by the test that started it, by its process id.
/// </summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private const string NobodyId = "65534";
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(3);
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Palveluohjaus.Host.dll");
    private static readonly Lazy<bool> CanDropRights = new(FindWhetherRightsCanBeDropped);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The server ended before it served.{Environment.NewLine}{Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it has said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int Id => _process.Id;

    /// <summary>The password the demo printed for one of its accounts.</summary>
    public string PasswordOf(string account) => DemoAccountLine().Matches(Output).Single(line => line.Groups[1].Value == account).Groups[2].Value;

    /// <summary>A command line as somebody without root's rights gives it, where that is possible.</summary>
    public static string[] Unprivileged(params string[] command) =>
        CanDropRights.Value ? ["setpriv", $"--reuid={NobodyId}", $"--regid={NobodyId}", "--clear-groups", .. command] : command;

    /// <summary>Runs one command to its end.</summary>
    public static Task<CommandResult> RunAsync(params string[] arguments) => RunToEndAsync(arguments);

    /// <summary>The same on a machine set to another language, such as fi_FI.UTF-8.</summary>
    public static Task<CommandResult> RunInLocaleAsync(string locale, params string[] arguments) =>
        RunToEndAsync(arguments, new HostSurroundings { Environment = new Dictionary<string, string> { ["LC_ALL"] = locale } });

    /// <summary>Starts <c>serve</c> or <c>demo</c> and returns when it has printed its address.</summary>
    public static Task<(HostProcess Host, Uri Address)> ServeAsync(params string[] arguments) =>
        ServeOnAsync(new Uri("http://127.0.0.1:0"), arguments);

    /// <summary>The same on an address of the test's choice, such as the one an earlier server had.</summary>
    public static Task<(HostProcess Host, Uri Address)> ServeOnAsync(Uri address, params string[] arguments) => ServeInAsync(HostSurroundings.Usual, address, arguments);

    /// <summary>The same on a machine that is not quite well.</summary>
    public static async Task<(HostProcess Host, Uri Address)> ServeInAsync(HostSurroundings surroundings, Uri address, params string[] arguments)
    {
        var host = new HostProcess(Start([.. arguments, "--url", address.GetLeftPart(UriPartial.Authority)], surroundings));
        try
        {
            return (host, await host._address.Task.WaitAsync(LongestCommand));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>From now on it can write nothing behind this many bytes of a file, as if the disk were full; null lets it again. It must ignore SIGXFSZ, or that ends it.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        var (id, limit) = (Id.ToString(CultureInfo.InvariantCulture), bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited");
        var command = Unprivileged("prlimit", "--pid", id, $"--fsize={limit}:");
        using var prlimit = Process.Start(command[0], command[1..]);
        await prlimit.WaitForExitAsync();
        if (prlimit.ExitCode != 0)
            throw new InvalidOperationException("The limit could not be set.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static async Task<CommandResult> RunToEndAsync(string[] arguments, HostSurroundings? surroundings = null)
    {
        using var process = Start(arguments, surroundings ?? HostSurroundings.Usual);
        using var timeout = new CancellationTokenSource(LongestCommand);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end in {LongestCommand}.");
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }

    private static Process Start(string[] arguments, HostSurroundings surroundings)
    {
        var command = Unprivileged([.. surroundings.Before, "dotnet", Assembly, .. arguments]);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in surroundings.Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private static bool FindWhetherRightsCanBeDropped()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return false;
        try
        {
            using var probe = Process.Start("setpriv", [$"--reuid={NobodyId}", $"--regid={NobodyId}", "--clear-groups", "test", "-r", Assembly]);
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (AddressLine().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"^Palveluohjaus is at (http://\S+)")]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"^  (\w+) +([a-z0-9-]{19})  ", RegexOptions.Multiline)]
    private static partial Regex DemoAccountLine();
}

/// <summary>What the product is started in.</summary>
public sealed record HostSurroundings
{
    public static HostSurroundings Usual { get; } = new();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A command that ends by becoming the one behind it, such as one that sets limits.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
}

public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}{Output}{Environment.NewLine}{Errors}";
}
