using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Backups;
using Palveluohjaus.Host.Cli.Models;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Cli;

/// <summary>The command line: one file a command, this one only puts them together.</summary>
internal static class CommandLine
{
    /// <summary>A batch that is being stored is let finish.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Palveluohjaus: client segmentation and service-guidance production control for wellbeing services counties.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            ServicesCommand.Create(),
            MetricsCommand.Create(),
            SegmentCommand.Create(),
            DeadlinesCommand.Create(),
            MailCommand.Create(),
            InterventionsCommand.Create(),
            ModelCommand.Create(),
            AccountCommand.Create(),
            DatabaseCommand.Create(),
            WaitingTimesCommand.Create(),
            RetentionCommand.Create(),
            FiguresCommand.Create(),
            PowerBiCommand.Create(),
        };
        root.Options.Add(CommonOptions.Data);
        root.Options.Add(CommonOptions.Language);

        // Errors have their own lines on standard error; a stack trace helps no one who runs a command.
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToStop,
        };
        try
        {
            CommonOptions.Language.AcceptOnlyFromAmong("fi", "sv", "en");
            var parsed = root.Parse(args);

            // Figures are written for machines, sentences for people.
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = new CultureInfo(
                (parsed.Errors.Count == 0 ? parsed.GetValue(CommonOptions.Language) : null) ?? CommonOptions.TerminalLanguage);
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            Output.Error("Stopped. What had been stored whole is kept and nothing is half-written: the command can be run again.");
            return ExitCodes.Failed;
        }
        catch (CommandRefused refused)
        {
            Output.Error(refused.Message);
            return ExitCodes.Refused;
        }
        catch (Exception refused) when (refused is TableRefusedException or TrainingRefusedException or BackupRefusedException)
        {
            Output.Error(refused.Message);
            return ExitCodes.Refused;
        }
        catch (AuditChainBrokenException broken)
        {
            Output.Error(broken.Message);
            return ExitCodes.Failed;
        }
        catch (JobRunningException other)
        {
            Output.Error(string.Create(CultureInfo.InvariantCulture, $"{other.Run.Job} has been running since {other.Run.StartedAtUtc:yyyy-MM-dd HH:mm:ss} UTC in {other.Run.Node}. Run the command again when it has ended, or cancel it on the page of schedules."));
            return ExitCodes.Failed;
        }
        catch (Exception busy) when (StorageFaults.IsBusy(busy))
        {
            Output.Error("Another program holds the database and did not let go of it in time. What was stored so far is kept: run the command again when the other has finished.");
            return ExitCodes.Refused;
        }
        catch (Exception error)
        {
            // The message may hold data from the database: only its kind is printed.
            Output.Error($"Failed: {error.GetType().Name}. Set PALVELUOHJAUS_TRACE=1 to see where.");
            if (Environment.GetEnvironmentVariable("PALVELUOHJAUS_TRACE") == "1")
                Output.Say(error.ToString());
            return ExitCodes.Failed;
        }
    }
}

internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;
}

/// <summary>The command cannot be carried out as given; the message says why and what to do.</summary>
internal sealed class CommandRefused(string message) : Exception(message);

internal static class CommonOptions
{
    public static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The data directory: database, facts and keys.",
        DefaultValueFactory = _ => new DirectoryInfo(Storage.DefaultDirectory),
        Recursive = true,
    };

    public static readonly Option<string?> Language = new("--language")
    {
        Description = "Language of messages about data: fi, sv or en. By default the terminal's.",
        Recursive = true,
    };

    /// <summary>The terminal's language where it is one of ours, English otherwise.</summary>
    public static string TerminalLanguage { get; } = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "fi" or "sv"
        ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName
        : "en";
}
