using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Counts what a run does.</summary>
internal sealed class ScoringTally(SegmentationScheme scheme)
{
    private readonly int[] _bySegment = new int[scheme.Segments.Count];
    private readonly ConfusionMatrix _agreement = new(scheme.Segments.Count);
    private int _unchanged;
    private int _abstained;
    private int _severalPossible;
    private int _unknownAnswers;
    private int _refusedAnswers;

    /// <summary>Scored, and their batch stored.</summary>
    public int Scored { get; set; }

    public int Failed { get; private set; }

    public int ClientsSeen { get; private set; }

    public void CountFailed()
    {
        ClientsSeen++;
        Failed++;
    }

    public void Count(ReadProfile read, string? suggested, AbstainReason? abstained, string? decided, bool isChanged)
    {
        ClientsSeen++;
        _unchanged += isChanged ? 0 : 1;
        _unknownAnswers += read.Profile.UnknownItems;
        _refusedAnswers += read.RefusedAnswers;
        if (suggested is null || scheme.Find(suggested) is not { } suggestedSegment)
        {
            _abstained++;
            _severalPossible += abstained == AbstainReason.SeveralPossible ? 1 : 0;
            return;
        }

        _bySegment[suggestedSegment.Index]++;
        if (decided is not null && scheme.Find(decided) is { } decidedSegment)
            _agreement.Add(decidedSegment.Index, suggestedSegment.Index);
    }

    public ScoringSummary ToSummary(string modelId) => new()
    {
        SchemeVersion = scheme.Id,
        ModelVersion = modelId,
        ClientsSeen = ClientsSeen,
        Scored = Scored,
        Unchanged = _unchanged,
        Failed = Failed,
        Abstained = _abstained,
        SeveralPossible = _severalPossible,
        BySegment = [.. scheme.Segments.Select(segment => new SegmentCount(segment.Code, _bySegment[segment.Index]))],
        UnknownAnswers = _unknownAnswers,
        RefusedAnswers = _refusedAnswers,
        Compared = _agreement.Total,
        Accuracy = _agreement.Accuracy,
        CohensKappa = _agreement.CohensKappa,
    };
}
