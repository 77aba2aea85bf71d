using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// The model that suggests at the desk, made ready once and not at every answer. Which champion it is, is asked each time: as soon as another is
/// promoted, the next suggestion is that one's.
/// </summary>
internal sealed class PreparedModel(ExpertScorecard scorecard, SegmentModelInUse inUse)
{
    private volatile Prepared? _latest;

    /// <exception cref="ChampionUnusableException">There is a champion, and it cannot suggest.</exception>
    public SuggestForClient Find()
    {
        var champion = FindChampion();
        if (_latest is { } latest && ReferenceEquals(latest.Champion, champion))
            return latest.Suggest;

        // Two requests may make it ready at once: both do the same, and either is kept.
        var suggest = SuggestForClient.With(scorecard, new SegmentModelInUse(() => champion, inUse.Coverage));
        _latest = new Prepared(champion, suggest);
        return suggest;
    }

    private CalibratedModel? FindChampion()
    {
        try
        {
            return inUse.FindChampion();
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ChampionUnusableException($"The champion cannot be used: {unusable.Message}", unusable);
        }
    }

    private sealed record Prepared(CalibratedModel? Champion, SuggestForClient Suggest);
}
