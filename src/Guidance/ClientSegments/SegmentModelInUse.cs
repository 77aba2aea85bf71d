using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Which model suggests: the county's champion, or the expert scorecard while there is none. The host says where champions are kept.
/// </summary>
/// <param name="findChampion">The champion, or null. Asked at the beginning of every run, since one may be promoted while the product runs.</param>
/// <param name="coverage">The share of clients whose decided segment should be among the possible ones; over 0 and under 1.</param>
public sealed class SegmentModelInUse(Func<CalibratedModel?> findChampion, double coverage = SuggestSegment.DefaultCoverage)
{
    /// <summary>A model's identity is stored beside every suggestion it makes, so it cannot be longer than this.</summary>
    public const int ModelIdMaxLength = 100;

    /// <summary>No champion yet.</summary>
    public static SegmentModelInUse Scorecard { get; } = new(() => null);

    public double Coverage => coverage;

    public CalibratedModel? FindChampion() => findChampion();

    /// <summary>The champion's card as it was saved; null while there is no champion, or its card cannot be read.</summary>
    public Func<string?> FindCard { get; init; } = () => null;
}

/// <summary>There is a champion, and it cannot suggest anything here; the message says why and holds no client's data.</summary>
public sealed class ChampionUnusableException(string message, Exception? cause = null) : Exception(message, cause);
