using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Palveluohjaus.Bench;

/// <summary>The demo in a process of its own, as a user starts it, with the passwords it printed.</summary>
internal sealed partial class DemoServer : IAsyncDisposable
{
    private const string AddressLine = "Palveluohjaus is at ";
    private static readonly string[] Accounts = ["guide1", "guide2", "teamlead", "manager", "analyst", "admin"];

    private readonly Dictionary<string, string> _passwords = [];

    private DemoServer(Process process) => Process = process;

    public Process Process { get; }
    public Uri Address { get; private set; } = null!;

    private static string Host { get; } = Path.Combine(AppContext.BaseDirectory, "Palveluohjaus.Host.dll");

    /// <summary>A command of the product, to its end.</summary>
    public static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start("dotnet", [Host, .. command]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed.");
    }

    public static async Task<DemoServer> StartAsync(string folder, params string[] options)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Host, "demo", "--data", folder, "--url", "http://127.0.0.1:0", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var server = new DemoServer(process);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        await server.ReadAddressAsync();
        return server;
    }

    /// <summary>A browser with cookies of its own, where this account has signed in. It follows no redirects.</summary>
    public async Task<HttpClient> SignInAsync(string account)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        var door = await client.GetStringAsync("/sign-in");
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("_handler", "sign-in"),
            KeyValuePair.Create("__RequestVerificationToken", FormToken().Match(door).Groups[1].Value),
            KeyValuePair.Create("Name", account),
            KeyValuePair.Create("Password", _passwords[account]),
        ]));
        return (int)answer.StatusCode == 303 ? client : throw new InvalidOperationException($"The demo's {account} could not sign in: {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private async Task ReadAddressAsync()
    {
        while (await Process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var account, var password, ..] && Accounts.Contains(account))
                _passwords[account] = password;
            if (line.StartsWith(AddressLine, StringComparison.Ordinal))
            {
                Address = new Uri(line[AddressLine.Length..].Split(' ')[0]);

                // An output that nobody reads holds up who writes it.
                _ = Process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The demo ended before it served.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}
