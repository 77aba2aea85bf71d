using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.ModelWatch;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model watch</c>: what the weekly job does, now, and what it finds.</summary>
internal static class WatchCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly Option<string> Format = new("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("watch", "Looks how the model in use does at the desk: drift, fairness by group, rubber-stamping. Stores the week's findings and prints them.") { Format };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<WatchModel>().RunAsync(new Actor("command: model watch"), cancellationToken);
        }
        catch (ChampionUnusableException unusable)
        {
            throw new CommandRefused($"{unusable.Message} Nothing was watched.");
        }

        var report = (await scope.ServiceProvider.GetRequiredService<ReadModelWatch>().ReadLatestAsync(cancellationToken))!;
        if (parsed.GetRequiredValue(Format) == "json")
            Output.Result(JsonSerializer.Serialize(new { report.Run, report.Findings }, Json));
        else
            Tell(report, services.GetRequiredService<ModelWatchWords>());
        return ExitCodes.Done;
    }

    private static void Tell(ModelWatchReport report, ModelWatchWords words)
    {
        var run = report.Run;
        Output.Result(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Model}, {run.FromDay:yyyy-MM-dd}–{run.UntilDay.AddDays(-1):yyyy-MM-dd}: {run.Decisions:N0} decisions, {run.DecisionsOfModel:N0} of them on this model's suggestions. {words.Level(run.Level)}"));
        foreach (var kind in report.Findings.GroupBy(finding => finding.Kind))
        {
            Output.Result(words.Name(kind.Key));
            foreach (var finding in kind.Where(finding => finding.Level != WatchLevel.TooFew || finding.Dimension is null))
                Output.Result($"  [{words.Level(finding.Level)}] {words.Describe(finding, report)}");
            if (kind.Count(finding => finding.Level == WatchLevel.TooFew && finding.Dimension is not null) is > 0 and var few)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"  {few} groups or units with too few decisions are left out."));
        }
    }
}
