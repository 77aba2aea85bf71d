using System.Runtime.Intrinsics;

namespace Palveluohjaus.Segmentation.GlassBox;

/// <summary>From a column's fine bins to the coarser ones of one table.</summary>
internal sealed class BinMap
{
    /// <summary>Fine bins after which the coarse bin goes up by one, rising; null where the map does not rise, as among categories.</summary>
    private readonly byte[]? _steps;
    private readonly byte[] _map;

    /// <param name="map">The coarse bin of each fine one.</param>
    /// <param name="binCount">Coarse bins.</param>
    public BinMap(byte[] map, int binCount)
    {
        _map = map;
        BinCount = binCount;
        var steps = new List<byte>();
        for (var bin = 1; bin < map.Length; bin++)
        {
            if (map[bin] == map[bin - 1])
                continue;
            if (map[bin] != map[bin - 1] + 1)
                return;
            steps.Add((byte)(bin - 1));
        }

        _steps = map[0] == 0 ? [.. steps] : null;
    }

    /// <summary>Coarse bins.</summary>
    public int BinCount { get; }

    /// <summary>Coarse bins as cells of a table of one column.</summary>
    /// <param name="bins">Fine bins; as many as <paramref name="cells"/>, a multiple of 32.</param>
    /// <param name="cells">Overwritten.</param>
    public void Map(byte[] bins, ushort[] cells)
    {
        for (var row = 0; row < bins.Length; row += Vector256<byte>.Count)
        {
            var coarse = Of(bins, row);
            Vector256.WidenLower(coarse).CopyTo(cells, row);
            Vector256.WidenUpper(coarse).CopyTo(cells, row + Vector256<ushort>.Count);
        }
    }

    /// <summary>Cells of a table of two columns, this one's bins being the lines.</summary>
    public void Map(byte[] bins, BinMap other, byte[] otherBins, ushort[] cells)
    {
        var width = Vector256.Create((ushort)other.BinCount);
        for (var row = 0; row < bins.Length; row += Vector256<byte>.Count)
        {
            var line = Of(bins, row);
            var column = other.Of(otherBins, row);
            ((Vector256.WidenLower(line) * width) + Vector256.WidenLower(column)).CopyTo(cells, row);
            ((Vector256.WidenUpper(line) * width) + Vector256.WidenUpper(column)).CopyTo(cells, row + Vector256<ushort>.Count);
        }
    }

    private Vector256<byte> Of(byte[] bins, int row)
    {
        var fine = Vector256.Create(bins, row);
        if (_steps is null)
        {
            Span<byte> mapped = stackalloc byte[Vector256<byte>.Count];
            for (var index = 0; index < mapped.Length; index++)
                mapped[index] = _map[bins[row + index]];
            return Vector256.Create<byte>(mapped);
        }

        // True is all ones, that is −1.
        var coarse = Vector256<byte>.Zero;
        foreach (var step in _steps)
            coarse -= Vector256.GreaterThan(fine, Vector256.Create(step));
        return coarse;
    }
}
