namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>What one run of <see cref="ScoreClients"/> did, and how the county's suggestions stand after it.</summary>
public sealed record ScoringSummary
{
    public required string SchemeVersion { get; init; }
    public required string ModelVersion { get; init; }
    public required int ClientsSeen { get; init; }

    /// <summary>Scored and stored in this run, because the profile or the model had changed.</summary>
    public required int Scored { get; init; }

    /// <summary>Left as they were.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Could not be read or scored, and keep the suggestion they had, if any.</summary>
    public required int Failed { get; init; }

    /// <summary>Clients without a suggestion, because a required answer is missing or several segments are possible; scored now or before.</summary>
    public required int Abstained { get; init; }

    /// <summary>Of <see cref="Abstained"/> those for whom several segments are possible.</summary>
    public required int SeveralPossible { get; init; }

    /// <summary>Clients by suggested segment, in the scheme's order; scored now or before.</summary>
    public required IReadOnlyList<SegmentCount> BySegment { get; init; }

    /// <summary>Answers left out because the catalogue does not know their item.</summary>
    public required int UnknownAnswers { get; init; }

    /// <summary>Answers left out because they are outside the item's limits.</summary>
    public required int RefusedAnswers { get; init; }

    /// <summary>Clients with both a suggestion and a professional's decision in a segment of the scheme.</summary>
    public required long Compared { get; init; }

    /// <summary>Share of <see cref="Compared"/> where the latest decision is the suggestion, 0–1; NaN when there are none.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Cohen's kappa over <see cref="Compared"/>; NaN when it is not defined.</summary>
    public required double CohensKappa { get; init; }
}

/// <summary>How many clients are suggested into one segment.</summary>
public sealed record SegmentCount(string Segment, int Clients);
