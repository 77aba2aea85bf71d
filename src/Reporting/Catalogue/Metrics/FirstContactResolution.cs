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

    public override bool RestsOn(FactSlice slice, int row, string statistic) => RepeatWindows.Of(statistic) is { } days && IsNewMatter(slice, row, days);

    public override bool? IsPart(FactSlice slice, int row, string statistic) => RepeatWindows.Of(statistic) is { } days ? IsResolved(slice.Facts.Cases, row, days) : null;

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

        return Measurement.Share(RepeatWindows.ShareWithin(days), resolved, newMatters);
    }

    private static IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice, int days)
    {
        foreach (var row in slice.Rows)
        {
            if (IsNewMatter(slice, row, days))
                yield return (row, IsResolved(slice.Facts.Cases, row, days) ? 1 : 0);
        }
    }

    /// <summary>Of an identified client, with all of its days gone.</summary>
    private static bool IsNewMatter(FactSlice slice, int row, int days)
    {
        var cases = slice.Facts.Cases;
        var receivedAt = cases.ReceivedAt[row];
        return cases.IsIdentified(row) && cases.IsResolvedAtFirstContact[row] is not null && slice.Contains(receivedAt) && receivedAt + (days * TimeSpan.TicksPerDay) <= slice.Now;
    }

    private static bool IsResolved(CaseTable cases, int row, int days)
    {
        var nextAt = cases.NextContactOnThemeAt[row];
        return cases.IsResolvedAtFirstContact[row] is true && (nextAt == FactTable.Never || nextAt - cases.ReceivedAt[row] > days * TimeSpan.TicksPerDay);
    }
}
