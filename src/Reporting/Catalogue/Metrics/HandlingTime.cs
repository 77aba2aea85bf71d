using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>The working time that contacts of the period took, as recorded.</summary>
public sealed class HandlingTime() : Metric("handling-time", BenefitGoal.Cost, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var minutes = new List<double>();
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(contacts.StartedAt[row]) && contacts.HandlingTimeMinutes[row] is { } handled)
                minutes.Add(handled);
        }

        var inOrder = Percentiles.InOrder(minutes);
        yield return new Measurement("p50", Percentiles.Of(inOrder, 0.50), Units.Minutes, inOrder.Length);
        yield return Measurement.Mean("mean", inOrder.Sum(), inOrder.Length, Units.Minutes);
        yield return new Measurement("sum", inOrder.Length == 0 ? null : inOrder.Sum() / 60, Units.Hours, inOrder.Length);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Contacts.HandlingTimeMinutes[row] is not null;
}

/// <summary>Of the lead time of the cases closed in the period, the share in which somebody worked on them: the rest is waiting.</summary>
public sealed class TouchTimeShare() : Metric("touch-time-share", BenefitGoal.Cost, Direction.HigherIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var (closed, handled, lead) = (0, 0d, 0d);
        foreach (var row in slice.Rows)
        {
            var closedAt = cases.ClosedAt[row];
            if (closedAt == FactTable.Never || !slice.Contains(closedAt) || !cases.IsPlausible(row) || cases.HandlingTimeMinutes[row] is not { } minutes)
                continue;
            closed++;

            // A case that was closed at once took the time that was worked on it.
            var leadMinutes = (double)(closedAt - cases.ReceivedAt[row]) / TimeSpan.TicksPerMinute;
            handled += minutes;
            lead += Math.Max(leadMinutes, minutes);
        }

        yield return new Measurement("share", lead > 0 ? 100 * handled / lead : null, Units.Percent, closed);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        base.RestsOn(slice, row, statistic) && slice.Facts.Cases.IsPlausible(row) && slice.Facts.Cases.HandlingTimeMinutes[row] is not null;
}
