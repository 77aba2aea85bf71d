using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Segmentation.Explanation;

/// <summary>What one answer did to one axis score of the scorecard, exactly: the axis's base and its contributions sum to the score.</summary>
/// <param name="Axis">The axis it acts on.</param>
/// <param name="Feature">The answer's feature.</param>
/// <param name="Value">The answer.</param>
/// <param name="Points">Axis points, positive away from 0 on the axis: more need, or stronger resources.</param>
public readonly record struct Contribution(Axis Axis, Feature Feature, double Value, double Points);
