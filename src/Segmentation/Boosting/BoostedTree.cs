namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>One grown tree over bins. Leaves and nodes are numbered in the order they came to be; a child under 0 is the leaf ~child.</summary>
internal sealed record BoostedTree(TreeNode[] Nodes, double[] LeafValues)
{
    /// <summary>The columns it looks at, rising.</summary>
    public int[] ColumnsUsed() => [.. Nodes.Select(node => node.Column).Distinct().Order()];

    /// <summary>The leaf that a row of bins falls into.</summary>
    /// <param name="columns">Bins by column.</param>
    /// <param name="row">The row.</param>
    public int LeafOf(byte[][] columns, int row)
    {
        var at = Nodes.Length == 0 ? ~0 : 0;
        while (at >= 0)
        {
            ref readonly var node = ref Nodes[at];
            at = node.Left.Contains(columns[node.Column][row]) ? node.LeftChild : node.RightChild;
        }

        return ~at;
    }

    /// <summary>The value of a tree that looks at these two columns at most.</summary>
    public double ValueAt(int column, byte bin, byte otherBin)
    {
        var at = Nodes.Length == 0 ? ~0 : 0;
        while (at >= 0)
        {
            ref readonly var node = ref Nodes[at];
            at = node.Left.Contains(node.Column == column ? bin : otherBin) ? node.LeftChild : node.RightChild;
        }

        return LeafValues[~at];
    }
}

/// <summary>Where a tree parts.</summary>
internal struct TreeNode
{
    public int Column;

    /// <summary>For a number: 1 up to some bin, with 0 for the missing or without.</summary>
    public BinSet Left;

    public int LeftChild;
    public int RightChild;
}
