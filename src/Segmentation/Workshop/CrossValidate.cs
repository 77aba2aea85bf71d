using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>How well a trainer does on rows it has not seen, every row being held out once.</summary>
public static class CrossValidate
{
    /// <summary>Trains once for each fold, alike in every segment, and puts together what was said of the rows held out.</summary>
    /// <param name="trainer">The trainer. Its probabilities are taken as they are, without calibration.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">2 and up.</param>
    /// <param name="options">Seeds and resamples.</param>
    /// <param name="progress">Told which fold is being trained.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TrainingRefusedException">The rows cannot be learned from.</exception>
    public static EvaluationReport Measure(
        ISegmentTrainer trainer, WorkshopRows rows, int folds, WorkshopOptions options, IProgress<WorkshopProgress>? progress, CancellationToken cancellationToken)
    {
        var labelled = rows.Rows;
        var segmentCount = labelled.Schema.Segments.Count;
        var foldOfRow = RowSplits.Folds(labelled.Labels, segmentCount, folds, options.SplitSeed);
        var probabilities = new float[labelled.Count * segmentCount];
        for (var fold = 0; fold < folds; fold++)
        {
            progress?.Report(new WorkshopProgress($"fold {fold + 1} of {folds}"));
            int[] held = [.. Enumerable.Range(0, labelled.Count).Where(row => foldOfRow[row] == fold)];
            int[] others = [.. Enumerable.Range(0, labelled.Count).Where(row => foldOfRow[row] != fold)];
            if (held.Length == 0)
                throw new TrainingRefusedException($"{labelled.Count} rows do not fill {folds} folds.");
            var model = trainer.Train(labelled.Take(others), new TrainingRun(options.Seed, CancellationToken: cancellationToken));
            var said = Predictions.Of(model, labelled.Take(held)).Probabilities;
            for (var index = 0; index < held.Length; index++)
                said.Slice(index * segmentCount, segmentCount).CopyTo(probabilities.AsSpan(held[index] * segmentCount));
        }

        var predictions = new Predictions(labelled.Schema.Segments, probabilities, [.. labelled.Labels]);
        return EvaluatePredictions.Measure(predictions, rows.Groups, new EvaluationOptions(options.Seed, options.Resamples));
    }
}
