using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>How well a trainer does on rows it has not seen, every row being held out once.</summary>
public static class CrossValidate
{
    /// <summary>Trains once for each fold, alike in every segment, and puts together what was said of the rows held out; the plain models by the same folds.</summary>
    /// <param name="trainer">The trainer. Its probabilities are taken as they are, without calibration.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">2 and up.</param>
    /// <param name="options">Seeds and resamples.</param>
    /// <param name="progress">Told which fold is being trained.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TrainingRefusedException">The rows cannot be learned from.</exception>
    public static VersionEvaluation Measure(
        ISegmentTrainer trainer, WorkshopRows rows, int folds, WorkshopOptions options, IProgress<WorkshopProgress>? progress, CancellationToken cancellationToken)
    {
        var labelled = rows.Rows;
        var foldOfRow = RowSplits.Folds(labelled.Labels, labelled.Schema.Segments.Count, folds, options.SplitSeed);
        var own = new Collected(labelled);
        var baselines = new List<(string Name, Collected Collected)>();
        for (var fold = 0; fold < folds; fold++)
        {
            progress?.Report(new WorkshopProgress($"fold {fold + 1} of {folds}"));
            int[] held = [.. Enumerable.Range(0, labelled.Count).Where(row => foldOfRow[row] == fold)];
            int[] others = [.. Enumerable.Range(0, labelled.Count).Where(row => foldOfRow[row] != fold)];
            if (held.Length == 0)
                throw new TrainingRefusedException($"{labelled.Count} rows do not fill {folds} folds.");
            var (training, test) = (labelled.Take(others), labelled.Take(held));
            own.Add(held, Predictions.Of(trainer.Train(training, new TrainingRun(options.Seed, CancellationToken: cancellationToken)), test));
            foreach (var (index, (name, predictions)) in Baselines.Predict(training, test, options.Seed, cancellationToken).Index())
            {
                if (index == baselines.Count)
                    baselines.Add((name, new Collected(labelled)));
                baselines[index].Collected.Add(held, predictions);
            }
        }

        return new VersionEvaluation
        {
            Report = EvaluatePredictions.Measure(own.ToPredictions(), rows.Groups, new EvaluationOptions(options.Seed, options.Resamples)),
            Baselines = [.. baselines.Select(each => Baselines.Measure(each.Name, each.Collected.ToPredictions(), options))],
        };
    }

    /// <summary>What was said of each row when it was held out.</summary>
    private sealed class Collected(LabelledRows rows)
    {
        private readonly int _segmentCount = rows.Schema.Segments.Count;
        private readonly float[] _probabilities = new float[rows.Count * rows.Schema.Segments.Count];

        public void Add(int[] held, Predictions said)
        {
            for (var index = 0; index < held.Length; index++)
                said.Probabilities.Slice(index * _segmentCount, _segmentCount).CopyTo(_probabilities.AsSpan(held[index] * _segmentCount));
        }

        public Predictions ToPredictions() => new(rows.Schema.Segments, _probabilities, [.. rows.Labels]);
    }
}
