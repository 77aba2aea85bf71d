using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>import events</c> and <c>import quarantine</c>.</summary>
internal static class ImportCommand
{
    private const int QuarantineShown = 1000;

    private static readonly Argument<string> File = new("FILE") { Description = "The event log." };
    private static readonly Option<string> Profile = new("--profile")
    {
        Description = $"A shipped profile ({string.Join(", ", ImportProfiles.ShippedNames)}) or the path of a JSON file; see docs/import.md.",
        Required = true,
    };

    private static readonly Option<string?> OnlyProfile = new("--profile") { Description = "Only rows of this profile, by its name." };
    private static readonly Option<int> Skip = new("--skip") { Description = "Rows to pass over, the oldest first." };
    private static readonly Option<int> Take = new("--take") { Description = "Rows to list at most.", DefaultValueFactory = _ => QuarantineShown };

    public static Command Create()
    {
        var events = new Command("events", "Imports a case-event log through a mapping profile. Importing a file again changes nothing.") { File, Profile };
        events.SetAction(ImportAsync);
        var quarantine = new Command("quarantine", "Lists the rows that could not be imported, with their reason.") { OnlyProfile, Skip, Take };
        quarantine.SetAction(ListQuarantineAsync);
        Skip.Validators.Add(result => RefuseBelow(0, result));
        Take.Validators.Add(result => RefuseBelow(1, result));
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
                $"{VisibleText.Of(refused.NameOrPath)}:{Environment.NewLine}{string.Join(Environment.NewLine, refused.Problems.Select(problem => $"  {messages.Of(problem)}"))}"),
            var other => throw new InvalidOperationException($"Not a result of loading a profile: {other.GetType().Name}."),
        };

        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<GuidanceReads>().Counties.Any(county => county.IsFictional))
            Output.Say("Note: this database holds the fictional county. Figures of both are told apart by --only source=… ; another --data keeps them apart altogether.");

        var path = parsed.GetRequiredValue(File);
        var result = await Output.WithProgressAsync<ImportProgress, ImportResult>(
            $"Importing {VisibleText.Of(Path.GetFileName(path))}.",
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
        Output.Result(string.Create(CultureInfo.InvariantCulture,
            $"{summary.RowsRead:N0} rows read: {summary.CasesAdded:N0} cases and {summary.EventsAdded:N0} events added, {summary.CasesCorrected:N0} cases corrected, {summary.RowsUnreadable:N0} rows unreadable."));
        foreach (var finding in summary.Findings)
            Output.Result(messages.Of(finding));
        if (summary.RowsResolved > 0)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{summary.RowsResolved:N0} rows that had waited in quarantine were readable now."));
        if (summary.RowsUnreadable == 0)
            return;

        foreach (var row in summary.FirstUnreadable)
            Output.Result(messages.Of(row));
        if (summary.RowsUnreadable > summary.FirstUnreadable.Count)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"… and {summary.RowsUnreadable - summary.FirstUnreadable.Count:N0} more of this file."));
        var waiting = await services.GetRequiredService<Quarantine>().CountWaitingAsync(profile, cancellationToken);
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} rows of this profile wait in quarantine: 'import quarantine --profile {profile}' lists them."));
    }

    private static async Task<int> ListQuarantineAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var messages = services.GetRequiredService<ImportMessages>();
        var quarantine = scope.ServiceProvider.GetRequiredService<Quarantine>();
        var profile = parsed.GetValue(OnlyProfile);
        var skip = parsed.GetValue(Skip);
        var rows = await quarantine.ListWaitingAsync(profile, skip, parsed.GetValue(Take), Actor, cancellationToken);
        foreach (var row in rows)
        {
            Output.Result($"{VisibleText.Of(row.FileName)} ({row.Profile}): {messages.Of(row)}");
            Output.Result($"    {VisibleText.Of(row.RawText)}");
        }

        var waiting = await quarantine.CountWaitingAsync(profile, cancellationToken);
        Output.Say(DescribeShown(skip, rows.Count, waiting));
        return ExitCodes.Done;
    }

    private static string DescribeShown(int skipped, int shown, int waiting) => FormattableString.Invariant((waiting, shown) switch
    {
        (0, _) => $"No rows wait in quarantine.",
        (_, 0) => $"{waiting:N0} rows wait; none after the first {skipped:N0}.",
        _ when skipped + shown < waiting => $"Rows {skipped + 1:N0}–{skipped + shown:N0} of the {waiting:N0} that wait. The next: --skip {skipped + shown}.",
        _ when skipped > 0 => $"Rows {skipped + 1:N0}–{skipped + shown:N0} of the {waiting:N0} that wait.",
        _ => $"{waiting:N0} rows wait.",
    });

    private static void RefuseBelow(int least, OptionResult result)
    {
        // What is no number at all is refused by the parser itself.
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var rows) && rows < least)
            result.AddError($"{result.Option.Name} must be at least {least}.");
    }

    private static string Describe(ImportProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{(progress.Phase == ImportPhase.Checking ? "Checked" : "Stored")} {progress.RowsRead:N0} rows, {100d * progress.BytesRead / Math.Max(1, progress.BytesTotal):N0} % of the file");

    private static Actor Actor { get; } = new("command: import");
}
