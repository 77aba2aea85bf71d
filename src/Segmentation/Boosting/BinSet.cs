using System.Runtime.CompilerServices;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>A set of bins 0–255.</summary>
[InlineArray(Words)]
internal struct BinSet
{
    private const int Words = 4;

    private ulong _bits;

    public readonly bool Contains(byte bin) => ((this[bin >> 6] >> (bin & 63)) & 1) != 0;

    public void Add(int bin) => this[bin >> 6] |= 1UL << (bin & 63);
}
