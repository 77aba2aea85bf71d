namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>The model's latest suggestion for one client: one row per client, replaced when the profile or the model changes.</summary>
public sealed class ScoredClient
{
    public required Guid ClientId { get; init; }
    public required string SchemeVersion { get; set; }
    public required string ModelVersion { get; set; }

    /// <summary>Digest of the feature row that was scored; the same digest under the same model is not scored again.</summary>
    public required string ProfileDigest { get; set; }

    /// <summary>0–100.</summary>
    public required double Need { get; set; }

    /// <summary>0–100.</summary>
    public required double Resources { get; set; }

    /// <summary>Null when the model abstains.</summary>
    public string? Segment { get; set; }

    /// <summary>The exact contributions, as JSON: the axis, the feature and the points of each.</summary>
    public required string Contributions { get; set; }

    public required DateTime ScoredAtUtc { get; set; }
}
