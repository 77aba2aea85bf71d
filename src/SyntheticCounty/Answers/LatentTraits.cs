using Palveluohjaus.Guidance.Cases;

namespace Palveluohjaus.SyntheticCounty.Answers;

/// <summary>What nobody sees directly: a client's true need and resources, 0–100 each.</summary>
internal readonly record struct LatentTraits(double Need, double Resources)
{
    // Where the middle of each life stage lies, on the logistic scale.
    private static readonly double[] NeedMiddles = [-0.10, -0.25, -0.15, 0.45];
    private static readonly double[] ResourcesMiddles = [0.25, 0.05, 0.10, -0.20];

    /// <summary>Maps two standard normals to the traits of a life stage.</summary>
    public static LatentTraits At(double needNormal, double resourcesNormal, LifeStage stage, PeopleParameters people) => new(
        100 / (1 + Math.Exp(-NeedMiddles[(int)stage] - (people.TraitSpread * needNormal))),
        100 / (1 + Math.Exp(-ResourcesMiddles[(int)stage] - (people.TraitSpread * resourcesNormal))));
}

/// <summary>The four segments, in the order in which their parameters are given.</summary>
internal enum SegmentCode
{
    /// <summary>Low need, strong resources.</summary>
    OMA,

    /// <summary>Low need, weak resources.</summary>
    TUKI,

    /// <summary>High need, strong resources.</summary>
    YHT,

    /// <summary>High need, weak resources.</summary>
    HUOL,
}
