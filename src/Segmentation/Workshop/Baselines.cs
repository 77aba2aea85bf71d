using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>The plain models that every version is held against: whoever cannot beat them has nothing to offer.</summary>
internal static class Baselines
{
    /// <summary>What each says of the test rows. The scorecard only where the rows are clients of the default catalogue and scheme.</summary>
    public static IEnumerable<(string Name, Predictions Predictions)> Predict(LabelledRows training, LabelledRows test, int seed, CancellationToken cancellationToken) =>
        Of([new MajorityTrainer(), new LogisticTrainer()], training, test, new TrainingRun(seed, CancellationToken: cancellationToken));

    /// <summary>The same where there may be nothing to fit to: then only the scorecard is left, which nobody fits.</summary>
    public static IEnumerable<(string Name, Predictions Predictions)> PredictWhereFitted(LabelledRows training, LabelledRows test, int seed, CancellationToken cancellationToken) =>
        training.Labels.Distinct().Count() > 1
            ? Predict(training, test, seed, cancellationToken)
            : Of([], training, test, new TrainingRun(seed, CancellationToken: cancellationToken));

    /// <summary>Those that stand in for a champion where there is none: what would suggest, or not, if the version did not.</summary>
    public static IEnumerable<(string Name, Predictions Predictions)> PredictForGate(LabelledRows training, LabelledRows test, int seed, CancellationToken cancellationToken) =>
        Of([new MajorityTrainer()], training, test, new TrainingRun(seed, CancellationToken: cancellationToken));

    /// <summary>Figures to stand beside a version's, without groups.</summary>
    public static NamedFigures Measure(string name, Predictions predictions, WorkshopOptions options) =>
        new(name, EvaluatePredictions.Measure(predictions, [], new EvaluationOptions(options.Seed, options.Resamples)).Overall);

    private static IEnumerable<(string Name, Predictions Predictions)> Of(ISegmentTrainer[] trainers, LabelledRows training, LabelledRows test, TrainingRun run)
    {
        foreach (var trainer in trainers)
            yield return (trainer.Name, Predictions.Of(trainer.Train(training, run), test));
        if (test.Schema.Matches(ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default)))
            yield return ("scorecard", ScorecardBaseline.Predict(ExpertScorecard.Default, test));
    }
}
