using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.Exports;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>export events</c> and <c>export analysis</c>.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Format = new("--format") { Description = "csv, xes (IEEE 1849) or ocel (OCEL 2.0 JSON).", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "The file to write; compressed when its name ends in .gz.", Required = true };
    private static readonly Option<string?> From = new("--from") { Description = "Cases received from this day on (yyyy-mm-dd)." };
    private static readonly Option<string?> To = new("--to") { Description = "Cases received before this day (yyyy-mm-dd)." };
    private static readonly Option<string?> Source = new("--source") { Description = "Only cases of this source: palveluohjaus, or an import's profile." };
    private static readonly Option<string> Period = new("--key-period") { Description = $"How long pseudonyms stay the same: {Names<KeyPeriod>()}.", DefaultValueFactory = _ => Codes.Of(KeyPeriod.Month) };
    private static readonly Option<string> Purpose = new("--purpose") { Description = $"What the export is for, as it stands in the audit: {Names<ExportPurpose>()}.", DefaultValueFactory = _ => Codes.Of(ExportPurpose.KnowledgeManagement) };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace a file that is there, once the new one is whole." };
    private static readonly Option<bool> Identity = new("--identity") { Description = "Cases and workers by the ids they have in their source, to move a log to another database." };
    private static readonly Option<bool> Confirm = new("--confirm") { Description = "With --identity: yes, write the ids as they are." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong([.. Enum.GetValues<EventLogFormat>().Select(Codes.Of)]);
        Period.AcceptOnlyFromAmong([.. Enum.GetValues<KeyPeriod>().Select(Codes.Of)]);
        Purpose.AcceptOnlyFromAmong([.. Enum.GetValues<ExportPurpose>().Select(Codes.Of)]);
        var events = new Command("events", "Writes the event log with pseudonyms, for process-mining tools. docs/exports.md tells what is in it, and what it is under the law.") { Format, Out, From, To, Source, Period, Purpose, Overwrite, Identity, Confirm };
        events.SetAction(ExportEventsAsync);
        var analysis = new Command("analysis", "Writes one row a case as CSV, with pseudonyms, age bands and weeks.") { Out, From, To, Source, Period, Purpose, Overwrite };
        analysis.SetAction(ExportAnalysisAsync);
        return new Command("export", "Takes data out for analysis.") { events, analysis };
    }

    private static async Task<int> ExportEventsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = ReadRequest(parsed);
        var format = Codes.Find<EventLogFormat>(parsed.GetRequiredValue(Format))!.Value;
        var keepsIds = parsed.GetValue(Identity);
        if (keepsIds && !parsed.GetValue(Confirm))
            throw new CommandRefused("--identity writes the ids of cases and workers as they are in their source: whoever has that source can tell whose they are. Add --confirm if that is what you need; without --identity pseudonyms are written.");

        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var actor = new Actor("command: export events");
        var summary = await WriteAsync(parsed, progress => scope.ServiceProvider.GetRequiredService<ExportEvents>().RunAsync(request, format, keepsIds, actor, progress, cancellationToken));
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"{summary.Rows:N0} events of {summary.Cases:N0} cases written to {VisibleText.Of(parsed.GetRequiredValue(Out))}."));
        TellChanged(summary);
        Output.Say(keepsIds
            ? "The file holds ids as they are: keep it as you keep the source. Cells are not guarded against spreadsheets; do not open it in one. 'import events FILE --profile palveluohjaus-log' reads it."
            : Caution);
        return ExitCodes.Done;
    }

    private static async Task<int> ExportAnalysisAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = ReadRequest(parsed);
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await MetricsCommand.RefreshAsync(services, rebuild: false, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var summary = await WriteAsync(parsed, progress => scope.ServiceProvider.GetRequiredService<ExportAnalysis>().RunAsync(request, new Actor("command: export analysis"), progress, cancellationToken));
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"{summary.Rows:N0} cases written to {VisibleText.Of(parsed.GetRequiredValue(Out))}."));
        TellChanged(summary);
        Output.Say(Caution);
        return ExitCodes.Done;
    }

    private const string Caution = "The rows are of persons, under pseudonyms: they are personal data still, and are handled as such (docs/exports.md).";

    private static void TellChanged(ExportSummary summary)
    {
        if (summary.TextsChanged > 0)
            Output.Say(string.Create(CultureInfo.InvariantCulture, $"{summary.TextsChanged:N0} values were changed: a spreadsheet would have taken them for formulas, or the format cannot hold a character of theirs."));
    }

    private static async Task<ExportSummary> WriteAsync(ParseResult parsed, Func<IProgress<ExportProgress>, Task<ExportSummary>> write)
    {
        try
        {
            return await Output.WithProgressAsync<ExportProgress, ExportSummary>(
                "Exporting.", progress => string.Create(CultureInfo.InvariantCulture, $"{progress.CasesDone:N0} of {progress.CasesTotal:N0} cases"), write);
        }
        catch (ExportRefusedException refused)
        {
            throw new CommandRefused(Describe(refused, VisibleText.Of(parsed.GetRequiredValue(Out))));
        }
    }

    private static string Describe(ExportRefusedException refused, string path) => refused.Reason switch
    {
        ExportRefusal.FileExists => $"{path} is there already. Name another file, or add --overwrite.",
        ExportRefusal.FolderMissing => $"The folder of {path} is not there: make it first.",
        ExportRefusal.IsFolder => $"{path} is a folder: name a file in it.",
        ExportRefusal.CannotWrite => $"{path} could not be written: the disk may be full, or you may not write there. Nothing of it was left behind.",
        ExportRefusal.NoSuchSource => $"No case is of that source. There are: {VisibleText.Of(refused.Detail ?? "")}.",
        ExportRefusal.SourceNeeded => $"Case ids are unique within a source only: add --source. There are: {VisibleText.Of(refused.Detail ?? "")}.",
        ExportRefusal.NotForXml => "A value holds a character that XML cannot hold, and ids as they are must not be changed. Export as csv instead.",
        ExportRefusal.NotForOcel => "--identity goes with csv and xes, which the import reads; OCEL is written with pseudonyms only.",
        _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Reason, "Not a refusal."),
    };

    private static ExportRequest ReadRequest(ParseResult parsed)
    {
        var (from, to) = MetricsCommand.ReadPeriod(parsed, From, To);
        return new ExportRequest
        {
            Target = new ExportTarget.ToFile(parsed.GetRequiredValue(Out), parsed.GetValue(Overwrite)),
            From = from,
            To = to,
            Source = parsed.GetValue(Source),
            KeyPeriod = Codes.Find<KeyPeriod>(parsed.GetRequiredValue(Period))!.Value,
            Purpose = Codes.Find<ExportPurpose>(parsed.GetRequiredValue(Purpose))!.Value,
        };
    }

    private static string Names<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetValues<TEnum>().Select(Codes.Of));
}
