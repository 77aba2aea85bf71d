using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Waiting time: from the first contact to the first meaningful action, in days of 24 hours, over cases whose first action was in the period.
/// A handoff is not an action and never starts the clock again.
/// </summary>
public sealed class WaitingTime() : Metric("waiting-time", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter), IMeasureRows
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.FirstActionAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var days = Percentiles.InOrder([.. ValuesOf(slice).Select(each => each.Value)]);
        yield return new Measurement("p50", Percentiles.Of(days, 0.50), Units.Days, days.Length);
        yield return new Measurement("p85", Percentiles.Of(days, 0.85), Units.Days, days.Length);
    }

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        foreach (var row in slice.Rows)
        {
            var actedAt = cases.FirstActionAt[row];
            if (actedAt != FactTable.Never && slice.Contains(actedAt) && actedAt >= cases.ReceivedAt[row])
                yield return (row, (double)(actedAt - cases.ReceivedAt[row]) / TimeSpan.TicksPerDay);
        }
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Cases.FirstActionAt[row] >= slice.Facts.Cases.ReceivedAt[row];
}
