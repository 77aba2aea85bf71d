namespace Palveluohjaus.Segmentation.Training;

/// <summary>The seam behind which models are trained: our boosting, the baselines and the plug-ins.</summary>
public interface ISegmentTrainer
{
    /// <summary>As written after <c>--trainer</c>, in model files and on cards.</summary>
    string Name { get; }

    /// <summary>Trains on all the rows given; what is held out for calibration and testing is held out by the caller.</summary>
    /// <exception cref="TrainingRefusedException">The rows cannot be learned from; the message says why.</exception>
    ISegmentModel Train(LabelledRows rows, TrainingRun run);

    /// <summary>Reads a model this trainer kept in a file of its own.</summary>
    /// <exception cref="InvalidDataException">The file is not such a model.</exception>
    /// <exception cref="NotSupportedException">This trainer's models stand in model.json.</exception>
    ISegmentModel Read(ModelSchema schema, Stream stream);
}

/// <summary>What a plug-in assembly offers: the host looks for public classes of this kind with an empty constructor.</summary>
public interface ISegmentTrainerPlugin
{
    /// <summary>The trainers, each with its name.</summary>
    IReadOnlyList<ISegmentTrainer> Trainers { get; }
}

/// <summary>The circumstances of one training.</summary>
/// <param name="Seed">The same seed and rows give the same model.</param>
/// <param name="Progress">Told now and then how far it has come; null for silence.</param>
/// <param name="CancellationToken">Stops it between rounds.</param>
public sealed record TrainingRun(int Seed, IProgress<TrainingProgress>? Progress = null, CancellationToken CancellationToken = default);

/// <summary>How far a training has come.</summary>
/// <param name="RoundsDone">Rounds done.</param>
/// <param name="RoundsAtMost">Rounds if it is not stopped early.</param>
/// <param name="ValidationLogLoss">Mean log-loss on the rows kept for early stopping; NaN when there are none.</param>
public readonly record struct TrainingProgress(int RoundsDone, int RoundsAtMost, double ValidationLogLoss);

/// <summary>These rows cannot be learned from: one segment only, too few rows, a setting that does not fit them.</summary>
public sealed class TrainingRefusedException(string message) : Exception(message);
