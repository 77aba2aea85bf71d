using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Texts;

namespace Palveluohjaus.Segmentation.Scorecard;

/// <summary>One line of a scorecard: the points that each answer of one feature gives on one axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Feature">The feature.</param>
/// <param name="PointsByValue">Points by the value as an index, from 0 upwards and never falling; greater values than the last give the last.</param>
/// <param name="IsRequired">Whether the scorecard abstains without it.</param>
/// <param name="Rationale">Why it has these points, as the experts put it.</param>
public sealed record ScorecardItem(Axis Axis, Feature Feature, double[] PointsByValue, bool IsRequired, LocalizedText Rationale);
