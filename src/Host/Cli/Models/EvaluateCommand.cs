using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model evaluate</c>: a version on rows it has not seen, or a trainer by cross-validation.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string?> Version = new("version") { Description = "The version; the champion when not given.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int?> Folds = InvariantNumbers.Whole("--folds", "Cross-validate the trainer, with so many folds alike in every segment, instead of measuring a version.");

    public static Command Create()
    {
        var command = new Command("evaluate", "Measures a version on rows it has not seen; or, with --folds, a trainer by cross-validation.")
        {
            Version, Folds, RegistryOptions.Models, RegistryOptions.Collection, RegistryOptions.Json,
        };
        SourceOptions.AddTo(command);
        TrainerOptions.AddTo(command);
        MeasuringOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = MeasuringOptions.Read(parsed);
        var evaluation = parsed.GetValue(Folds) is { } folds
            ? await CrossValidateAsync(parsed, folds, options, cancellationToken)
            : await MeasureAsync(parsed, options, cancellationToken);
        if (parsed.GetValue(RegistryOptions.Json))
            Output.Result(FiguresJson.Write(evaluation));
        else
            WorkshopOutput.Report(evaluation.Report, evaluation.Baselines, evaluation.Drift);
        return ExitCodes.Done;
    }

    private static async Task<VersionEvaluation> CrossValidateAsync(ParseResult parsed, int folds, WorkshopOptions options, CancellationToken cancellationToken)
    {
        if (folds is not (>= 2 and <= 100))
            throw new CommandRefused("--folds is 2–100.");
        if (parsed.GetValue(Version) is not null)
            throw new CommandRefused("--folds measures a trainer, not a version: leave the version out.");
        var rows = await SourceOptions.ReadAsync(parsed, "model evaluate", model: null, metrics: null, cancellationToken);
        var (trainer, _) = TrainerOptions.Read(parsed, rows.Rows.Schema);
        return await WorkshopOutput.WithProgressAsync(
            string.Create(CultureInfo.InvariantCulture, $"Cross-validating on {rows.Rows.Count:N0} rows of {rows.Source}."),
            progress => CrossValidate.Measure(trainer, rows, folds, options, progress, cancellationToken));
    }

    private static async Task<VersionEvaluation> MeasureAsync(ParseResult parsed, WorkshopOptions options, CancellationToken cancellationToken)
    {
        var registry = RegistryOptions.Open(parsed);
        var (collection, version) = RegistryOptions.VersionOf(registry, parsed, parsed.GetValue(Version));
        var model = RegistryOptions.Load(registry, collection, version);
        var metrics = RegistryOptions.MetricsOf(registry, collection, version);
        var rows = await SourceOptions.ReadAsync(parsed, $"model evaluate {model.Id}", model, metrics, cancellationToken);
        WorkshopOutput.Caveats(rows, (model.Id, metrics.Data));
        return await WorkshopOutput.WithProgressAsync($"Measuring {model.Id}.", _ => MeasureVersion.Evaluate(model, metrics.Data, rows, options, cancellationToken));
    }
}
