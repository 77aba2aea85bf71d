using System.CommandLine;
using System.Net.Sockets;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>serve</c>: the web and the schedules.</summary>
internal static class ServeCommand
{
    public static readonly Option<string> Url = new("--url")
    {
        Description = "The address to serve on. Only this machine's own are accepted until accounts are in use.",
        DefaultValueFactory = _ => WebAppOptions.DefaultUrl,
    };

    public static Command Create()
    {
        var command = new Command("serve", "Serves the web and runs the schedules.") { Url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = parsed.GetRequiredValue(CommonOptions.Data);
            RequireLoopback(parsed.GetRequiredValue(Url));
            await using (var services = await CommandServices.OpenAsync(data, cancellationToken))
            {
                Output.Say($"The database in {data.FullName} is up to date.");
                await NoteAuditHeadsAsync(services, cancellationToken);
            }

            await ServeAsync(data, parsed.GetRequiredValue(Url), cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Into the server's log, which lies elsewhere than the database: later 'database check --head' can tell whether the audit was put back.</summary>
    private static async Task NoteAuditHeadsAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        DatabaseCommand.PrintHeads(await scope.ServiceProvider.GetRequiredService<CheckAudit>().ReadHeadsAsync(cancellationToken));
    }

    /// <summary>Serves until stopped. The database must be up to date.</summary>
    public static async Task ServeAsync(DirectoryInfo data, string url, CancellationToken cancellationToken)
    {
        await using var app = Build(data, url);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandRefused($"{url} is taken by another program. Give another address: --url http://127.0.0.1:5081");
        }

        await PrintSetUpLinkAsync(app, cancellationToken);
        Output.Result($"Palveluohjaus is at {app.Urls.First()}  (Ctrl+C stops it)");
        await WaitForStopAsync(app.Lifetime, cancellationToken);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Nobody can sign in to an empty database: whoever started the server makes the first account.</summary>
    private static async Task PrintSetUpLinkAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetPassword>().IssueSetUpAsync(cancellationToken) is { } token)
            Output.Result($"There are no accounts yet. Make the first one at {app.Urls.First()}/set-up?token={token}  (works once, for three days)");
    }

    /// <summary>Looked at before anything is made: a server that will not serve should leave nothing behind.</summary>
    public static void RequireLoopback(string url)
    {
        try
        {
            WebApp.RequireLoopback(url);
        }
        catch (ArgumentException notLoopback)
        {
            throw new CommandRefused(notLoopback.Message);
        }
    }

    private static WebApplication Build(DirectoryInfo data, string url) => WebApp.Build(new WebAppOptions
    {
        DataDirectory = data.FullName,
        Urls = [url],
        ConfigureServices = services => services.AddSchedules(),
    });

    /// <summary>Returns when the user stops the command, or the server itself gives up.</summary>
    private static async Task WaitForStopAsync(IHostApplicationLifetime server, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var byUser = cancellationToken.Register(() => stopped.TrySetResult());
        await using var byServer = server.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }
}
