using System.Runtime.InteropServices;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>A row's first and second derivative of the loss, as whole numbers of <see cref="Gradients.Scale"/>.</summary>
/// <param name="Gradient">First.</param>
/// <param name="Hessian">Second.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RowGradient(int Gradient, int Hessian);

/// <summary>
/// Sums of derivatives. Whole numbers make addition exact: the order of rows and the number of threads cannot show in a model,
/// and a child's histogram may be had by taking its sibling's from its parent's.
/// </summary>
/// <param name="Gradient">First derivatives.</param>
/// <param name="Hessian">Second derivatives.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BinSum(long Gradient, long Hessian)
{
    public static BinSum operator +(BinSum one, BinSum other) => new(one.Gradient + other.Gradient, one.Hessian + other.Hessian);

    public static BinSum operator -(BinSum one, BinSum other) => new(one.Gradient - other.Gradient, one.Hessian - other.Hessian);
}
