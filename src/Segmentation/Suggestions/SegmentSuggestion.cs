using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>What a model says of one client. The professional decides.</summary>
public sealed record SegmentSuggestion
{
    /// <summary>The scheme's code and version.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The model's code and version.</summary>
    public required string ModelId { get; init; }

    /// <summary>0–100.</summary>
    public required double Need { get; init; }

    /// <summary>0–100.</summary>
    public required double Resources { get; init; }

    /// <summary>Where the scores fall, even when too little is known to suggest it.</summary>
    public required Segment NearestSegment { get; init; }

    /// <summary>Required items without an answer. When there are any, the model abstains.</summary>
    public required IReadOnlyList<Feature> MissingRequired { get; init; }

    /// <summary>The suggestion, or null when the model abstains.</summary>
    public Segment? Segment => MissingRequired.Count == 0 ? NearestSegment : null;

    /// <summary>One share per segment of the scheme, in its order; they sum to 1. An expert's confidence, not a calibrated frequency.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>Axis points from the nearer of the two thresholds: how much a score would have to change to change the segment.</summary>
    public required double MarginPoints { get; init; }

    /// <summary>Every answered item's contribution, in the order of the scorecard.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>The need score before any answer; its contributions are added to it.</summary>
    public required double NeedBase { get; init; }

    /// <summary>The resources score before any answer; its contributions are added to it.</summary>
    public required double ResourcesBase { get; init; }
}
