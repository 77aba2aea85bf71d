using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Cases that were alive in the period: received before it ended and not closed before it began.</summary>
public sealed class Cases() : Metric("cases", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        yield return Measurement.Count("count", slice.Rows.Count(row => IsAlive(slice, row)), Units.Cases);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => IsAlive(slice, row);

    private static bool IsAlive(FactSlice slice, int row)
    {
        var cases = slice.Facts.Cases;
        return cases.ReceivedAt[row] < slice.To && Math.Max(cases.ClosedAt[row], cases.ReceivedAt[row]) >= slice.From;
    }
}

/// <summary>Cases received in the period.</summary>
public sealed class Arrivals() : Metric("arrivals", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ReceivedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        yield return Measurement.Count("count", slice.Rows.Count(row => slice.Contains(cases.ReceivedAt[row])), Units.Cases);
    }
}

/// <summary>Process events that happened in the period, to whatever case.</summary>
public sealed class Events() : Metric("events", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var count = 0;
        foreach (var row in slice.Rows)
        {
            if (cases.LastEventAt[row] < slice.From)
                continue;
            ReadOnlySpan<byte> trace = cases.Trace[row];
            for (var at = 0L; EventTrace.ReadNext(ref trace, ref at, out _) && EventTrace.TicksOf(at) < slice.To;)
                count += EventTrace.TicksOf(at) >= slice.From ? 1 : 0;
        }

        yield return Measurement.Count("count", count, Units.Events);
    }

    // A case has many.
    public override bool HasRows => false;
}

/// <summary>Cases closed in the period, and per week of the period where it has both ends.</summary>
public sealed class Throughput() : Metric("throughput", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var count = slice.Rows.Count(row => cases.ClosedAt[row] != FactTable.Never && slice.Contains(cases.ClosedAt[row]));
        yield return Measurement.Count("count", count, Units.Cases);

        if (slice.From != long.MinValue && slice.To != long.MaxValue)
        {
            var weeks = (double)(slice.End - slice.From) / (7 * TimeSpan.TicksPerDay);
            yield return new Measurement("per-week", weeks > 0 ? count / weeks : null, Units.CasesPerWeek, count);
        }
    }
}

/// <summary>Open cases at a moment: when the period begins and when it ends (or now).</summary>
public sealed class WorkInProgress() : Metric("work-in-progress", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    private const string AtStart = "at-start";

    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn EndsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override bool RestsOn(FactSlice slice, int row, string statistic) => slice.Facts.Cases.IsOpenAt(row, statistic == AtStart ? slice.From : slice.End);

    public override IEnumerable<Measurement> Measure(FactSlice slice) => MeasureEach([slice]).Single();

    /// <summary>A row is looked at once, however many moments are asked about: it is open from one of them to another.</summary>
    public override IEnumerable<IEnumerable<Measurement>> MeasureEach(IReadOnlyList<FactSlice> slices)
    {
        if (slices.Count == 0)
            return [];
        var (cases, rows) = (slices[0].Facts.Cases, slices[0].Rows);
        long[] moments = [.. slices.SelectMany(slice => new[] { slice.From, slice.End }).Distinct().Order()];
        var steps = new int[moments.Length + 1];
        foreach (var row in rows)
        {
            var (opened, closed) = (FirstAfter(cases.ReceivedAt[row]), FirstAfter(cases.ClosedAt[row]));
            if (opened >= closed)
                continue;
            steps[opened]++;
            steps[closed]--;
        }

        var open = new Dictionary<long, int>();
        var count = 0;
        for (var index = 0; index < moments.Length; index++)
            open.Add(moments[index], count += steps[index]);
        return slices.Select(slice => CountsOf(slice, open));

        int FirstAfter(long instant)
        {
            var found = Array.BinarySearch(moments, instant);
            return found >= 0 ? found + 1 : ~found;
        }
    }

    private static IEnumerable<Measurement> CountsOf(FactSlice slice, Dictionary<long, int> open)
    {
        if (slice.From != long.MinValue)
            yield return Measurement.Count(AtStart, open[slice.From], Units.Cases);
        yield return Measurement.Count("at-end", open[slice.End], Units.Cases);
    }
}

/// <summary>Open cases at the end of the period by the share of their deadline used. Cases without a deadline are counted apart.</summary>
public sealed class QueueAge() : Metric("queue-age", BenefitGoal.AccessAndContinuity, Direction.LowerIsBetter)
{
    private static readonly string[] Buckets = ["0-50", "50-80", "80-100", "over-100", "no-deadline"];

    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn EndsOf(FactSnapshot facts) => facts.Cases.ClosedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice) => MeasureEach([slice]).Single();

    /// <summary>A row is looked at once, and then at those moments only at which it is open: of many months, at one or two.</summary>
    public override IEnumerable<IEnumerable<Measurement>> MeasureEach(IReadOnlyList<FactSlice> slices)
    {
        if (slices.Count == 0)
            return [];
        var (cases, rows) = (slices[0].Facts.Cases, slices[0].Rows);
        long[] moments = [.. slices.Select(slice => slice.End).Distinct().Order()];
        var counts = Array.ConvertAll(moments, _ => new int[Buckets.Length]);
        foreach (var row in rows)
        {
            var found = Array.BinarySearch(moments, cases.ReceivedAt[row]);
            for (var index = found >= 0 ? found + 1 : ~found; index < moments.Length && cases.ClosedAt[row] >= moments[index]; index++)
                counts[index][BucketOf(cases, row, moments[index])]++;
        }

        return slices.Select(slice => Buckets.Select((bucket, number) => Measurement.Count(bucket, counts[Array.BinarySearch(moments, slice.End)][number], Units.Cases)));
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => PartOf(slice, row) == statistic;

    public override string? PartOf(FactSlice slice, int row) => slice.Facts.Cases.IsOpenAt(row, slice.End) ? Buckets[BucketOf(slice.Facts.Cases, row, slice.End)] : null;

    private static int BucketOf(CaseTable cases, int row, long moment) =>
        cases.DueAt[row] == FactTable.Never ? 4 : BucketOf(moment - cases.ReceivedAt[row], cases.DueAt[row] - cases.ReceivedAt[row]);

    // A deadline that lies before the start is used up from the beginning.
    private static int BucketOf(long age, long allowed) => allowed <= 0 ? 3 : ((double)age / allowed) switch
    {
        < 0.5 => 0,
        < 0.8 => 1,
        <= 1 => 2,
        _ => 3,
    };
}
