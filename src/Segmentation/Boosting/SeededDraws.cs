namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>A stream of draws of its own for every purpose, so that what one thread draws does not depend on another (SplitMix64; Steele, Lea and Flood 2014).</summary>
internal struct SeededDraws(int seed, int purpose, int number)
{
    private ulong _state = Mix(Mix((ulong)(uint)seed) ^ ((ulong)(uint)purpose << 32) ^ (uint)number);

    /// <summary>A whole number in 0…limit−1.</summary>
    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        return (int)Math.BigMul(Mix(_state), (ulong)limit, out _);
    }

    /// <summary>Puts <paramref name="count"/> of the items, drawn without replacement, first.</summary>
    public void DrawFirst(Span<int> items, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var drawn = index + Below(items.Length - index);
            (items[index], items[drawn]) = (items[drawn], items[index]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
