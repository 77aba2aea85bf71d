namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// A segment's logit must not fall (or rise) as a number rises, missing values aside. Constraining the logits of all segments of
/// great need upwards and the others downwards makes the chance of great need itself monotone: numerators rise and denominators fall.
/// </summary>
/// <param name="Column">A number column's index.</param>
/// <param name="Segment">The segment's index, 0…k−1.</param>
/// <param name="IsRising">True: the logit never falls as the number rises. False: it never rises.</param>
public sealed record MonotoneConstraint(int Column, int Segment, bool IsRising);
