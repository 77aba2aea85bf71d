using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.GlassBox;

namespace Palveluohjaus.Segmentation.Registry;

/// <param name="Nodes">
/// A line for each node, root first: column, left child, right child, 1 when the missing go left or else 0, and then for a number
/// the last bin that goes left, for a category every bin that does. A child under 0 is the leaf ~child.
/// </param>
/// <param name="Leaves">The value of each leaf.</param>
internal sealed record TreeInFile(int[][] Nodes, double[] Leaves)
{
    private const int FixedNumbers = 4;

    public static TreeInFile Of(BoostedTree tree, TermAxis[] axes) => new([.. tree.Nodes.Select(node => Line(node, axes[node.Column]))], tree.LeafValues);

    public BoostedTree ToTree(TermAxis[] axes, FileCheck check, string where)
    {
        check.Items(Nodes, $"{where}.nodes");
        check.Require(Leaves.Length == Nodes.Length + 1, $"{where}.leaves", $"must be one more than nodes ({Nodes.Length}), and are {Leaves.Length}");
        check.Require(Leaves.All(double.IsFinite), $"{where}.leaves", "must be finite numbers");
        return new BoostedTree([.. Nodes.Select((line, index) => ToNode(line, index, axes, check, $"{where}.nodes[{index}]"))], Leaves);
    }

    private static int[] Line(TreeNode node, TermAxis axis)
    {
        var left = Enumerable.Range(1, axis.BinCount - 1).Where(bin => node.Left.Contains((byte)bin)).ToArray();
        int[] line = [node.Column, node.LeftChild, node.RightChild, node.Left.Contains(0) ? 1 : 0];
        return axis.IsCategory ? [.. line, .. left] : [.. line, left.LastOrDefault()];
    }

    private TreeNode ToNode(int[] line, int index, TermAxis[] axes, FileCheck check, string where)
    {
        check.Require(line.Length >= FixedNumbers && (uint)line[0] < (uint)axes.Length, where, "must begin with a column, two children and 0 or 1");
        var axis = axes[line[0]];
        check.Require(axis.IsCategory || line.Length == FixedNumbers + 1, where, $"must be {FixedNumbers + 1} numbers");
        check.Require(line[3] is 0 or 1, where, "must say with 0 or 1 whether the missing go left");

        // A child that came later than its parent cannot lead back to it.
        check.Require(IsChild(line[1], index) && IsChild(line[2], index), where, "must lead to later nodes or to leaves");
        check.Require(line.Skip(FixedNumbers).All(bin => bin >= 0 && bin < axis.BinCount), where, $"must name bins from 0 to {axis.BinCount - 1}");

        var node = new TreeNode { Column = line[0], LeftChild = line[1], RightChild = line[2] };
        if (line[3] == 1)
            node.Left.Add(0);
        foreach (var bin in axis.IsCategory ? line.Skip(FixedNumbers) : Enumerable.Range(1, line[FixedNumbers]))
            node.Left.Add(bin);
        return node;
    }

    private bool IsChild(int child, int parent) => child < 0 ? ~child < Leaves.Length : child > parent && child < Nodes.Length;
}
