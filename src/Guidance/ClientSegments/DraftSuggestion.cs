using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What a model says of an assessment that is being made.</summary>
public sealed record DraftSuggestion
{
    public required SegmentationScheme Scheme { get; init; }
    public required FeatureCatalogue Catalogue { get; init; }

    /// <summary>0–100, by the scorecard whichever model suggests.</summary>
    public required double Need { get; init; }

    /// <summary>0–100, likewise.</summary>
    public required double Resources { get; init; }

    /// <summary>False when the county has a model that cannot be used now: then the professional decides without a suggestion.</summary>
    public bool IsModelUsable => ModelId is not null;

    /// <summary>Null when no model can be used.</summary>
    public string? ModelId { get; init; }

    /// <summary>Null when the model abstains, or none can be used.</summary>
    public Segment? Segment { get; init; }

    public AbstainReason? Abstained { get; init; }

    /// <summary>One share a segment; empty when no model can be used.</summary>
    public IReadOnlyList<double> Probabilities { get; init; } = [];

    /// <summary>The segments still possible.</summary>
    public IReadOnlyList<Segment> Possible { get; init; } = [];

    public IReadOnlyList<Feature> Missing { get; init; } = [];

    /// <summary>What to ask next; null when nothing would help.</summary>
    public Feature? NextQuestion { get; init; }

    /// <summary>What each answer to it would lead to; null when there is no question.</summary>
    public QuestionOutlook? Outlook { get; init; }

    /// <summary>The smallest changes of one answer that would change the suggestion.</summary>
    public IReadOnlyList<AnswerChange> Changes { get; init; } = [];

    /// <summary>As it is stored beside the decision; null when no model can be used.</summary>
    public StoredReasoning? Reasoning { get; init; }

    /// <summary>The share of the suggested segment; null without a suggestion.</summary>
    public double? Share => Segment is null ? null : Probabilities[Segment.Index];

    /// <summary>The likeliest of the other segments; null without a suggestion.</summary>
    public Segment? Nearest => Segment is null ? null : Scheme.Segments.Where(segment => segment != Segment).MaxBy(segment => Probabilities[segment.Index]);

    // A record prints every field, and the reasons hold a client's answers.
    public override string ToString() => $"{nameof(DraftSuggestion)} {ModelId} {Segment?.Code}";
}
