using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>import events</c> and <c>import quarantine</c>.</summary>
internal static class ImportCommand
{
    private const int QuarantineShown = 1000;

    /// <summary>More are counted, and listed by <c>import quarantine</c>.</summary>
    private const int ProblemsShown = 10;

    private static readonly Argument<string> File = new("FILE") { Description = "The event log." };
    private static readonly Option<string> Profile = new("--profile")
    {
        Description = $"A shipped profile ({string.Join(", ", ImportProfiles.ShippedNames)}) or the path of a JSON file; see docs/import.md.",
        Required = true,
    };

    private static readonly Option<string?> OnlyProfile = new("--profile") { Description = "Only rows of this profile, by its name." };

    public static Command Create()
    {
        var events = new Command("events", "Imports a case-event log through a mapping profile. Importing a file again changes nothing.") { File, Profile };
        events.SetAction(ImportAsync);
        var quarantine = new Command("quarantine", "Lists the rows that could not be imported, with their reason.") { OnlyProfile };
        quarantine.SetAction(ListQuarantineAsync);
        return new Command("import", "Brings data in.") { events, quarantine };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        var messages = services.GetRequiredService<ImportMessages>();
        var profile = await ImportProfiles.LoadAsync(parsed.GetRequiredValue(Profile), cancellationToken) switch
        {
            ImportProfileResult.Loaded loaded => loaded.Profile,
            ImportProfileResult.Refused refused => throw new CommandRefused(
                $"{refused.NameOrPath}:{Environment.NewLine}{string.Join(Environment.NewLine, refused.Problems.Select(problem => $"  {messages.Of(problem)}"))}"),
            var other => throw new InvalidOperationException($"Not a result of loading a profile: {other.GetType().Name}."),
        };

        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<GuidanceReads>().Counties.Any(county => county.IsFictional))
            Output.Say("Note: this database holds the fictional county. Figures of both are told apart by --only source=… ; another --data keeps them apart altogether.");

        var path = parsed.GetRequiredValue(File);
        var result = await Output.WithProgressAsync<ImportProgress, ImportResult>(
            $"Importing {Path.GetFileName(path)}.",
            Describe,
            progress => scope.ServiceProvider.GetRequiredService<ImportEvents>().RunAsync(path, profile, Actor, progress, cancellationToken));
        var summary = result switch
        {
            ImportResult.Completed completed => completed.Summary,
            ImportResult.Refused refused => throw new CommandRefused(messages.Of(refused.Problem)),
            var other => throw new InvalidOperationException($"Not a result of an import: {other.GetType().Name}."),
        };

        await ReportAsync(summary, profile.Name, messages, scope.ServiceProvider, cancellationToken);
        await MetricsCommand.RefreshAsync(services, rebuild: false, cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task ReportAsync(ImportSummary summary, string profile, ImportMessages messages, IServiceProvider services, CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.RowsRead:N0} rows read: {summary.CasesAdded:N0} cases and {summary.EventsAdded:N0} events added, {summary.CasesCorrected:N0} cases corrected, {summary.RowsUnreadable:N0} rows unreadable."));
        foreach (var finding in summary.Findings)
            Console.WriteLine(messages.Of(finding));
        if (summary.RowsResolved > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.RowsResolved:N0} rows that had waited in quarantine were readable now."));
        if (summary.RowsUnreadable == 0)
            return;

        var quarantine = services.GetRequiredService<Quarantine>();
        foreach (var row in await quarantine.ListWaitingAsync(profile, ProblemsShown, Actor, cancellationToken))
            Console.WriteLine(messages.Of(row));
        var waiting = await quarantine.CountWaitingAsync(profile, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} rows of this profile wait in quarantine: 'import quarantine' lists them."));
    }

    private static async Task<int> ListQuarantineAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var messages = services.GetRequiredService<ImportMessages>();
        var quarantine = scope.ServiceProvider.GetRequiredService<Quarantine>();
        var profile = parsed.GetValue(OnlyProfile);
        foreach (var row in await quarantine.ListWaitingAsync(profile, QuarantineShown, Actor, cancellationToken))
        {
            Console.WriteLine($"{row.FileName} ({row.Profile}): {messages.Of(row)}");
            Console.WriteLine($"    {row.RawText.ReplaceLineEndings("⏎")}");
        }

        var waiting = await quarantine.CountWaitingAsync(profile, cancellationToken);
        Output.Say(waiting == 0 ? "No rows wait in quarantine." : string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} rows wait."));
        return ExitCodes.Done;
    }

    private static string Describe(ImportProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{(progress.Phase == ImportPhase.Checking ? "Checked" : "Stored")} {progress.RowsRead:N0} rows, {100d * progress.BytesRead / Math.Max(1, progress.BytesTotal):N0} % of the file");

    private static Actor Actor { get; } = new("command: import");
}
