namespace Palveluohjaus.Segmentation.MlNet.Rows;

/// <summary>Where a column's values go: every row has at most one slot of it away from zero. −1 is no slot.</summary>
internal sealed record ColumnSlots
{
    // A value a million deviations away is a mistake in a file; unbounded it would make a logit infinite.
    private const double GreatestDeviation = 1e6;

    /// <summary>The slot of a number.</summary>
    public required int Value { get; init; }

    /// <summary>The number's mean in the training rows.</summary>
    public required double Mean { get; init; }

    /// <summary>The number's standard deviation in the training rows.</summary>
    public required double Deviation { get; init; }

    /// <summary>The slot of each category; empty for a number.</summary>
    public required int[] Categories { get; init; }

    /// <summary>The slot that is 1 when there is no value.</summary>
    public required int Missing { get; init; }

    /// <summary>Every slot of the column.</summary>
    public IEnumerable<int> All() => Categories.Append(Value).Append(Missing).Where(slot => slot >= 0).Order();

    /// <summary>The slot that a value sets, and to what; −1 when it leaves all at zero.</summary>
    public int Find(float value, out float slotValue)
    {
        slotValue = 1;
        if (!float.IsFinite(value))
            return Missing;
        if (Value < 0)
            return value >= 0 && value < Categories.Length ? Categories[(int)value] : -1;
        slotValue = Standardise(value, Mean, Deviation);
        return Value;
    }

    public static float Standardise(float value, double mean, double deviation) =>
        (float)Math.Clamp((value - mean) / deviation, -GreatestDeviation, GreatestDeviation);
}
