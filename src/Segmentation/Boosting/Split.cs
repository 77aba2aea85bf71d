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

    /// <summary>Whether all that have a value go one way and the missing the other: then nothing is said along the column.</summary>
    public bool PartsOnlyMissing;

    public static Split None => new() { Column = -1 };
}
