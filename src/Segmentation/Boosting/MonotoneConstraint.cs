namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// The chance of a segment must not fall (or rise) as a number rises, missing values aside. Of one column, segments not named keep the
/// other direction; when several are named rising, it is the chance of all of them together that never falls: the terms of the numerator
/// rise, and what the denominator has beside them falls.
/// </summary>
/// <param name="Column">A number column's index.</param>
/// <param name="Segment">The segment's index, 0…k−1.</param>
/// <param name="IsRising">True: never falls as the number rises. False: never rises.</param>
public sealed record MonotoneConstraint(int Column, int Segment, bool IsRising);
