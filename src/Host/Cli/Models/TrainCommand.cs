using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model train</c>: makes a version and saves it; nothing is in use until it is promoted.</summary>
internal static class TrainCommand
{
    /// <summary>Of fewer rows the test part gets three or four.</summary>
    private const int FewRows = 20;

    private static readonly Option<bool> NoComparators = new("--no-comparators") { Description = "Do not train the unlimited comparator that shows what transparency costs." };
    private static readonly Option<string[]> CompareWith = new("--compare-with") { Description = "Also train these plug-in trainers as comparators.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("train", "Trains a version from the database's confirmed decisions, or from a file with a label column, measures it and saves it.")
        {
            RegistryOptions.Models, RegistryOptions.Collection, RegistryOptions.Json, NoComparators, CompareWith,
        };
        SourceOptions.AddTo(command);
        TrainerOptions.AddTo(command);
        MeasuringOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var registry = RegistryOptions.Open(parsed);
        var options = MeasuringOptions.Read(parsed) with { MaximumGroupGap = RegistryOptions.Reading(registry.ReadGateSettings).MaximumGroupGap };
        var collection = RegistryOptions.CollectionOf(parsed);
        await RegistryOptions.ChangingAsync(() => registry.RequireWritableAsync(collection, cancellationToken));
        var rows = await SourceOptions.ReadAsync(parsed, $"model train {collection}", model: null, metrics: null, cancellationToken);
        WarnOfRareSegments(rows);
        var (trainer, settings) = TrainerOptions.Read(parsed, rows.Rows.Schema);
        var comparators = (parsed.GetValue(CompareWith) ?? []).Select(name => new NamedTrainer(name, TrainerOptions.FindPlugin(name)));
        if (!parsed.GetValue(NoComparators))
            comparators = comparators.Prepend(new NamedTrainer("unlimited", TrainerOptions.WithoutLimit(parsed, rows.Rows.Schema)));
        var train = new TrainVersion(trainer, settings, options) { Comparators = [.. comparators] };

        var (model, metrics) = await WorkshopOutput.WithProgressAsync(
            string.Create(CultureInfo.InvariantCulture, $"Training on {rows.Rows.Count:N0} rows of {rows.Source}."),
            progress => train.Train(rows, TimeProvider.System.GetUtcNow().UtcDateTime, ProductVersion, progress, cancellationToken));
        var saved = await RegistryOptions.ChangingAsync(() => registry.SaveAsync(collection, model, metrics, cancellationToken));
        if (parsed.GetValue(RegistryOptions.Json))
            Output.Result(FiguresJson.Write(new Trained(saved.Id, saved.Trainer, RegistryOptions.MetricsOf(registry, collection, MeasureVersion.Parts(saved.Id).Version))));
        else
            Tell(saved, metrics, registry.Root);
        return ExitCodes.Done;
    }

    private static void WarnOfRareSegments(WorkshopRows rows)
    {
        foreach (var (segment, code) in rows.Rows.Schema.Segments.Index())
        {
            var count = rows.Rows.Labels.Count(label => label == segment);
            if (count < FewRows)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"{code} has {count:N0} rows: too few to learn it, calibrate it and measure it."));
        }
    }

    private static string ProductVersion => typeof(TrainCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static void Tell(CalibratedModel saved, VersionMetrics metrics, string root)
    {
        WorkshopOutput.Report(metrics.Test, [.. metrics.Baselines, .. metrics.Comparators], metrics.Drift);
        Output.Result($"Saved {saved.Id} in {root}. It is not in use: 'model card {saved.Id}' describes it, 'model promote {saved.Id}' makes it champion.");
        if (saved.Model is not IExplainableModel)
            Output.Result("It has no exact explanation, so it can only be a comparator.");
    }

    private sealed record Trained(string Id, string Trainer, VersionMetrics Metrics);
}
