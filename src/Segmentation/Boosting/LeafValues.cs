namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The second-order value of a leaf and what it gains (Chen and Guestrin 2016, XGBoost, KDD, eq. 5–7), within bounds that monotone constraints set.</summary>
/// <param name="L2">The penalty, in units of <see cref="Gradients.Scale"/>.</param>
internal readonly record struct LeafValues(double L2)
{
    /// <summary>−G / (H + λ), brought within the bounds.</summary>
    public double ValueOf(BinSum sum, LeafBounds bounds) =>
        Math.Clamp(-sum.Gradient / (sum.Hessian + L2), bounds.Low, bounds.High);

    /// <summary>Twice the fall of the loss when the leaf gets that value: G² / (H + λ) when it is the free optimum.</summary>
    public double GainOf(BinSum sum, double value) =>
        -value * ((2 * (double)sum.Gradient) + (value * (sum.Hessian + L2)));
}

/// <summary>Between which values a leaf must stay so that a monotone column above it stays monotone.</summary>
internal readonly record struct LeafBounds(double Low, double High)
{
    public static LeafBounds None => new(double.NegativeInfinity, double.PositiveInfinity);
}
