namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>The group of each row on one dimension. It never enters a model; figures are computed by it.</summary>
/// <param name="Dimension">language, age-band, sex, municipality, or the heading of a file's column.</param>
/// <param name="Groups">The groups' codes.</param>
/// <param name="GroupOfRow">n indexes into <paramref name="Groups"/>, −1 where it is not known.</param>
public sealed record GroupColumn(string Dimension, IReadOnlyList<string> Groups, IReadOnlyList<int> GroupOfRow);
