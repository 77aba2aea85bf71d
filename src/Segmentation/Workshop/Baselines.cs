using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>The plain models that every version is held against: whoever cannot beat them has nothing to offer.</summary>
internal static class Baselines
{
    public const string Scorecard = "scorecard";

    /// <summary>What each says of the test rows. The scorecard only where the rows are clients of the default catalogue and scheme.</summary>
    public static IEnumerable<(string Name, Predictions Predictions)> Predict(LabelledRows training, LabelledRows test, int seed, CancellationToken cancellationToken)
    {
        foreach (var trainer in new ISegmentTrainer[] { new MajorityTrainer(), new LogisticTrainer() })
            yield return (trainer.Name, Predictions.Of(trainer.Train(training, new TrainingRun(seed, CancellationToken: cancellationToken)), test));
        if (Applies(test.Schema))
            yield return (Scorecard, ScorecardBaseline.Predict(ExpertScorecard.Default, test));
    }

    private static bool Applies(ModelSchema schema) => schema.Matches(ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default));
}
