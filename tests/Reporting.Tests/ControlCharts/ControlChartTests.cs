using System.Globalization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ControlCharts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.ControlCharts;

[TestClass]
public sealed class ControlChartTests
{
    private static readonly ControlChartRules Rules = new();

    [TestMethod]
    public void Limits_are_the_mean_and_two_point_six_six_mean_moving_ranges()
    {
        var limits = Of(10, 12, 11, 15).Phases[0].Limits!;
        Assert.AreEqual(12, limits.Mean, 1e-12);
        Assert.AreEqual((2 + 1 + 4) / 3d, limits.MeanMovingRange, 1e-12);
        Assert.AreEqual(12 + (2.66 * 7 / 3), limits.Upper, 1e-12);
        Assert.AreEqual(12 - (2.66 * 7 / 3), limits.Lower, 1e-12);
    }

    [TestMethod]
    public void Nothing_and_one_point_have_no_limits_and_no_signals()
    {
        Assert.IsEmpty(Of().Phases);
        Assert.AreEqual(ControlVariation.Common, Of().Latest);
        var one = Of(7);
        Assert.IsNull(one.Phases.Single().Limits);
        Assert.AreEqual(ControlSignals.None, one.Signals.Single());
        Assert.AreEqual(ControlAssurance.NotKnown, one.AssuranceOf(5, Direction.HigherIsBetter));
    }

    [TestMethod]
    public void All_equal_values_have_limits_on_the_mean_and_no_signals()
    {
        var chart = Of([.. Enumerable.Repeat(4d, 20)]);
        Assert.AreEqual(4, chart.Phases[0].Limits!.Upper);
        Assert.IsTrue(chart.Signals.All(signal => signal == ControlSignals.None));
    }

    [TestMethod]
    public void A_point_beyond_a_limit_is_a_signal()
    {
        var chart = Of(5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 30);
        Assert.AreEqual(ControlSignals.AboveUpperLimit, chart.Signals[^1] & ControlSignals.AboveUpperLimit);
        Assert.AreEqual(ControlVariation.Better, chart.Latest);
        Assert.AreEqual(ControlVariation.Worse, Chart([5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 30], Direction.LowerIsBetter).Latest);
        Assert.AreEqual(ControlVariation.Changed, Chart([5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 30], Direction.Neither).Latest);
    }

    [TestMethod]
    public void Seven_on_one_side_of_the_mean_are_a_run_and_six_are_not()
    {
        var six = Of(1, 9, 1, 9, 9, 1, 6, 7, 6, 7, 6, 7, 1, 1);
        Assert.IsFalse(six.Signals.Any(signal => signal.HasFlag(ControlSignals.RunAbove)));
        var seven = Of(1, 9, 1, 9, 1, 6, 7, 6, 7, 6, 7, 6, 1, 1);
        CollectionAssert.AreEqual(Enumerable.Range(5, 7).ToList(), Indexes(seven, ControlSignals.RunAbove));
    }

    [TestMethod]
    public void A_value_on_the_mean_ends_a_run_and_a_gap_or_an_excluded_point_does_too()
    {
        double?[] run = [6, 6, 6, null, 6, 6, 6, 6, 4, 4, 4, 4, 4, 4];
        Assert.IsEmpty(Indexes(Chart(run.Select(value => new ControlPoint(value)), Direction.Neither), ControlSignals.RunAbove));
        Assert.IsEmpty(Indexes(Chart(run.Select((value, index) => new ControlPoint(value ?? 6, index == 3)), Direction.Neither), ControlSignals.RunAbove));
        Assert.IsEmpty(Indexes(Of(6, 6, 6, 5, 6, 6, 6, 4, 4, 4, 4, 4, 4), ControlSignals.RunAbove));
    }

    [TestMethod]
    public void Seven_in_trend_are_marked_from_the_first()
    {
        var chart = Of(5, 1, 2, 3, 4, 5, 6, 7, 3);
        CollectionAssert.AreEqual(Enumerable.Range(1, 7).ToList(), Indexes(chart, ControlSignals.TrendUp));
        Assert.IsEmpty(Indexes(Of(5, 1, 2, 3, 3, 4, 5, 6, 7), ControlSignals.TrendUp), "One like the last breaks it.");
    }

    [TestMethod]
    public void Two_of_three_near_the_same_limit_are_a_signal()
    {
        // Mean 10, mean moving range 1: the outer third begins at 11.77 and the limit lies at 12.66.
        var limits = new ControlLimits(10, 1);
        Assert.AreEqual(11.773, limits.NearUpper, 0.001);
        var chart = Of(9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 12.2, 11, 12.2, 10, 9, 8, 9, 8.5);
        CollectionAssert.AreEqual(new List<int> { 12, 14 }, Indexes(chart, ControlSignals.NearUpperLimit), string.Join(' ', chart.Signals));
    }

