using System.Runtime.Intrinsics;

namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>Bins one column as finely as any table that looks at it.</summary>
internal sealed class ColumnBinner
{
    private readonly float[] _edges;
    private readonly int _categoryCount;
    private readonly TermAxis _axis;

    /// <param name="axes">The bins of every table that looks at the column.</param>
    /// <param name="categoryCount">Categories, 0 for a number.</param>
    /// <exception cref="ArgumentException">The tables together tell more than 255 bins apart.</exception>
    public ColumnBinner(IReadOnlyList<TermAxis> axes, int categoryCount)
    {
        Column = axes[0].Column;
        _categoryCount = categoryCount;
        _edges = [.. axes.SelectMany(axis => axis.UpperEdges.ToArray()).Distinct().Order()];
        if (_edges.Length > 253 || categoryCount > 254)
            throw new ArgumentException($"Column {Column} has {Math.Max(_edges.Length + 2, categoryCount + 1)} bins, and at most 255 can be told apart.", nameof(axes));
        _axis = categoryCount > 0
            ? TermAxis.OfCategory(Column, [.. Enumerable.Range(1, categoryCount)])
            : TermAxis.OfNumber(Column, _edges);
    }

    public int Column { get; }

    /// <summary>How this column's bins fall into those of one of its tables.</summary>
    public BinMap To(TermAxis axis)
    {
        var map = new byte[_axis.BinCount];
        for (var bin = 1; bin < map.Length; bin++)
        {
            // The upper edge lies in its own bin; beyond the last edge any greater value does.
            var value = _categoryCount > 0 ? bin - 1 : bin <= _edges.Length ? _edges[bin - 1] : float.PositiveInfinity;
            map[bin] = (byte)axis.BinOf(value);
        }

        return new BinMap(map, axis.BinCount);
    }

    /// <param name="values">At most as many as <paramref name="bins"/>, whose rest is left as it is.</param>
    /// <param name="bins">A multiple of 32.</param>
    public void Bin(ReadOnlySpan<float> values, byte[] bins)
    {
        var whole = _categoryCount > 0 ? 0 : values.Length / Vector256<byte>.Count * Vector256<byte>.Count;
        for (var row = 0; row < whole; row += Vector256<byte>.Count)
            Bin32(values.Slice(row, Vector256<byte>.Count)).CopyTo(bins, row);
        for (var row = whole; row < values.Length; row++)
            bins[row] = (byte)_axis.BinOf(values[row]);
    }

    private Vector256<byte> Bin32(ReadOnlySpan<float> values)
    {
        var a = Vector256.Create(values);
        var b = Vector256.Create(values[8..]);
        var c = Vector256.Create(values[16..]);
        var d = Vector256.Create(values[24..]);

        // A missing value equals nothing, not even itself, and is over no edge: it stays in bin 0. True is −1.
        var binA = -Vector256.Equals(a, a).AsInt32();
        var binB = -Vector256.Equals(b, b).AsInt32();
        var binC = -Vector256.Equals(c, c).AsInt32();
        var binD = -Vector256.Equals(d, d).AsInt32();
        foreach (var each in _edges)
        {
            var edge = Vector256.Create(each);
            binA -= Vector256.GreaterThan(a, edge).AsInt32();
            binB -= Vector256.GreaterThan(b, edge).AsInt32();
            binC -= Vector256.GreaterThan(c, edge).AsInt32();
            binD -= Vector256.GreaterThan(d, edge).AsInt32();
        }

        return Vector256.Narrow(Vector256.Narrow(binA.AsUInt32(), binB.AsUInt32()), Vector256.Narrow(binC.AsUInt32(), binD.AsUInt32()));
    }
}
