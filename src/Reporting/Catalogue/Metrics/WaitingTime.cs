using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Waiting time: from the first contact to the first meaningful action, in days of 24 hours, over cases whose first action was in the period.
/// A handoff is not an action and never starts the clock again.
/// </summary>
public sealed class WaitingTime() : Metric("waiting-time", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.FirstActionAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var waits = new List<double>();
        foreach (var row in slice.Rows)
        {
            var actedAt = cases.FirstActionAt[row];
            if (actedAt != FactTable.Never && slice.Contains(actedAt) && actedAt >= cases.ReceivedAt[row])
                waits.Add((double)(actedAt - cases.ReceivedAt[row]) / TimeSpan.TicksPerDay);
        }

        var days = Percentiles.InOrder(waits);
        yield return new Measurement("p50", Percentiles.Of(days, 0.50), Units.Days, days.Length);
        yield return new Measurement("p85", Percentiles.Of(days, 0.85), Units.Days, days.Length);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Cases.FirstActionAt[row] >= slice.Facts.Cases.ReceivedAt[row];
}
