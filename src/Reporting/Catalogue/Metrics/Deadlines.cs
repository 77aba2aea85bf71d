using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Deadline attainment: of what fell due in the period, the share done by its deadline. What is not done when its deadline has passed counts as missed:
/// counting what was done only would make a unit look better the longer it leaves the late ones open.
/// </summary>
public sealed class DeadlineAttainment() : Metric("deadline-attainment", BenefitGoal.AccessAndContinuity, Direction.HigherIsBetter), IMeasureRows
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.DueAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var (due, met) = (0, 0);
        foreach (var (_, value) in ValuesOf(slice))
        {
            due++;
            met += (int)value;
        }

        yield return Measurement.Share("share", met, due);
        yield return Measurement.Count("met", met, Units.Cases);
        yield return Measurement.Count("due", due, Units.Cases);
    }

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        foreach (var row in slice.Rows)
        {
            var dueAt = cases.DueAt[row];
            if (dueAt != FactTable.Never && slice.Contains(dueAt) && dueAt < slice.Now)
                yield return (row, cases.DueMetAt[row] <= dueAt ? 1 : 0);
        }
    }
}

/// <summary>Cases closed in the period after their deadline, and their share of all closed in the period.</summary>
public sealed class ClosedLate() : Metric("closed-late", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var closed = 0;
        var late = 0;
        foreach (var row in slice.Rows)
        {
            var closedAt = cases.ClosedAt[row];
            if (closedAt == FactTable.Never || !slice.Contains(closedAt))
                continue;
            closed++;
            if (closedAt > cases.DueAt[row])
                late++;
        }

        yield return Measurement.Count("count", late, Units.Cases);
        yield return Measurement.Share("share", late, closed);
    }
}
