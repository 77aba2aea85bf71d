using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>A metric of the catalogue: its definition, and how it is computed from facts.</summary>
public abstract class Metric(string id, BenefitGoal goal, Direction direction)
{
    public MetricDefinition Definition { get; } = MetricData.Define(id, goal, direction);

    /// <summary>The table whose rows are counted; figures can be divided by its dimensions only.</summary>
    public abstract FactTable TableOf(FactSnapshot facts);

    /// <summary>The instant by which a row belongs to one period and no other; null when rows count over a span of time.</summary>
    public virtual InstantColumn? InstantsOf(FactSnapshot facts) => null;

    /// <summary>The instant after which a row counts no more, where rows count over a span of time; null when they may count for ever.</summary>
    public virtual InstantColumn? EndsOf(FactSnapshot facts) => null;

    /// <summary>The metric's statistics over some rows of its table and a period.</summary>
    public abstract IEnumerable<Measurement> Measure(FactSlice slice);

    /// <summary>The same statistics with what they rest on and tell, but without their values: for metrics whose values take longer than counting.</summary>
    public virtual IEnumerable<Measurement> Count(FactSlice slice) => Measure(slice);

    /// <summary>The same for each of several periods of the same rows, for metrics that can do better than one at a time.</summary>
    public virtual IEnumerable<IEnumerable<Measurement>> MeasureEach(IReadOnlyList<FactSlice> slices) => slices.Select(Measure);

    /// <summary>Whether the rows behind its figures can be listed: false where they are no rows of its table, or tell of nobody the reader could look up.</summary>
    public virtual bool HasRows => true;

    /// <summary>Whether a row of the slice is among those that a statistic rests on: in all as many as its <see cref="Measurement.N"/>.</summary>
    public virtual bool RestsOn(FactSlice slice, int row, string statistic) => InstantsOf(slice.Facts) is not { } instants || slice.Contains(instants[row]);

    /// <summary>Whether such a row is in the part that the metric's share tells of; null where there is no such part.</summary>
    public virtual bool? IsPart(FactSlice slice, int row, string statistic) => null;

    /// <summary>
    /// Where several of the metric's figures each count a part of the same rows, the part that a row is in, by the name of the figure that counts it; null where
    /// figures are no such parts, or the row is in none.
    /// </summary>
    public virtual string? PartOf(FactSlice slice, int row) => null;
}

/// <summary>The rows and the period a metric is measured over. Instants are UTC ticks.</summary>
/// <param name="Facts">All facts.</param>
/// <param name="Rows">Rows of the metric's own table that the filter and the group leave; of a metric with <see cref="Metric.InstantsOf"/>, those of the period only.</param>
/// <param name="From">Inclusive; <see cref="long.MinValue"/> when the period has no beginning.</param>
/// <param name="To">Exclusive; <see cref="long.MaxValue"/> when the period has no end.</param>
/// <param name="Now">The moment of asking: nothing is due, and nothing can have happened, after it.</param>
public sealed record FactSlice(FactSnapshot Facts, IReadOnlyList<int> Rows, long From, long To, long Now)
{
    /// <summary>The end of the period, or now when that is earlier: the moment at which open work is counted.</summary>
    public long End => Math.Min(To, Now);

    public bool Contains(long instant) => instant >= From && instant < To;
}

/// <summary>One figure.</summary>
/// <param name="Statistic">Which: <c>count</c>, <c>share</c>, <c>p50</c>…</param>
/// <param name="Value">Null when it cannot be computed: nothing to divide by, or no such data here.</param>
/// <param name="Unit">One of <see cref="Units"/>.</param>
/// <param name="N">How many rows the figure rests on.</param>
/// <param name="By">A division the metric makes itself, as the channels of the channel mix.</param>
public sealed record Measurement(string Statistic, double? Value, string Unit, int N, (Dimension Dimension, string Code)? By = null)
{
    /// <summary>
    /// Counts that the figure and <see cref="N"/> together tell a reader: 97 % of a hundred says three, so a share tells its part and the rest,
    /// and a mean of counts their sum.
    /// </summary>
    public IReadOnlyList<int> Tells { get; init; } = [];

    /// <summary>Why there is no value, where the metric itself knows better than its needs tell.</summary>
    public NotComputableReason? Reason { get; init; }

    public static Measurement Count(string statistic, int count, string unit) => new(statistic, count, unit, count);

    /// <summary>A share in per cent, 0–100; not computable when there is nothing to divide by.</summary>
    public static Measurement Share(string statistic, int part, int whole, (Dimension Dimension, string Code)? by = null) =>
        new(statistic, whole == 0 ? null : 100d * part / whole, Units.Percent, whole, by) { Tells = [part, whole - part] };

    public static Measurement Mean(string statistic, double sum, int count, string unit) =>
        new(statistic, count == 0 ? null : sum / count, unit, count);

    /// <summary>The mean of something counted, such as handoffs.</summary>
    public static Measurement MeanOfCounts(string statistic, int sum, int count, string unit) =>
        Mean(statistic, sum, count, unit) with { Tells = [sum] };
}

/// <summary>Units of figures, as they stand in files.</summary>
public static class Units
{
    public const string Answers = "answers";
    public const string Cases = "cases";
    public const string CasesPerWeek = "cases/week";
    public const string Clients = "clients";
    public const string Contacts = "contacts";
    public const string Days = "d";
    public const string Decisions = "decisions";
    public const string Events = "events";
    public const string HandoffsPerCase = "handoffs/case";
    public const string Hours = "h";
    public const string Inhabitants = "inhabitants";
    public const string Minutes = "min";
    public const string Months = "months";
    public const string Percent = "%";
    public const string Points = "points";
    public const string Referrals = "referrals";
    public const string ScoreOfFive = "1–5";
    public const string Seconds = "s";
    public const string StandardDeviations = "SD";
    public const string Visits = "visits";
    public const string VisitsPerThousand = "visits/1000 inhabitants";
}
