using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Some rows of a file, in its order.</summary>
/// <param name="Table">n rows of the model's columns.</param>
/// <param name="Keys">One array of n values for each key column asked for, in that order, as they stand in the file without quotes.</param>
/// <param name="FirstRow">The line of the file on which the first row begins.</param>
public sealed record ScoringBlock(FeatureTable Table, IReadOnlyList<string[]> Keys, long FirstRow);
