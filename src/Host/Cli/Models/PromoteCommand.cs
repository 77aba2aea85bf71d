using System.CommandLine;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model promote</c>: makes a version champion when the gate lets it pass, or a recorded reason outweighs what the gate found.</summary>
internal static class PromoteCommand
{
    private static readonly Argument<string> Version = new("version") { Description = "The version to make champion." };
    private static readonly Option<bool> Override = new("--override") { Description = "Promote although the gate refuses. Needs --reason; both are recorded." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why the gate is overridden, 3–500 characters." };

    public static Command Create()
    {
        var command = new Command("promote", "Makes a version champion: when it is better than the one in use on the same held-out rows, serves every group, and can be explained exactly.")
        {
            Version, Override, Reason, RegistryOptions.Models, RegistryOptions.Collection, RegistryOptions.Json,
        };
        SourceOptions.AddTo(command);
        MeasuringOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = MeasuringOptions.Read(parsed);
        if (parsed.GetValue(Override) != (parsed.GetValue(Reason) is not null))
            throw new CommandRefused("--override and --reason go together: an override without a reason cannot be accounted for.");

        var registry = RegistryOptions.Open(parsed);
        var (collection, version) = RegistryOptions.VersionOf(registry, parsed, parsed.GetRequiredValue(Version));
        if (collection == RegistryOptions.DefaultCollection && parsed.GetValue(SourceOptions.Csv) is not null)
            throw new CommandRefused($"{collection} suggests segments of clients, and is judged on the county's own decisions: leave --csv out.");
        var gate = RegistryOptions.Reading(registry.ReadGateSettings);
        var candidate = RegistryOptions.Load(registry, collection, version);
        var champion = RegistryOptions.ChampionOf(registry, collection);
        if (champion == version)
            throw new CommandRefused($"{candidate.Id} is champion already.");
        var current = champion is null ? null : RegistryOptions.Load(registry, collection, champion);
        if (current is not null && !current.Model.Schema.Matches(candidate.Model.Schema))
            throw new CommandRefused($"{candidate.Id} reads other columns or tells other segments apart than the champion {current.Id}: they cannot score the same rows. Keep it in a collection of its own (--collection), or roll the champion back first.");
        var metrics = RegistryOptions.MetricsOf(registry, collection, version);
        var rows = await SourceOptions.ReadAsync(parsed, $"model promote {candidate.Id}", candidate, metrics, cancellationToken);
        var evidence = await WorkshopOutput.WithProgressAsync($"Measuring {candidate.Id} against {current?.Id ?? "the baselines"}.", _ => MeasureVersion.ForGate(
            candidate,
            metrics.Data,
            current is null ? null : (current, RegistryOptions.MetricsOf(registry, collection, champion!).Data),
            SchemaInUse(collection, current),
            rows,
            options,
            cancellationToken));
        foreach (var caveat in evidence.Caveats)
            Output.Say(caveat);
        if (evidence.Report.Sets is { SingleShare: 0 })
            Output.Say($"{candidate.Id} would suggest nothing to anybody: on every row more than one segment stays possible.");
        var decision = PromotionGate.Decide(evidence, gate.MaximumGroupGap);
        var outcome = await RegistryOptions.ChangingAsync(() =>
            registry.PromoteAsync(decision, RegistryOptions.Who, parsed.GetValue(Reason), RegistryOptions.Trainers, cancellationToken));
        return Tell(parsed, candidate.Id, decision, outcome);
    }

    /// <summary>Clients are scored on the county's catalogue and scheme; rows of a file on the columns of the champion, once there is one.</summary>
    private static ModelSchema? SchemaInUse(string collection, CalibratedModel? champion) => collection == RegistryOptions.DefaultCollection
        ? ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default)
        : champion?.Model.Schema;

    private static int Tell(ParseResult parsed, string id, GateDecision decision, ChampionOutcome outcome)
    {
        if (parsed.GetValue(RegistryOptions.Json))
        {
            Output.Result(FiguresJson.Write(new Promotion(id, outcome is ChampionOutcome.Changed, (outcome as ChampionOutcome.Refused)?.Why, decision.Measured, decision.Findings)));
        }
        else
        {
            foreach (var finding in decision.Findings)
                Output.Result($"{(finding.IsPassed ? "passed" : "FAILED")}  {finding.Words}");
        }

        switch (outcome)
        {
            case ChampionOutcome.Changed:
                Output.Say(MeasureVersion.Parts(id).Collection is var collection && collection == RegistryOptions.DefaultCollection
                    ? $"{id} is champion. 'segment' scores clients with it now, the nightly job does tonight; 'model rollback' takes it back."
                    : $"{id} is champion. 'model score --collection {collection}' uses it; 'model rollback --collection {collection}' takes it back.");
                return ExitCodes.Done;
            case ChampionOutcome.Refused refused:
                throw new CommandRefused($"{id} was not promoted. {refused.Why}");
            default:
                throw new InvalidOperationException($"There is no outcome {outcome}.");
        }
    }

    private sealed record Promotion(string Id, bool IsPromoted, string? Refused, MeasuredRows Measured, IReadOnlyList<GateFinding> Findings);
}
