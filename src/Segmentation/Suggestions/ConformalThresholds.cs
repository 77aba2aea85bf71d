namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>
/// Split-conformal sets: a segment stays possible while 1 − its probability is at most a threshold, chosen on held-out rows so
/// that the decided segment stays possible in at least the asked share of new rows, whatever the model is worth
/// (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World; Sadinle, Lei and Wasserman 2019, JASA 114(525)).
/// </summary>
/// <param name="Coverages">Shares over 0 and under 1, rising.</param>
/// <param name="Thresholds">The threshold of each coverage, never falling.</param>
public sealed record ConformalThresholds(IReadOnlyList<double> Coverages, IReadOnlyList<double> Thresholds);
