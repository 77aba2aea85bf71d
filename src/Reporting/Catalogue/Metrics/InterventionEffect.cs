using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// The mean change from before to after in interventions that were gone through to the end in the period, by method and measure, and its size beside the
/// spread of the scores before (Glass's delta). Positive is better, whichever way the scale runs. Without a comparison group it does not tell what the
/// method did. Of those measured and ended, the share that was gone through stands beside it: who gives up is not in the mean.
/// </summary>
public sealed class InterventionEffect() : Metric("intervention-effect", BenefitGoal.QualityAndEffect, Direction.HigherIsBetter)
{
    private const string Completed = "completed";

    public override FactTable TableOf(FactSnapshot facts) => facts.Interventions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Interventions.EndedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var facts = slice.Facts.Interventions;
        var (methods, measures) = (facts.Dimensions[Dimension.Method], facts.Dimensions[Dimension.Measure]);
        var scores = new SortedDictionary<string, List<(double Before, double Change)>>(StringComparer.Ordinal);
        var ended = new SortedDictionary<string, (int Completed, int All)>(StringComparer.Ordinal);
        foreach (var row in slice.Rows)
        {
            if (facts.EndedAt[row] == FactTable.Never || !slice.Contains(facts.EndedAt[row]))
                continue;
            var of = $"{methods.ValueOf(methods[row])}/{measures.ValueOf(measures[row])}";
            var (completed, all) = ended.GetValueOrDefault(of);
            ended[of] = (completed + (facts.IsCompleted[row] ? 1 : 0), all + 1);
            if (!facts.IsCompleted[row] || facts.Before[row] is not { } before || facts.After[row] is not { } after)
                continue;
            if (!scores.TryGetValue(of, out var known))
                scores.Add(of, known = []);
            known.Add((before, facts.IsHigherBetter[row] ? after - before : before - after));
        }

        foreach (var (of, measured) in scores)
        {
            var by = (Dimension.Measure, of);
            var mean = measured.Average(each => each.Change);
            var spread = StandardDeviation([.. measured.Select(each => each.Before)]);
            var interval = Means.Interval(measured.Sum(each => each.Change), measured.Sum(each => each.Change * each.Change), measured.Count);
            yield return new Measurement("mean-change", mean, Units.Points, measured.Count, by);
            yield return new Measurement("change-low", interval?.Low, Units.Points, measured.Count, by);
            yield return new Measurement("change-high", interval?.High, Units.Points, measured.Count, by);
            yield return new Measurement("effect-size", spread > 0 ? mean / spread : null, Units.StandardDeviations, measured.Count, by);
        }

        if (scores.Count == 0 && ended.Count > 0)
            yield return new Measurement("mean-change", null, Units.Points, 0);
        foreach (var (of, (completed, all)) in ended)
            yield return Measurement.Share(Completed, completed, all, (Dimension.Measure, of));
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic)
    {
        var facts = slice.Facts.Interventions;
        return base.RestsOn(slice, row, statistic) && (statistic == Completed || (facts.IsCompleted[row] && facts.Before[row] is not null && facts.After[row] is not null));
    }

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic == Completed ? slice.Facts.Interventions.IsCompleted[row] : null;

    /// <summary>Of a sample; null of fewer than two.</summary>
    private static double? StandardDeviation(double[] values)
    {
        if (values.Length < 2)
            return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
