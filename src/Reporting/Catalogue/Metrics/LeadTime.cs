using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Lead time: from the first contact to the closing, in days of 24 hours, over cases closed in the period.
/// Cases that close before they were received are left out: they are findings, not fast work.
/// </summary>
public sealed class LeadTime() : Metric("lead-time", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter), IMeasureRows
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var days = Percentiles.InOrder([.. ValuesOf(slice).Select(each => each.Value)]);
        yield return new Measurement("p50", Percentiles.Of(days, 0.50), Units.Days, days.Length);
        yield return new Measurement("p85", Percentiles.Of(days, 0.85), Units.Days, days.Length);
        yield return new Measurement("p95", Percentiles.Of(days, 0.95), Units.Days, days.Length);
        yield return Measurement.Mean("mean", days.Sum(), days.Length, Units.Days);
    }

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
