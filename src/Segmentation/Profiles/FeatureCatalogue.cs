using System.Collections.Frozen;

namespace Palveluohjaus.Segmentation.Profiles;

/// <summary>
/// The columns of a feature row, in order. A model belongs to the catalogue version it was made for; adding, removing
/// or reordering a feature is a new version.
/// </summary>
public sealed class FeatureCatalogue
{
    /// <summary>The highest answer of an assessment item.</summary>
    public const int MaximumRating = 3;

    private const int MaximumAgeYears = 130;
    private readonly FrozenDictionary<string, Feature> _byCode;

    private FeatureCatalogue(string version, IReadOnlyList<Feature> features)
    {
        Version = version;
        Features = features;
        _byCode = features.ToFrozenDictionary(feature => feature.Code, StringComparer.Ordinal);
    }

    /// <summary>The first-assessment items and the history features every county starts with.</summary>
    public static FeatureCatalogue Default { get; } = new("first-assessment-1",
    [
        NeedRating(0, FeatureCodes.NeedDailyLiving),
        NeedRating(1, FeatureCodes.NeedHealth),
        NeedRating(2, FeatureCodes.NeedMentalHealth),
        NeedRating(3, FeatureCodes.NeedSubstanceUse),
        NeedRating(4, FeatureCodes.NeedHousing),
        NeedRating(5, FeatureCodes.NeedSafety),
        NeedRating(6, FeatureCodes.NeedFunctionalDecline),
        NeedRating(7, FeatureCodes.NeedSeveralServices),
        ResourcesRating(8, FeatureCodes.ResourcesCoping),
        ResourcesRating(9, FeatureCodes.ResourcesCloseOnes),
        ResourcesRating(10, FeatureCodes.ResourcesFinances),
        ResourcesRating(11, FeatureCodes.ResourcesHope),
        ResourcesRating(12, FeatureCodes.ResourcesEverydaySkills),
        ResourcesRating(13, FeatureCodes.ResourcesDigital),
        Count(14, FeatureCodes.ContactsInYear),
        Count(15, FeatureCodes.RepeatContactsInYear),
        Count(16, FeatureCodes.HandoffsInYear),
        new Feature(17, FeatureCodes.AgeYears, FeatureKind.Years, 0, MaximumAgeYears),
    ]);

    /// <summary>Names the set of columns, so that a model made for another set is not fed this one.</summary>
    public string Version { get; }

    /// <summary>In column order.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The feature of <paramref name="code"/>, or null when the catalogue has none.</summary>
    public Feature? Find(string code) => _byCode.GetValueOrDefault(code);

    private static Feature NeedRating(int index, string code) => new(index, code, FeatureKind.NeedRating, 0, MaximumRating);

    private static Feature ResourcesRating(int index, string code) => new(index, code, FeatureKind.ResourcesRating, 0, MaximumRating);

    private static Feature Count(int index, string code) => new(index, code, FeatureKind.Count, 0, double.PositiveInfinity);
}
