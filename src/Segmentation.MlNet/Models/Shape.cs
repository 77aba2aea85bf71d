namespace Palveluohjaus.Segmentation.MlNet.Models;

/// <summary>A step function.</summary>
/// <param name="Edges">Rising inclusive upper edges of all steps but the last, which has none.</param>
/// <param name="Effects">The value of each step.</param>
internal sealed record Shape(double[] Edges, double[] Effects)
{
    /// <param name="upperBounds">As ML.NET has them: of the last step too, where it is infinite.</param>
    public static Shape Of(IReadOnlyList<double> upperBounds, IReadOnlyList<double> effects) =>
        new([.. upperBounds.Take(upperBounds.Count - 1)], [.. effects]);

    public double At(float value)
    {
        var found = Array.BinarySearch(Edges, value);
        return Effects[found < 0 ? ~found : found];
    }
}
