using Palveluohjaus.Segmentation.GlassBox;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>A column's bins as far as some trees tell them apart: neighbours that no tree parts are one.</summary>
internal sealed class CoarseAxis
{
    private readonly byte[] _ofBin;
    private readonly byte[] _representatives;
    private readonly TermAxis _axis;

    private CoarseAxis(byte[] ofBin, TermAxis axis)
    {
        _ofBin = ofBin;
        _axis = axis;
        _representatives = new byte[axis.BinCount];
        for (var bin = 0; bin < ofBin.Length; bin++)
            _representatives[ofBin[bin]] = (byte)bin;
    }

    public int Column => _axis.Column;

    public int BinCount => _axis.BinCount;

    public static CoarseAxis Of(int column, ColumnBins bins, IEnumerable<BoostedTree> trees)
    {
        var ofBin = new byte[bins.BinCount];
        if (bins.IsCategory)
        {
            for (var bin = 0; bin < ofBin.Length; bin++)
                ofBin[bin] = (byte)bin;
            return new CoarseAxis(ofBin, bins.Axis);
        }

        // Where the left side of a split ends, a coarse bin ends.
        var ends = new bool[bins.BinCount];
        foreach (var tree in trees)
        {
            foreach (var node in tree.Nodes)
            {
                if (node.Column != column)
                    continue;
                var last = 0;
                for (var bin = 1; bin < bins.BinCount; bin++)
                    last = node.Left.Contains((byte)bin) ? bin : last;
                ends[last] = true;
            }
        }

        var edges = new List<float>();
        for (var bin = 1; bin < bins.BinCount; bin++)
        {
            ofBin[bin] = (byte)(edges.Count + 1);
            if (ends[bin] && bin + 1 < bins.BinCount)
                edges.Add(bins.UpperEdge(bin));
        }

        return new CoarseAxis(ofBin, TermAxis.OfNumber(column, [.. edges]));
    }

    public TermAxis ToAxis() => _axis;

    /// <summary>The coarse bin of a training bin.</summary>
    public int Of(byte bin) => _ofBin[bin];

    /// <summary>A training bin inside a coarse one.</summary>
    public byte Representative(int coarse) => _representatives[coarse];
}
