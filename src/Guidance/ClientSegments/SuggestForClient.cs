using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// One model that suggests: the champion, or the scorecard while there is none. Safe to use from several threads at once. Need and resources are the scorecard's in any case, because the
/// four-field is drawn with them and a trained model knows no axes.
/// </summary>
internal sealed class SuggestForClient
{
    private readonly ExpertScorecard _scorecard;
    private readonly SuggestSegment? _champion;
    private readonly byte[] _origin;

    private SuggestForClient(ExpertScorecard scorecard, SuggestSegment? champion, string? fingerprint)
    {
        _scorecard = scorecard;
        _champion = champion;
        ModelId = champion?.ModelId ?? scorecard.Id;
        _origin = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{scorecard.Id} {scorecard.Scheme.Id} {scorecard.Catalogue.Version} {champion?.ModelId} {fingerprint} {champion?.Coverage} "));
    }

    public string ModelId { get; }

    /// <exception cref="ChampionUnusableException">There is a champion, and it cannot be read or is made for something else.</exception>
    public static SuggestForClient With(ExpertScorecard scorecard, SegmentModelInUse inUse)
    {
        try
        {
            if (inUse.FindChampion() is not { } champion)
                return new SuggestForClient(scorecard, null, null);
            if (champion.Id.Length > SegmentModelInUse.ModelIdMaxLength)
                throw new ChampionUnusableException($"The champion's identity has {champion.Id.Length} letters, and at most {SegmentModelInUse.ModelIdMaxLength} can be stored.");
            if (!champion.Model.Schema.Matches(scorecard.Schema))
            {
                throw new ChampionUnusableException(
                    $"The champion {champion.Id} is made for catalogue {champion.Model.Schema.CatalogueVersion ?? "none"} and scheme {champion.Model.Schema.SchemeId ?? "none"}, "
                    + $"and in use are {scorecard.Catalogue.Version} and {scorecard.Scheme.Id}.");
            }

            return new SuggestForClient(scorecard, new SuggestSegment(champion, inUse.Coverage, SuggestSegment.AssessmentItemsOf(scorecard.Catalogue)), champion.Fingerprint);
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChampionUnusableException($"The champion cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>A digest of everything a suggestion comes from: the row, its catalogue, the scorecard, the scheme, the champion with its files and the coverage.</summary>
    public string DigestOf(ClientProfile profile)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_origin);
        hash.AppendData(MemoryMarshal.AsBytes(profile.Row));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <exception cref="ArgumentException">The model refuses the row.</exception>
    /// <exception cref="ArithmeticException">The model makes no finite number of it.</exception>
    public ScoredClient Suggest(Guid clientId, ClientProfile profile, string digest, DateTime nowUtc)
    {
        var score = _scorecard.Score(profile.Row);
        var suggestion = Suggest(profile);
        return new ScoredClient
        {
            ClientId = clientId,
            SchemeVersion = _scorecard.Scheme.Id,
            ModelVersion = suggestion.ModelId,
            ProfileDigest = digest,
            Need = score.Need,
            Resources = score.Resources,
            Segment = suggestion.Segment is { } index ? suggestion.Schema.Segments[index] : null,
            Abstained = suggestion.Abstained,
            Reasoning = StoredReasoning.Of(suggestion, _scorecard.Catalogue).Write(),
            ScoredAtUtc = nowUtc,
        };
    }

    /// <exception cref="ArgumentException">The model refuses the row.</exception>
    /// <exception cref="ArithmeticException">The model makes no finite number of it.</exception>
    public ModelSuggestion Suggest(ClientProfile profile) =>
        _champion is null ? _scorecard.InLogits(_scorecard.Suggest(profile)) : _champion.Suggest(RowOf(profile));

    private static float[] RowOf(ClientProfile profile)
    {
        var row = new float[profile.Row.Length];
        for (var column = 0; column < row.Length; column++)
            row[column] = (float)profile.Row[column];
        return row;
    }
}
