namespace Palveluohjaus.Segmentation.Registry;

/// <summary>The rows that a gate's figures were computed on, for the history.</summary>
/// <param name="Source">As in <see cref="DataDescription.Source"/>.</param>
/// <param name="SourceSha256">As in <see cref="DataDescription.SourceSha256"/>.</param>
/// <param name="HeldOut">How many were measured, and their place in time.</param>
public sealed record MeasuredRows(string Source, string SourceSha256, DataPart HeldOut);