    [TestMethod]
    public void A_rebase_gives_each_stretch_its_own_limits_and_one_before_the_first_point_changes_nothing()
    {
        var chart = DrawControlChart.Of([.. new[] { 5d, 6, 5, 6, 50, 51, 50, 51 }.Select(value => new ControlPoint(value))], [0, 4, -3, 8, 99], Direction.Neither, Rules);
        Assert.HasCount(2, chart.Phases);
        Assert.AreEqual(5.5, chart.Phases[0].Limits!.Mean);
        Assert.AreEqual(50.5, chart.Phases[1].Limits!.Mean);
        Assert.IsTrue(chart.Signals.All(signal => signal == ControlSignals.None));
        CollectionAssert.AreEqual(new[] { -3, 0, 8, 99 }, chart.IgnoredRebases.ToArray());
    }

    [TestMethod]
    public void An_excluded_period_is_in_no_limit_and_is_no_signal()
    {
        double[] values = [5, 6, 5, 6, 400, 500, 5, 6, 5, 6];
        var chart = Chart(values.Select((value, index) => new ControlPoint(value, index is 4 or 5)), Direction.Neither);
        Assert.AreEqual(5.5, chart.Phases[0].Limits!.Mean);
        Assert.AreEqual(1, chart.Phases[0].Limits!.MeanMovingRange);
        Assert.IsTrue(chart.Signals.All(signal => signal == ControlSignals.None));
    }

