using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Little's law as a check of the records: over a stable period the mean number of open cases is what is closed in a day times the mean lead time. A large gap
/// means that closings, or cases, are not recorded.
/// </summary>
public sealed class LittlesLawGap() : Metric("littles-law-gap", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        // A law of averages over a time needs the time: a period without its ends has none.
        var (cases, from) = (slice.Facts.Cases, slice.From);
        var hasEnds = from != long.MinValue && slice.To != long.MaxValue && slice.End > from;
        var (closed, leadTime, open) = (0, 0d, 0d);
        foreach (var row in hasEnds ? slice.Rows : [])
        {
            var (receivedAt, closedAt) = (cases.ReceivedAt[row], cases.ClosedAt[row]);
            if (!cases.IsPlausible(row))
                continue;
            open += Math.Max(0, Math.Min(closedAt, slice.End) - Math.Max(receivedAt, from));
            if (closedAt < from || closedAt >= slice.End)
                continue;
            closed++;
            leadTime += closedAt - receivedAt;
        }

        yield return new Measurement("gap", open > 0 ? 100 * (1 - (leadTime / open)) : null, Units.Percent, closed);
        yield return new Measurement("mean-open", hasEnds && slice.Rows.Count > 0 ? open / (slice.End - from) : null, Units.Cases, closed);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        slice.Facts.Cases is var cases && cases.IsPlausible(row) && cases.ClosedAt[row] >= slice.From && cases.ClosedAt[row] < slice.End;
}
