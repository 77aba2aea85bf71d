namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>How a table divides one column into bins. Bin 0 is the missing value's own.</summary>
public sealed class TermAxis
{
    private readonly float[] _upperEdges;
    private readonly int[] _binOfCategory;

    private TermAxis(int column, float[] upperEdges, int[] binOfCategory, int binCount)
    {
        Column = column;
        BinCount = binCount;
        _upperEdges = upperEdges;
        _binOfCategory = binOfCategory;
    }

    /// <summary>The column's index in the schema.</summary>
    public int Column { get; }

    /// <summary>Bins, the missing value's included.</summary>
    public int BinCount { get; }

    /// <summary>For a number: bin b of 1… holds values over edge b − 2 and up to and including edge b − 1; the last bin has no upper edge.</summary>
    public ReadOnlySpan<float> UpperEdges => _upperEdges;

    /// <summary>For a category: the bin of each category, 1 and up. Empty for a number.</summary>
    public ReadOnlySpan<int> BinOfCategory => _binOfCategory;

    /// <summary>True when the bins are groups of categories.</summary>
    public bool IsCategory => _binOfCategory.Length > 0;

    /// <summary>Bins of a number.</summary>
    /// <exception cref="ArgumentException">The edges do not rise.</exception>
    public static TermAxis OfNumber(int column, float[] upperEdges)
    {
        for (var index = 0; index < upperEdges.Length; index++)
        {
            if (!float.IsFinite(upperEdges[index]) || (index > 0 && !(upperEdges[index] > upperEdges[index - 1])))
                throw new ArgumentException($"Edge {index} of column {column} is not finite or does not rise.", nameof(upperEdges));
        }

        return new TermAxis(column, upperEdges, [], upperEdges.Length + 2);
    }

    /// <summary>Bins of a category.</summary>
    /// <exception cref="ArgumentException">A bin is under 1, or one between 1 and the greatest has no category.</exception>
    public static TermAxis OfCategory(int column, int[] binOfCategory)
    {
        var greatest = binOfCategory.Length == 0 ? 0 : binOfCategory.Max();
        if (greatest == 0 || Enumerable.Range(1, greatest).Any(bin => !binOfCategory.Contains(bin)) || binOfCategory.Min() < 1)
            throw new ArgumentException($"The categories of column {column} do not fill bins from 1 up.", nameof(binOfCategory));
        return new TermAxis(column, [], binOfCategory, greatest + 1);
    }

    /// <summary>The bin of a value; that of missing for NaN and for a category that the model does not know.</summary>
    public int BinOf(float value)
    {
        if (float.IsNaN(value))
            return 0;
        if (IsCategory)
            return value >= 0 && value < _binOfCategory.Length ? _binOfCategory[(int)value] : 0;

        int low = 0, high = _upperEdges.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (value <= _upperEdges[middle])
                high = middle;
            else
                low = middle + 1;
        }

        return low + 1;
    }
}
