namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>How the training rows were distributed: what drift is measured against, and what an unanswered question might be answered with.</summary>
/// <param name="Columns">One per column of the model's schema, in its order.</param>
/// <param name="Suggested">Share of calibration rows whose most probable segment is each of the k; sums to 1.</param>
public sealed record ReferenceDistribution(IReadOnlyList<ReferenceColumn> Columns, IReadOnlyList<double> Suggested);

/// <summary>One column's training rows, in a few bins.</summary>
/// <param name="UpperEdges">For a number: rising inclusive upper edges of all bins but the last, which has none. Empty for a category, whose bins are its categories.</param>
/// <param name="Representatives">A value of each bin that occurs, near the middle of its rows.</param>
/// <param name="Counts">Rows by bin and decided segment: bins × k. The last line, beyond the bins, is the rows without a value.</param>
public sealed record ReferenceColumn(IReadOnlyList<float> UpperEdges, IReadOnlyList<float> Representatives, IReadOnlyList<IReadOnlyList<int>> Counts);
