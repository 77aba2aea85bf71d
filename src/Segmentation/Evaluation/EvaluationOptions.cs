using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>The circumstances of one evaluation.</summary>
/// <param name="Seed">Of the bootstrap; the same seed and rows give the same intervals.</param>
/// <param name="Resamples">Bootstrap resamples, 1 or more; 1,000 put a percentile interval's ends within a few hundredths of its width.</param>
/// <param name="Conformal">The model's thresholds; null leaves out what its sets do.</param>
/// <param name="Coverage">The share of rows whose set should hold the decided segment; one that <paramref name="Conformal"/> knows.</param>
public sealed record EvaluationOptions(int Seed, int Resamples = 1000, ConformalThresholds? Conformal = null, double Coverage = 0.9);
