using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Makes a version: trains, calibrates and measures it beside the baselines and comparators, each on rows of its own.</summary>
/// <param name="trainer">Who trains it.</param>
/// <param name="settings">How the trainer was set, in words for the model file.</param>
/// <param name="options">How rows are divided and figures computed.</param>
public sealed class TrainVersion(ISegmentTrainer trainer, IReadOnlyDictionary<string, string> settings, WorkshopOptions options)
{
    /// <summary>The collection and version of a model that has not been saved; saving gives it its own.</summary>
    private const string NotYetSaved = "workshop/0";

    /// <summary>Black boxes and others that are trained on the same rows, to show what transparency costs.</summary>
    public IReadOnlyList<NamedTrainer> Comparators { get; init; } = [];

    /// <summary>Trains on the oldest rows, or on a share of them drawn by seed.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="trainedAtUtc">For metrics.json.</param>
    /// <param name="productVersion">For metrics.json.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TrainingRefusedException">The rows cannot be learned from, or are too few.</exception>
    public (CalibratedModel Model, VersionMetrics Metrics) Train(
        WorkshopRows rows, DateTime trainedAtUtc, string productVersion, IProgress<WorkshopProgress>? progress, CancellationToken cancellationToken)
    {
        var divided = DivideRows.Divide(rows, options);
        var training = rows.Take(divided.Training).Rows;
        var calibration = rows.Take(divided.Calibration).Rows;
        var (test, groups) = rows.Take(divided.Test);

        var model = Fit(trainer, trainer.Name, training, progress, cancellationToken);
        var (temperature, conformal, calibrationProbabilities) = CalibrateModel.Fit(model, calibration);
        var calibrated = new CalibratedModel
        {
            Id = NotYetSaved,
            Model = model,
            Trainer = trainer.Name,
            Seed = options.Seed,
            Settings = settings,
            Temperature = temperature,
            Conformal = conformal,
            RequiredColumns = rows.RequiredColumns,
            Reference = ReferenceDistribution.Build(training, calibrationProbabilities),
        };

        progress?.Report(new WorkshopProgress("measuring"));
        var predictions = Predictions.Of(calibrated, test);
        var report = EvaluatePredictions.Measure(predictions, groups, new EvaluationOptions(options.Seed, options.Resamples, conformal, options.Coverage));
        var suggestedShares = QualityMetrics.SuggestedShares(predictions.Probabilities, training.Schema.Segments.Count);
        return (calibrated, new VersionMetrics
        {
            TrainedAtUtc = trainedAtUtc,
            ProductVersion = productVersion,
            IsSynthetic = rows.IsSynthetic,
            Data = DivideRows.Describe(rows, divided, options),
            Test = report,
            Baselines = [.. Baselines.Predict(training, test, options.Seed, cancellationToken).Select(each => Baselines.Measure(each.Name, each.Predictions, options))],
            Comparators = [.. Comparators.Select(each => Compare(each, training, calibration, test, progress, cancellationToken))],
            Drift = Drift.Measure(calibrated.Reference, test.Table, suggestedShares),
            DoubleCoded = rows.DoubleCoded,
            MaximumGroupGap = options.MaximumGroupGap,
        });
    }

    private NamedFigures Compare(
        NamedTrainer comparator, LabelledRows training, LabelledRows calibration, LabelledRows test, IProgress<WorkshopProgress>? progress, CancellationToken cancellationToken)
    {
        // Calibrated like the version itself, or the difference would be one of calibration.
        var model = Fit(comparator.Trainer, comparator.Name, training, progress, cancellationToken);
        var (temperature, _, _) = CalibrateModel.Fit(model, calibration);
        return Baselines.Measure(comparator.Name, Predictions.Of(model, test, temperature), options);
    }

    private ISegmentModel Fit(ISegmentTrainer by, string name, LabelledRows training, IProgress<WorkshopProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new WorkshopProgress($"training {name}"));
        return by.Train(training, new TrainingRun(options.Seed, progress is null ? null : new Forward(name, progress), cancellationToken));
    }

    private sealed class Forward(string name, IProgress<WorkshopProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new WorkshopProgress($"training {name}", value));
    }
}

/// <summary>A trainer under a name that tells it from the same trainer with other settings.</summary>
/// <param name="Name">As on the card: "unlimited", "mlnet-gam".</param>
/// <param name="Trainer">The trainer.</param>
public sealed record NamedTrainer(string Name, ISegmentTrainer Trainer);

/// <summary>How far a workshop's work has come.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Training">How far the training at hand has come; null outside of training.</param>
public sealed record WorkshopProgress(string Step, TrainingProgress? Training = null);
