using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Handoffs: changes of the responsible unit, over cases received in the period.</summary>
public sealed class HandoffsPerCase() : Metric("handoffs-per-case", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter), IMeasureRows
{
    private const string TwoOrMore = "two-or-more";

    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ReceivedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var (received, handoffs, twoOrMore) = (0, 0, 0);
        foreach (var (_, value) in ValuesOf(slice))
        {
            received++;
            handoffs += (int)value;
            if (value >= 2)
                twoOrMore++;
        }

        yield return Measurement.MeanOfCounts("mean", handoffs, received, Units.HandoffsPerCase);
        yield return Measurement.Share(TwoOrMore, twoOrMore, received);
    }

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic == TwoOrMore ? IsHandedOffAgain(slice.Facts.Cases, row) : null;

    private static bool IsHandedOffAgain(CaseTable cases, int row) => cases.HandoffCount[row] >= 2;

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(cases.ReceivedAt[row]))
                yield return (row, cases.HandoffCount[row]);
        }
    }
}

/// <summary>Ping-pong (pallottelu): the share of cases received in the period that came back to a unit that had them already.</summary>
public sealed class PingPong() : Metric("ping-pong", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ReceivedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var received = 0;
        var returned = 0;
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(cases.ReceivedAt[row]))
                continue;
            received++;
            if (cases.ReturnedToEarlierUnit[row])
                returned++;
        }

        yield return Measurement.Share("share", returned, received);
    }

    public override bool? IsPart(FactSlice slice, int row, string statistic) => slice.Facts.Cases.ReturnedToEarlierUnit[row];
}
