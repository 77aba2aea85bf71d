using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>A trained model with everything that turns its logits into a suggestion: what a version in the registry holds.</summary>
public sealed record CalibratedModel
{
    /// <summary>Collection and version, as stored beside every suggestion: "four-field-1/2026-11-22-1".</summary>
    public required string Id { get; init; }

    /// <summary>The model itself.</summary>
    public required ISegmentModel Model { get; init; }

    /// <summary>The name of the trainer that made it.</summary>
    public required string Trainer { get; init; }

    /// <summary>The seed it was trained with.</summary>
    public int Seed { get; init; }

    /// <summary>The trainer's settings by name, as written after the command; invariant text.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Probabilities are the softmax of logits ÷ this; fitted on rows that the model has not seen.</summary>
    public required double Temperature { get; init; }

    /// <summary>Which segments are still possible at a given coverage.</summary>
    public required ConformalThresholds Conformal { get; init; }

    /// <summary>Names of columns without which the model abstains.</summary>
    public required IReadOnlyList<string> RequiredColumns { get; init; }

    /// <summary>How the training rows were distributed.</summary>
    public required ReferenceDistribution Reference { get; init; }

    /// <summary>The SHA-256 of the files it was read from: tells it from another model under the same <see cref="Id"/>. Null for one that was never saved.</summary>
    public string? Fingerprint { get; init; }
}
