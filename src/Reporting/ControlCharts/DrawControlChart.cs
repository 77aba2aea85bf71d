using Palveluohjaus.Reporting.Catalogue;

namespace Palveluohjaus.Reporting.ControlCharts;

/// <summary>
/// Sets limits and finds signals in a series of single values (XmR). A point without a value, an excluded point and a rebase each end a run: what lies before is
/// not the neighbour of what lies after.
/// </summary>
/// <remarks>Rules: NHS England, Making Data Count; Wheeler, Understanding Variation (1993).</remarks>
public static class DrawControlChart
{
    /// <summary>A moving range beyond this many mean ranges is more than chance (D₄ for ranges of two).</summary>
    private const double ExtremeRanges = 3.267;

    /// <param name="points">In the order of time, one a period.</param>
    /// <param name="rebases">Indexes of points from which limits are set anew, at a known change.</param>
    /// <param name="direction">Which way is better.</param>
    /// <param name="rules">What counts as a signal.</param>
    public static ControlChart Of(IReadOnlyList<ControlPoint> points, IEnumerable<int> rebases, Direction direction, ControlChartRules rules)
    {
        rules.Require();
        int[] asked = [.. rebases.Distinct().Order()];
        int[] starts = [.. asked.Where(rebase => rebase > 0 && rebase < points.Count)];
        var signals = new ControlSignals[points.Count];
        var phases = new List<ControlPhase>();
        for (var phase = 0; phase <= starts.Length && points.Count > 0; phase++)
        {
            var (first, end) = (phase == 0 ? 0 : starts[phase - 1], phase == starts.Length ? points.Count : starts[phase]);
            var limits = LimitsOf(points, first, end, rules);
            phases.Add(new ControlPhase(first, end, limits, Enumerable.Range(first, end - first).Count(index => points[index].Counts)));
            if (limits is not null)
                FindSignals(points, first, end, limits, rules, signals);
        }

        return new ControlChart(points, signals, [.. signals.Select(signal => MeaningOf(signal, direction))], phases, [.. asked.Except(starts)]);
    }

    private static ControlLimits? LimitsOf(IReadOnlyList<ControlPoint> points, int first, int end, ControlChartRules rules)
    {
        var (values, ranges) = (new List<double>(), new List<double>());
        for (var index = first; index < end; index++)
        {
            if (!points[index].Counts)
                continue;
            values.Add(points[index].Value!.Value);
            if (index > first && points[index - 1].Counts)
                ranges.Add(Math.Abs(points[index].Value!.Value - points[index - 1].Value!.Value));
        }

        if (ranges.Count == 0)
            return null;
        var mean = ranges.Average();

        // The average of equal values can miss them by a rounding, and then all of them would lie beyond the limits.
        var level = values.Max() == values.Min() ? values[0] : values.Average();
        return new ControlLimits(level, rules.ScreensMovingRanges ? ranges.Where(range => range <= ExtremeRanges * mean).Average() : mean);
    }

    private static void FindSignals(IReadOnlyList<ControlPoint> points, int first, int end, ControlLimits limits, ControlChartRules rules, ControlSignals[] signals)
    {
        var (above, below, rising, falling) = (0, 0, 0, 0);
        for (var index = first; index < end; index++)
        {
            if (!points[index].Counts)
            {
                (above, below, rising, falling) = (0, 0, 0, 0);
                continue;
            }

            var value = points[index].Value!.Value;
            var previous = index > first && points[index - 1].Counts ? points[index - 1].Value : null;
            if (value > limits.Upper)
                signals[index] |= ControlSignals.AboveUpperLimit;
            if (value < limits.Lower)
                signals[index] |= ControlSignals.BelowLowerLimit;

            // A value on the mean itself is on neither side, one like the last neither rises nor falls.
            (above, below) = (value > limits.Mean ? above + 1 : 0, value < limits.Mean ? below + 1 : 0);
            (rising, falling) = (value > previous ? rising + 1 : 1, value < previous ? falling + 1 : 1);
            Mark(above, rules.RunLength, ControlSignals.RunAbove);
            Mark(below, rules.RunLength, ControlSignals.RunBelow);
            Mark(rising, rules.TrendLength, ControlSignals.TrendUp);
            Mark(falling, rules.TrendLength, ControlSignals.TrendDown);
            MarkNear(index, near => near > limits.NearUpper, ControlSignals.NearUpperLimit);
            MarkNear(index, near => near < limits.NearLower, ControlSignals.NearLowerLimit);

            void Mark(int length, int needed, ControlSignals signal)
            {
                for (var back = 0; length >= needed && back < (length == needed ? length : 1); back++)
                    signals[index - back] |= signal;
            }
        }

        void MarkNear(int last, Func<double, bool> isNear, ControlSignals signal)
        {
            var start = last - rules.NearLimitWindow + 1;
            if (start < first)
                return;
            var near = new List<int>();
            for (var index = start; index <= last; index++)
            {
                if (!points[index].Counts)
                    return;
                if (isNear(points[index].Value!.Value))
                    near.Add(index);
            }

            if (near.Count < rules.NearLimitCount)
                return;
            foreach (var index in near)
                signals[index] |= signal;
        }
    }

    private static ControlVariation MeaningOf(ControlSignals signals, Direction direction)
    {
        const ControlSignals High = ControlSignals.AboveUpperLimit | ControlSignals.RunAbove | ControlSignals.TrendUp | ControlSignals.NearUpperLimit;
        const ControlSignals Low = ControlSignals.BelowLowerLimit | ControlSignals.RunBelow | ControlSignals.TrendDown | ControlSignals.NearLowerLimit;
        if (signals == ControlSignals.None)
            return ControlVariation.Common;
        var (high, low) = ((signals & High) != 0, (signals & Low) != 0);
        if (direction == Direction.Neither || (high && low))
            return ControlVariation.Changed;
        return high == (direction == Direction.HigherIsBetter) ? ControlVariation.Better : ControlVariation.Worse;
    }
}
