using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Cases of clients in the half-year before and after their segment was first confirmed in the period, beside cases of clients who had none, in the half-years
/// around the middle of the period. The difference between the changes is an observation, not proof: those who are segmented were chosen.
/// </summary>
public sealed class SegmentEffect() : Metric("segment-effect", BenefitGoal.QualityAndEffect, Direction.LowerIsBetter)
{
    private const long Window = 182 * TimeSpan.TicksPerDay;
    private const long RepeatWindow = 30 * TimeSpan.TicksPerDay;

    public override FactTable TableOf(FactSnapshot facts) => facts.Decisions;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Decisions.DecidedAt;

    // It rests on cases, and they are before and after something else for each client.
    public override bool HasRows => false;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var (decisions, cases) = (slice.Facts.Decisions, slice.Facts.Cases);
        var segments = decisions.Dimensions[Dimension.Segment];
        var ofClient = cases.ByClient;
        var confirmed = new SortedDictionary<string, (Outcomes Before, Outcomes After)>(StringComparer.Ordinal);
        foreach (var row in slice.Rows)
        {
            var at = decisions.DecidedAt[row];

            // What comes after must have had the same time to happen as what came before.
            if (decisions.Previous[row] != 0 || !slice.Contains(at) || at + Window > slice.Now || segments.ValueOf(segments[row]) is not { } segment)
                continue;
            if (!confirmed.TryGetValue(segment, out var outcomes))
                confirmed.Add(segment, outcomes = (new(), new()));
            foreach (var of in ofClient.RowsOf(decisions.ClientNumber[row]))
                Add(of, at, outcomes);
        }

        if (confirmed.Count == 0)
            yield break;
        var compared = (Before: new Outcomes(), After: new Outcomes());
        var middle = slice.From == long.MinValue || slice.To == long.MaxValue ? (long?)null : slice.From + ((slice.End - slice.From) / 2);
        if (middle is { } around && around + Window <= slice.Now)
        {
            var everConfirmed = decisions.AllRows.Select(row => decisions.ClientNumber[row]).ToHashSet();
            foreach (var row in cases.ReceivedAt.RowsBetween(cases, around - Window, around + Window))
            {
                if (cases.IsIdentified(row) && !everConfirmed.Contains(cases.ClientNumber[row]))
                    Add(row, around, compared);
            }
        }

        foreach (var (segment, (before, after)) in confirmed)
        {
            var by = (Dimension.Segment, segment);
            var n = Math.Min(before.Cases, after.Cases);
            foreach (var (name, unit, of, tells) in Outcomes.All)
            {
                var (own, others) = (Change(before, after, of), Change(compared.Before, compared.After, of));
                int[] toldOfBoth = [.. tells(before), .. tells(after)];
                yield return new Measurement($"{name}-before", of(before), unit, before.Cases, by) { Tells = tells(before) };
                yield return new Measurement($"{name}-after", of(after), unit, after.Cases, by) { Tells = tells(after) };
                yield return new Measurement($"{name}-change", own, unit, n, by) { Tells = toldOfBoth };
                yield return new Measurement($"{name}-change-compared", own - others, unit, Math.Min(n, Math.Min(compared.Before.Cases, compared.After.Cases)), by) { Tells = toldOfBoth };
            }
        }

        void Add(int row, long at, (Outcomes Before, Outcomes After) outcomes)
        {
            var receivedAt = cases.ReceivedAt[row];
            if (receivedAt < at - Window || receivedAt >= at + Window || !cases.IsPlausible(row))
                return;
            (receivedAt < at ? outcomes.Before : outcomes.After).Add(
                cases.HandoffCount[row],
                cases.NextContactOnThemeAt[row] != FactTable.Never && cases.NextContactOnThemeAt[row] - receivedAt <= RepeatWindow,
                cases.ClosedAt[row] == FactTable.Never ? null : (double)(cases.ClosedAt[row] - receivedAt) / TimeSpan.TicksPerDay);
        }
    }

    private static double? Change(Outcomes before, Outcomes after, Func<Outcomes, double?> of) => of(after) - of(before);

    private sealed class Outcomes
    {
        public static readonly (string Name, string Unit, Func<Outcomes, double?> Of, Func<Outcomes, int[]> Tells)[] All =
        [
            ("handoffs", Units.HandoffsPerCase, of => of.Cases == 0 ? null : (double)of._handoffs / of.Cases, of => [of._handoffs]),
            ("repeats", Units.Percent, of => of.Cases == 0 ? null : 100d * of._repeats / of.Cases, of => [of._repeats, of.Cases - of._repeats]),
            ("lead-time", Units.Days, of => of._medianLeadTime.Value, of => []),
        ];

        private readonly List<double> _leadTimeDays = [];

        /// <summary>Asked for several times, once all cases are added.</summary>
        private readonly Lazy<double?> _medianLeadTime;
        private int _handoffs;
        private int _repeats;

        public Outcomes() => _medianLeadTime = new(() => Percentiles.Of(Percentiles.InOrder(_leadTimeDays), 0.50));

        public int Cases { get; private set; }

        public void Add(int handoffs, bool isRepeated, double? leadTimeDays)
        {
            Cases++;
            _handoffs += handoffs;
            _repeats += isRepeated ? 1 : 0;
            if (leadTimeDays is { } days)
                _leadTimeDays.Add(days);
        }
    }
}
