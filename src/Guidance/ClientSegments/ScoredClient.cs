using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>The model's latest suggestion for one client: one row per client, replaced when the profile or the model changes.</summary>
public sealed class ScoredClient
{
    public required Guid ClientId { get; init; }
    public required string SchemeVersion { get; set; }

    /// <summary>The champion's or the scorecard's identity.</summary>
    public required string ModelVersion { get; set; }

    /// <summary>Digest of the feature row that was scored and of what scored it; the same digest is not scored again.</summary>
    public required string ProfileDigest { get; set; }

    /// <summary>0–100, by the scorecard whichever model suggests: the place on the four-field.</summary>
    public required double Need { get; set; }

    /// <summary>0–100, likewise.</summary>
    public required double Resources { get; set; }

    /// <summary>Null when the model abstains.</summary>
    public string? Segment { get; set; }

    /// <summary>Why it abstains; null when there is a suggestion.</summary>
    public AbstainReason? Abstained { get; set; }

    /// <summary>Probabilities, possible segments, reasons and the next best question, as <see cref="StoredReasoning"/> writes and reads them.</summary>
    public required string Reasoning { get; set; }

    public required DateTime ScoredAtUtc { get; set; }
}
