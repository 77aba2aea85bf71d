using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Host.Http;
using Palveluohjaus.Reporting;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>serve</c>: the web and the schedules.</summary>
internal static class ServeCommand
{
    public static readonly Option<string> Url = new("--url")
    {
        Description = "The address to serve on. Beyond this machine it must be encrypted: https with --certificate, or --behind-proxy.",
        DefaultValueFactory = _ => WebAppOptions.DefaultUrl,
    };

    private const string CertificatePasswordVariable = "PALVELUOHJAUS_CERTIFICATE_PASSWORD";

    private static readonly Option<FileInfo?> Certificate = new("--certificate") { Description = $"The certificate and key of an https address, a PFX file; its password is read from {CertificatePasswordVariable}." };
    private static readonly Option<string[]> HostNames = new("--host") { Description = "A name that browsers use for this server, where the address does not tell.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Proxies = new("--behind-proxy") { Description = "The IP address of a proxy in front that encrypts and whose X-Forwarded headers are trusted.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("serve", "Serves the web and runs the schedules.") { Url, Certificate, HostNames, Proxies };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = parsed.GetRequiredValue(CommonOptions.Data);
            var options = ReadOptions(parsed, data);
            Require(options);
            var database = CommandServices.ReadSettings(data);
            await using (var services = await CommandServices.OpenAsync(database, cancellationToken))
            {
                Output.Say($"The {CommandServices.NameOf(database)} is up to date.");
                await NoteAuditHeadsAsync(services, cancellationToken);
                NoteUnprotectedKeys(database);
            }

            await ServeAsync(options with { Database = database }, cancellationToken);
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

    /// <summary>Who looks after the database must know what reading it is worth.</summary>
    private static void NoteUnprotectedKeys(DatabaseSettings database)
    {
        if (database is { IsServer: true, KeyCertificate: null })
            Output.Say("The keys lie in the database in the clear: whoever reads the database, or a copy of it, can read personal identity codes. Protect them with a certificate, Database:KeyCertificate.");
    }

    /// <summary>Serves until stopped. The database must be up to date.</summary>
    public static async Task ServeAsync(WebAppOptions options, CancellationToken cancellationToken)
    {
        await using var app = Build(options);
        app.Services.GetRequiredService<DirectoryInUse>();
        RequireCountyData(app.Services);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandRefused($"{options.Urls[0]} is taken by another program. Give another address: --url http://127.0.0.1:5081");
        }

        await PrintSetUpLinkAsync(app, WebAddresses.ForBrowsers(options, app.Urls.First()), cancellationToken);
        Output.Result($"Palveluohjaus is at {app.Urls.First()}  (Ctrl+C stops it)");
        await WaitForStopAsync(app.Lifetime, cancellationToken);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>A county's own questions, rules and weights are read before anything rests on them, and all that is wrong in them is told at once.</summary>
    private static void RequireCountyData(IServiceProvider services)
    {
        if (CountyDataFiles.FindErrors(services) is { Count: > 0 } errors)
            throw new CommandRefused(string.Join(Environment.NewLine, errors));

        try
        {
            services.GetRequiredService<MailInUse>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"Mail cannot be used as it is configured:{Environment.NewLine}{wrong.Message}");
        }

        try
        {
            services.GetRequiredService<JobCatalogue>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"The schedules cannot be used as they are configured:{Environment.NewLine}{wrong.Message}");
        }

        try
        {
            services.GetRequiredService<WaitingTimesSettings>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"Statements of waiting times cannot be made as they are configured:{Environment.NewLine}{wrong.Message}");
        }

        try
        {
            services.GetRequiredService<ControlChartRules>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"Control charts cannot be drawn as they are configured:{Environment.NewLine}{wrong.Message}");
        }

        try
        {
            services.GetRequiredService<PowerBiInUse>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"Power BI cannot be used as it is configured:{Environment.NewLine}{wrong.Message}");
        }

        try
        {
            // A server's administrator backs it up.
            if (!services.GetRequiredService<DatabaseSettings>().IsServer)
                services.GetRequiredService<BackupSettings>().RequireWritable();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused($"Backups cannot be made as they are configured:{Environment.NewLine}{wrong.Message}");
        }
    }

    /// <summary>Nobody can sign in to an empty database: whoever started the server makes the first account.</summary>
    private static async Task PrintSetUpLinkAsync(WebApplication app, string address, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetPassword>().IssueSetUpAsync(cancellationToken) is { } token)
            Output.Result($"There are no accounts yet. Make the first one at {address}/set-up?token={token}  (works once, for three days)");
    }

    public static WebAppOptions ReadOptions(ParseResult parsed, DirectoryInfo data) => new()
    {
        DataDirectory = data.FullName,
        Urls = [parsed.GetRequiredValue(Url)],
        CertificatePath = parsed.GetValue(Certificate)?.FullName,
        CertificatePassword = Environment.GetEnvironmentVariable(CertificatePasswordVariable),
        HostNames = parsed.GetValue(HostNames) ?? [],
        TrustedProxies = [.. (parsed.GetValue(Proxies) ?? []).Select(ReadAddress)],
        ConfigureServices = services => services.AddSchedules(CommandServices.ReadSettings(data)).AddWarmDashboards(),
    };

    /// <summary>Looked at before anything is made: a server that will not serve should leave nothing behind.</summary>
    public static void Require(WebAppOptions options)
    {
        try
        {
            WebAddresses.Require(options);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }

    private static IPAddress ReadAddress(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new CommandRefused($"'{text}' is no IP address of a proxy.");

    private static WebApplication Build(WebAppOptions options)
    {
        try
        {
            return WebApp.Build(options);
        }
        catch (Exception fault) when (options.CertificatePath is not null && fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandRefused($"The certificate {options.CertificatePath} cannot be read. It must be a PFX file with its private key, and its password in {CertificatePasswordVariable}.");
        }
    }

    /// <summary>Returns when the user stops the command, or the server itself gives up.</summary>
    private static async Task WaitForStopAsync(IHostApplicationLifetime server, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var byUser = cancellationToken.Register(() => stopped.TrySetResult());
        await using var byServer = server.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }
}
