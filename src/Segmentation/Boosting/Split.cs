namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>The best way found to part a leaf.</summary>
internal struct Split
{
    /// <summary>Column, or −1 when the leaf is best left whole.</summary>
    public int Column;

    /// <summary>How much the loss falls, in units of <see cref="Gradients.Scale"/>.</summary>
    public double Gain;

    /// <summary>The bins that go left, the missing value's among them or not.</summary>
    public BinSet Left;

    /// <summary>Sums of the rows that go left.</summary>
    public BinSum LeftSum;

    public static Split None => new() { Column = -1 };
}
