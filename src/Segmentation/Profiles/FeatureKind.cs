namespace Palveluohjaus.Segmentation.Profiles;

/// <summary>What a feature's number means and where it comes from.</summary>
public enum FeatureKind
{
    /// <summary>A professional's rating of need, 0–3; higher is more need.</summary>
    NeedRating,

    /// <summary>The client's own rating of resources, 0–3; higher is stronger.</summary>
    ResourcesRating,

    /// <summary>A count of things that happened, 0 and up.</summary>
    Count,

    /// <summary>Whole years.</summary>
    Years,
}
