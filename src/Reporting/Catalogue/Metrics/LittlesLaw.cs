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
        // A period without a beginning begins with the first case.
        var cases = slice.Facts.Cases;
        var from = slice.From != long.MinValue || slice.Rows.Count == 0 ? slice.From : slice.Rows.Min(row => cases.ReceivedAt[row]);
        var (closed, leadTime, open) = (0, 0d, 0d);
        foreach (var row in slice.Rows)
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
        var length = slice.End - from;
        yield return new Measurement("mean-open", slice.Rows.Count > 0 && length > 0 ? open / length : null, Units.Cases, closed);
    }
}
