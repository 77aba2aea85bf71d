using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Answers a <see cref="MetricQuery"/> from facts.</summary>
public sealed class MeasureMetrics(CountyCalendar calendar, TimeProvider clock)
{
    internal DashboardDays Days { get; } = new(calendar, clock);

    public IEnumerable<MetricValue> Measure(FactSnapshot facts, IEnumerable<Metric> metrics, MetricQuery query)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var periods = Periods(facts, query, now).ToList();
        var divisions = new Dictionary<FactTable, DivideRows>();
        var rowsOfTables = new Dictionary<(FactTable, InstantColumn? Instants, InstantColumn? Ends), IReadOnlyList<IReadOnlyList<int>[]>>();
        foreach (var metric in metrics)
        {
            var table = metric.TableOf(facts);
            if (!divisions.TryGetValue(table, out var division))
                divisions.Add(table, division = DivideOnce(facts, table, query));

            // Sought once, and only when something is missing: it may look through every fact.
            var missing = new Lazy<NotComputableReason?>(() => NotComputable.Find(metric.Definition, facts, now.Ticks));
            var isAnswered = false;
            foreach (var value in division.IsPossible ? Measure(facts, metric, division, periods, rowsOfTables, now) : [])
            {
                isAnswered = true;
                yield return value.State == MetricState.NotComputable ? value with { Reason = value.Reason ?? WhyNot(value.From, value.To) } : value;
            }

            // A metric that has nothing at all to say says why.
            if (!isAnswered)
                yield return Nothing(metric, query, division.IsPossible ? WhyNot(query.From, query.To) : NotComputableReason.NoDimension);

            // What the county lacks altogether comes before what this question lacks.
            NotComputableReason WhyNot(DateOnly? from, DateOnly? to) =>
                missing.Value ?? (metric.Definition.NeedsPeriodEnds && (from is null || to is null) ? NotComputableReason.NoPeriodEnds : NotComputableReason.NothingHere);
        }
    }

    /// <summary>What a metric is measured over for each group of a query: one slice a group, of the query's whole period.</summary>
    /// <returns>None when the metric's facts lack a dimension that was asked for.</returns>
    public IReadOnlyList<(IReadOnlyDictionary<string, string> By, FactSlice Slice)> Slices(FactSnapshot facts, Metric metric, MetricQuery query)
    {
        var (table, now) = (metric.TableOf(facts), clock.GetUtcNow().UtcDateTime);
        var division = DivideOnce(facts, table, query);
        if (!division.IsPossible)
            return [];
        var period = PeriodOf(query.From, query.To, null);
        var rows = RowsOf(table, division, metric.InstantsOf(facts), metric.EndsOf(facts), [period])[0];
        return [.. division.Groups.Select((by, group) => (by, new FactSlice(facts, rows[group], period.FromTicks, period.ToTicks, now.Ticks)))];
    }

    /// <summary>What a metric's figures rest on and tell between each two days that follow each other, group by group. What rests on no row is passed over.</summary>
    /// <param name="facts">All facts.</param>
    /// <param name="metric">One with <see cref="Metric.InstantsOf"/>.</param>
    /// <param name="by">What the groups are made by.</param>
    /// <param name="days">In order.</param>
    /// <returns>Null when the metric's table lacks one of the dimensions.</returns>
    internal MeasuredPieces? CountPieces(FactSnapshot facts, Metric metric, IReadOnlyList<Dimension> by, IReadOnlyList<DateOnly> days)
    {
        var (table, now) = (metric.TableOf(facts), clock.GetUtcNow().UtcDateTime.Ticks);
        var division = DivideOnce(facts, table, new MetricQuery { By = by });
        if (!division.IsPossible)
            return null;

        long[] ticks = [.. days.Select(day => calendar.StartOfDayUtc(day).Ticks)];
        var pieces = new Dictionary<string, MeasuredPieces.Builder>();
        for (var piece = 0; piece + 1 < ticks.Length; piece++)
        {
            var rows = division.Divide(metric.InstantsOf(facts)!.RowsBetween(table, ticks[piece], ticks[piece + 1]));
            for (var group = 0; group < rows.Length; group++)
            {
                if (rows[group].Count == 0)
                    continue;
                foreach (var measurement in metric.Count(new FactSlice(facts, rows[group], ticks[piece], ticks[piece + 1], now)))
                {
                    if (!pieces.TryGetValue(measurement.Statistic, out var ofStatistic))
                        pieces.Add(measurement.Statistic, ofStatistic = new MeasuredPieces.Builder());
                    ofStatistic.Add(group, piece, measurement);
                }
            }
        }

        return new MeasuredPieces(division.Groups, pieces.ToDictionary(ofStatistic => ofStatistic.Key, ofStatistic => ofStatistic.Value.Build()));
    }

    private static IEnumerable<MetricValue> Measure(
        FactSnapshot facts,
        Metric metric,
        DivideRows division,
        List<Period> periods,
        Dictionary<(FactTable, InstantColumn? Instants, InstantColumn? Ends), IReadOnlyList<IReadOnlyList<int>[]>> rowsOfTables,
        DateTime now)
    {
        var (table, instants, ends) = (metric.TableOf(facts), metric.InstantsOf(facts), metric.EndsOf(facts));
        if (!rowsOfTables.TryGetValue((table, instants, ends), out var rows))
            rowsOfTables.Add((table, instants, ends), rows = RowsOf(table, division, instants, ends, periods));
        for (var group = 0; group < division.Groups.Count; group++)
        {
            var slices = periods.Select((period, index) => new FactSlice(facts, rows[index][group], period.FromTicks, period.ToTicks, now.Ticks)).ToList();
            foreach (var (measurements, period) in metric.MeasureEach(slices).Zip(periods))
            {
                foreach (var measurement in measurements)
                    yield return ToValue(metric, measurement, division.Groups[group], period);
            }
        }
    }

    /// <summary>Finding the groups there are takes a look at every row of the table: without limits it is done once for the facts there are.</summary>
    private static DivideRows DivideOnce(FactSnapshot facts, FactTable table, MetricQuery query) => query.Only.Count > 0
        ? new DivideRows(table, query)
        : (DivideRows)facts.WorkedOut.GetOrAdd((typeof(DivideRows), table, string.Join(' ', query.By)), _ => new Lazy<object>(() => new DivideRows(table, query))).Value;

    private static MetricValue Nothing(Metric metric, MetricQuery query, NotComputableReason reason) => new()
    {
        Metric = metric.Definition.Id,
        Statistic = "all",
        Value = null,
        Unit = string.Empty,
        N = 0,
        From = query.From,
        To = query.To,
        State = MetricState.NotComputable,
        Reason = reason,
    };

    /// <summary>The rows of each period, in groups.</summary>
    private static IReadOnlyList<IReadOnlyList<int>[]> RowsOf(FactTable table, DivideRows division, InstantColumn? instants, InstantColumn? ends, List<Period> periods)
    {
        if (instants is not null)
            return [.. periods.Select(period => division.Divide(instants.RowsBetween(table, period.FromTicks, period.ToTicks)))];
        // What had ended before the first of the periods counts in none of them: of five years, most has.
        var from = periods.Select(period => period.FromTicks).DefaultIfEmpty(long.MinValue).Min();
        var all = division.Divide((ends is null || from == long.MinValue ? table.AllRows : table.AllRows.Where(row => ends[row] >= from)).ToArray());
        return [.. periods.Select(_ => all)];
    }

    private static MetricValue ToValue(Metric metric, Measurement measurement, IReadOnlyDictionary<string, string> group, Period period)
    {
        var by = new Dictionary<string, string>(group);
        if (period.Name is { } name)
            by.Add(name.Grain, name.Code);
        if (measurement.By is { } own)
            by[Codes.Of(own.Dimension)] = own.Code;
        return new MetricValue
        {
            Metric = metric.Definition.Id,
            Statistic = measurement.Statistic,
            Value = measurement.Value,
            Unit = measurement.Unit,
            N = measurement.N,
            Tells = measurement.Tells,
            From = period.From,
            To = period.To,
            By = by,
            State = measurement.Value is null ? MetricState.NotComputable : MetricState.Ok,
            Reason = measurement.Reason,
            IsBelowMinimumN = measurement.Value is not null && measurement.N > 0 && measurement.N < metric.Definition.MinimumN,
        };
    }

    private IEnumerable<Period> Periods(FactSnapshot facts, MetricQuery query, DateTime now)
    {
        if (query.Grain is not { } grain)
            return [PeriodOf(query.From, query.To, null)];

        var earliest = facts.EarliestAt;
        if (query.From is null && earliest == FactTable.Never)
            return [];

        var from = query.From ?? calendar.DayOf(new DateTime(earliest, DateTimeKind.Utc));
        var to = query.To ?? calendar.DayOf(now).AddDays(1);
        return Split(from, to, grain);
    }

    /// <summary>Whole grains, cut at the ends of the period.</summary>
    private IEnumerable<Period> Split(DateOnly from, DateOnly to, TimeGrain grain)
    {
        for (var start = from; start < to;)
        {
            var next = StartOfNext(start, grain);
            yield return PeriodOf(start, next < to ? next : to, (Codes.Of(grain), NameOf(start, grain)));
            start = next;
        }
    }

    private static DateOnly StartOfNext(DateOnly day, TimeGrain grain) => grain switch
    {
        TimeGrain.Day => day.AddDays(1),
        TimeGrain.Week => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
        TimeGrain.Month => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
        TimeGrain.Year => new DateOnly(day.Year + 1, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Not a grain."),
    };

    private static string NameOf(DateOnly day, TimeGrain grain) => grain switch
    {
        TimeGrain.Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeGrain.Week => $"{ISOWeek.GetYear(day.ToDateTime(TimeOnly.MinValue)):D4}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue)):D2}",
        TimeGrain.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        TimeGrain.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Not a grain."),
    };

    private Period PeriodOf(DateOnly? from, DateOnly? to, (string Grain, string Code)? name) => new(
        from, to, from is { } first ? calendar.StartOfDayUtc(first).Ticks : long.MinValue, to is { } end ? calendar.StartOfDayUtc(end).Ticks : long.MaxValue, name);

    private sealed record Period(DateOnly? From, DateOnly? To, long FromTicks, long ToTicks, (string Grain, string Code)? Name);
}
