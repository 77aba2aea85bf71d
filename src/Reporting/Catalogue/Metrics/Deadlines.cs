using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Deadline attainment: of what fell due in the period, the share done by its deadline. What is not done when its deadline has passed counts as missed:
/// counting what was done only would make a unit look better the longer it leaves the late ones open.
/// </summary>
public sealed class DeadlineAttainment() : Metric("deadline-attainment", BenefitGoal.AccessAndContinuity, Direction.HigherIsBetter), IMeasureRows
{
    private const string Met = "met";
    private const string Missed = "missed";

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
        // Beside how many were due it tells how many were missed.
        yield return Measurement.Count(Met, met, Units.Cases) with { Tells = [met, due - met] };
        yield return Measurement.Count("due", due, Units.Cases);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => IsDue(slice, row) && (statistic != Met || IsMet(slice, row));

    public override bool? IsPart(FactSlice slice, int row, string statistic) => IsMet(slice, row);

    public override string? PartOf(FactSlice slice, int row) => !IsDue(slice, row) ? null : IsMet(slice, row) ? Met : Missed;

    private static bool IsDue(FactSlice slice, int row)
    {
        var dueAt = slice.Facts.Cases.DueAt[row];
        return dueAt != FactTable.Never && slice.Contains(dueAt) && dueAt < slice.Now;
    }

    private static bool IsMet(FactSlice slice, int row) => slice.Facts.Cases.DueMetAt[row] <= slice.Facts.Cases.DueAt[row];

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        foreach (var row in slice.Rows)
        {
            if (IsDue(slice, row))
                yield return (row, IsMet(slice, row) ? 1 : 0);
        }
    }
}

/// <summary>Cases closed in the period after their deadline, and their share of all closed in the period.</summary>
public sealed class ClosedLate() : Metric("closed-late", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter)
{
    private const string Late = "count";
    private const string InTime = "in-time";

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
            if (IsLate(cases, row))
                late++;
        }

        yield return Measurement.Count(Late, late, Units.Cases);
        yield return Measurement.Share("share", late, closed);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && (statistic != Late || IsLate(slice.Facts.Cases, row));

    public override bool? IsPart(FactSlice slice, int row, string statistic) => IsLate(slice.Facts.Cases, row);

    public override string? PartOf(FactSlice slice, int row) => !base.RestsOn(slice, row, Late) ? null : IsLate(slice.Facts.Cases, row) ? Late : InTime;

    private static bool IsLate(CaseTable cases, int row) => cases.ClosedAt[row] > cases.DueAt[row];
}
