using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// First-contact resolution: of the new matters that identified clients brought in the period, the share that the first contact settled
/// with no handoff and nothing promised, and on which the client did not come back within 7 (and 30) days.
/// A matter whose days have not all passed is not counted yet; an anonymous client's return cannot be seen, so those are left out.
/// </summary>
public sealed class FirstContactResolution() : Metric("first-contact-resolution", BenefitGoal.QualityAndEffect, Direction.HigherIsBetter), IMeasureRows
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ReceivedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        Measurement? shorter = null;
        foreach (var days in RepeatWindows.Days)
        {
            var share = Measure(slice, days);
            // Of the same new matters, two shares side by side tell how many came back in between.
            if (shorter?.N == share.N)
                share = share with { Tells = [.. share.Tells, shorter.Tells[0] - share.Tells[0]] };
            shorter = share;
            yield return share;
        }
    }

    /// <summary>Of the shortest time in which the client may come back.</summary>
    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice) => ValuesOf(slice, RepeatWindows.Days[0]);

    private static Measurement Measure(FactSlice slice, int days)
    {
        var (newMatters, resolved) = (0, 0);
        foreach (var (_, value) in ValuesOf(slice, days))
        {
            newMatters++;
            resolved += (int)value;
        }

        return Measurement.Share($"share-{days}-days", resolved, newMatters);
    }

    private static IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice, int days)
    {
        var cases = slice.Facts.Cases;
        var window = days * TimeSpan.TicksPerDay;
        foreach (var row in slice.Rows)
        {
            var receivedAt = cases.ReceivedAt[row];
            if (!cases.IsIdentified(row)
                || cases.IsResolvedAtFirstContact[row] is not { } isResolved
                || !slice.Contains(receivedAt)
                || receivedAt + window > slice.Now)
            {
                continue;
            }

            var nextAt = cases.NextContactOnThemeAt[row];
            yield return (row, isResolved && (nextAt == FactTable.Never || nextAt - receivedAt > window) ? 1 : 0);
        }
    }
}
