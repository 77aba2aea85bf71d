using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Lead time: from the first contact to the closing, in days of 24 hours, over cases closed in the period.
/// Cases that close before they were received are left out: they are findings, not fast work.
/// </summary>
public sealed class LeadTime() : Metric("lead-time", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter), IMeasureRows
{
    private const string Mean = "mean";
    private static readonly (string Statistic, double Quantile)[] Quantiles = [("p50", 0.50), ("p85", 0.85), ("p95", 0.95)];

    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var days = Percentiles.InOrder([.. ValuesOf(slice).Select(each => each.Value)]);
        foreach (var (statistic, quantile) in Quantiles)
            yield return new Measurement(statistic, Percentiles.Of(days, quantile), Units.Days, days.Length);
        yield return Measurement.Mean(Mean, days.Sum(), days.Length, Units.Days);
    }

    /// <summary>Without the ordering, which percentiles need.</summary>
    public override IEnumerable<Measurement> Count(FactSlice slice)
    {
        var count = ValuesOf(slice).Count();
        foreach (var (statistic, _) in Quantiles)
            yield return new Measurement(statistic, null, Units.Days, count);
        yield return new Measurement(Mean, null, Units.Days, count);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Cases.IsPlausible(row);

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        foreach (var row in slice.Rows)
        {
            var closedAt = cases.ClosedAt[row];
            if (closedAt != FactTable.Never && slice.Contains(closedAt) && cases.IsPlausible(row))
                yield return (row, (double)(closedAt - cases.ReceivedAt[row]) / TimeSpan.TicksPerDay);
        }
    }
}