    [TestMethod]
    public void Screening_leaves_a_wild_step_out_of_the_limits_and_only_when_asked()
    {
        double[] values = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 90, 6, 5, 6, 5, 6, 5, 6];
        var points = values.Select(value => new ControlPoint(value)).ToList();
        Assert.AreEqual(1, DrawControlChart.Of(points, [], Direction.Neither, Rules with { ScreensMovingRanges = true }).Phases[0].Limits!.MeanMovingRange, 0.2);
        Assert.IsGreaterThan(5, DrawControlChart.Of(points, [], Direction.Neither, Rules).Phases[0].Limits!.MeanMovingRange);
    }

    [TestMethod]
    public void Assurance_tells_whether_a_target_will_be_met()
    {
        var chart = Of(50, 51, 50, 51, 50, 51);
        Assert.AreEqual(ControlAssurance.Passes, chart.AssuranceOf(40, Direction.HigherIsBetter));
        Assert.AreEqual(ControlAssurance.Fails, chart.AssuranceOf(60, Direction.HigherIsBetter));
        Assert.AreEqual(ControlAssurance.HitAndMiss, chart.AssuranceOf(51, Direction.HigherIsBetter));
        Assert.AreEqual(ControlAssurance.Passes, chart.AssuranceOf(60, Direction.LowerIsBetter));
        Assert.AreEqual(ControlAssurance.Fails, chart.AssuranceOf(40, Direction.LowerIsBetter));
        Assert.AreEqual(ControlAssurance.NotKnown, chart.AssuranceOf(40, Direction.Neither));
    }

    [TestMethod]
    public void Counts_that_would_make_everything_a_signal_are_refused()
    {
        foreach (var rules in new[] { Rules with { RunLength = 2 }, Rules with { TrendLength = 0 }, Rules with { NearLimitCount = 1 }, Rules with { NearLimitWindow = 1 } })
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DrawControlChart.Of([new ControlPoint(1)], [], Direction.Neither, rules));
    }

    /// <summary>Every rule said again in the slowest way: each point looks at every stretch it could be part of.</summary>
    [TestMethod]
    public void Signals_of_random_series_are_those_of_a_slow_reference()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var points = Enumerable.Range(0, random.Next(2, 60)).Select(_ => new ControlPoint(random.Next(12) == 0 ? null : random.Next(8), random.Next(15) == 0)).ToList();
            var rules = new ControlChartRules { RunLength = random.Next(3, 8), TrendLength = random.Next(3, 6), NearLimitCount = 2, NearLimitWindow = random.Next(2, 5) };
            var chart = DrawControlChart.Of(points, [points.Count / 2], Direction.Neither, rules);
            foreach (var phase in chart.Phases)
            {
                for (var index = phase.First; index < phase.End; index++)
                    Assert.AreEqual(SlowSignals(points, phase, index, rules), chart.Signals[index], $"seed {seed}, point {index}");
            }
        }
    }

    /// <summary>A real series of arrivals: calls of a bank's line, counted every five minutes (Weinberg et al. 2007).</summary>
    [TestMethod]
    public void Calls_of_a_real_line_have_their_known_shape()
    {
        var calls = SharedData.Require("bank-calls.csv");
        var days = File.ReadLines(calls).Skip(1).Select(line => line.Split(','))
            .GroupBy(fields => fields[0][..10], fields => int.Parse(fields[1], CultureInfo.InvariantCulture))
            .Select(day => (Day: DateOnly.Parse(day.Key, CultureInfo.InvariantCulture), Calls: (double)day.Sum())).OrderBy(day => day.Day).ToList();
        Assert.AreEqual(27_716, days.Count == 0 ? 0 : File.ReadLines(calls).Count() - 1);
        var chart = Chart(days.Select(day => new ControlPoint(day.Calls)), Direction.Neither);
        Assert.HasCount(days.Count, chart.Signals);
        var limits = chart.Phases.Single().Limits!;
        Assert.AreEqual(days.Average(day => day.Calls), limits.Mean, 1e-6);

        // Mondays bring the most: the limits find some of them, and a day with hardly any calls.
        var high = days.Where((_, index) => chart.Signals[index].HasFlag(ControlSignals.AboveUpperLimit)).ToList();
        Assert.IsNotEmpty(high);
        Assert.IsTrue(high.All(day => day.Calls > limits.Upper));
    }

    /// <summary>The same line as one long series, whose points stand in the order of the file.</summary>
    [TestMethod]
    public void Every_five_minutes_of_a_real_line_are_within_limits_computed_in_one_pass()
    {
        double[] calls = [.. File.ReadLines(SharedData.Require("bank-calls.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];

        var chart = Of(calls);

        var (sum, ranges) = (calls[0], 0d);
        for (var index = 1; index < calls.Length; index++)
            (sum, ranges) = (sum + calls[index], ranges + Math.Abs(calls[index] - calls[index - 1]));
        var limits = chart.Phases.Single().Limits!;
        Assert.HasCount(27_716, chart.Signals);
        Assert.AreEqual(sum / calls.Length, limits.Mean, 1e-9);
        Assert.AreEqual((sum / calls.Length) + (2.66 * ranges / (calls.Length - 1)), limits.Upper, 1e-9);
        Assert.AreEqual(calls.Count(count => count > limits.Upper), chart.Signals.Count(signals => signals.HasFlag(ControlSignals.AboveUpperLimit)));
        for (var index = 0; index < calls.Length; index += 997)
            Assert.AreEqual(SlowSignals([.. calls.Select(count => new ControlPoint(count))], chart.Phases.Single(), index, Rules), chart.Signals[index], $"point {index}");
    }

    private static ControlSignals SlowSignals(List<ControlPoint> points, ControlPhase phase, int index, ControlChartRules rules)
    {
        if (!points[index].Counts || phase.Limits is not { } limits)
            return ControlSignals.None;
        var value = points[index].Value!.Value;
        var signals = (value > limits.Upper ? ControlSignals.AboveUpperLimit : 0) | (value < limits.Lower ? ControlSignals.BelowLowerLimit : 0);
        foreach (var (length, signal, holds) in new (int, ControlSignals, Func<double[], bool>)[]
        {
            (rules.RunLength, ControlSignals.RunAbove, each => each.All(one => one > limits.Mean)),
            (rules.RunLength, ControlSignals.RunBelow, each => each.All(one => one < limits.Mean)),
            (rules.TrendLength, ControlSignals.TrendUp, each => each.Zip(each.Skip(1)).All(pair => pair.Second > pair.First)),
            (rules.TrendLength, ControlSignals.TrendDown, each => each.Zip(each.Skip(1)).All(pair => pair.Second < pair.First)),
            (rules.NearLimitWindow, ControlSignals.NearUpperLimit, each => value > limits.NearUpper && each.Count(one => one > limits.NearUpper) >= rules.NearLimitCount),
            (rules.NearLimitWindow, ControlSignals.NearLowerLimit, each => value < limits.NearLower && each.Count(one => one < limits.NearLower) >= rules.NearLimitCount),
        })
        {
            for (var start = Math.Max(phase.First, index - length + 1); start <= index && start + length <= phase.End; start++)
            {
                var stretch = points.GetRange(start, length);
                if (stretch.TrueForAll(point => point.Counts) && holds([.. stretch.Select(point => point.Value!.Value)]))
                    signals |= signal;
            }
        }

        return signals;
    }

    private static List<int> Indexes(ControlChart chart, ControlSignals signal) => [.. Enumerable.Range(0, chart.Signals.Count).Where(index => chart.Signals[index].HasFlag(signal))];

    private static ControlChart Of(params double[] values) => Chart(values, Direction.HigherIsBetter);

    private static ControlChart Chart(double[] values, Direction direction) => Chart(values.Select(value => new ControlPoint(value)), direction);

    private static ControlChart Chart(IEnumerable<ControlPoint> points, Direction direction) => DrawControlChart.Of([.. points], [], direction, Rules);
}
