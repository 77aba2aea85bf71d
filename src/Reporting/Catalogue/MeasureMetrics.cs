using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>Answers a <see cref="MetricQuery"/> from facts.</summary>
public sealed class MeasureMetrics(CountyCalendar calendar, TimeProvider clock)
{
    public IEnumerable<MetricValue> Measure(FactSnapshot facts, IEnumerable<Metric> metrics, MetricQuery query)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var periods = Periods(facts, query, now).ToList();
        var groupsOfTables = new Dictionary<FactTable, IReadOnlyList<Group>?>();
        foreach (var metric in metrics)
        {
            var table = metric.TableOf(facts);
            if (!groupsOfTables.TryGetValue(table, out var groups))
                groupsOfTables.Add(table, groups = Divide(table, query));

            // Sought once, and only when something is missing: it may look through every fact.
            var missing = new Lazy<NotComputableReason?>(() => NotComputable.Find(metric.Definition, facts, now.Ticks));
            var isAnswered = false;
            foreach (var value in groups is null ? [] : Measure(facts, metric, periods, groups, now))
            {
                isAnswered = true;
                yield return value.State == MetricState.NotComputable ? value with { Reason = WhyNot(value.From, value.To) } : value;
            }

            // A metric that has nothing at all to say says why.
            if (!isAnswered)
                yield return Nothing(metric, query, groups is null ? NotComputableReason.NoDimension : WhyNot(query.From, query.To));

            // What the county lacks altogether comes before what this question lacks.
            NotComputableReason WhyNot(DateOnly? from, DateOnly? to) =>
                missing.Value ?? (metric.Definition.NeedsPeriodEnds && (from is null || to is null) ? NotComputableReason.NoPeriodEnds : NotComputableReason.NothingHere);
        }
    }

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

    private IEnumerable<MetricValue> Measure(FactSnapshot facts, Metric metric, List<Period> periods, IReadOnlyList<Group> groups, DateTime now)
    {
        foreach (var group in groups)
        {
            foreach (var period in periods)
            {
                var slice = new FactSlice(facts, group.Rows, TicksOf(period.From, long.MinValue), TicksOf(period.To, long.MaxValue), now.Ticks);
                foreach (var measurement in metric.Measure(slice))
                    yield return ToValue(metric, measurement, group, period);
            }
        }
    }

    private static MetricValue ToValue(Metric metric, Measurement measurement, Group group, Period period)
    {
        var by = new Dictionary<string, string>(group.By);
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
            IsBelowMinimumN = measurement.Value is not null && measurement.N > 0 && measurement.N < metric.Definition.MinimumN,
        };
    }

    /// <summary>The rows of a table in groups; null when the table lacks a dimension that was asked for.</summary>
    private static List<Group>? Divide(FactTable table, MetricQuery query)
    {
        if (query.By.Concat(query.Only.Keys).Any(dimension => !table.Dimensions.ContainsKey(dimension)))
            return null;

        var rows = Limit(table, query.Only);
        if (query.By.Count == 0)
            return [new Group(new Dictionary<string, string>(), rows)];

        var columns = query.By.Select(dimension => table.Dimensions[dimension]).ToArray();
        var groups = new Dictionary<long, List<int>>();
        foreach (var row in rows)
        {
            var key = 0L;
            foreach (var column in columns)
                key = (key * column.ValueCount) + column[row];
            if (!groups.TryGetValue(key, out var members))
                groups.Add(key, members = []);
            members.Add(row);
        }

        return
        [
            .. groups.Values
                .Select(members => new Group(
                    query.By.Select((dimension, index) => (Dimension: dimension, Code: columns[index].ValueOf(columns[index][members[0]])))
                        .ToDictionary(pair => Codes.Of(pair.Dimension), pair => pair.Code ?? MetricValue.NotKnown),
                    members))
                .OrderBy(group => string.Join('\u0001', group.By.Values), StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<int> Limit(FactTable table, IReadOnlyDictionary<Dimension, string> only)
    {
        IReadOnlyList<int> rows = table.AllRows;
        foreach (var (dimension, code) in only)
        {
            var column = table.Dimensions[dimension];
            var wanted = code == MetricValue.NotKnown ? (ushort)0 : column.NumberOf(code);
            rows = wanted is { } number ? [.. rows.Where(row => column[row] == number)] : [];
        }

        return rows;
    }

    private IEnumerable<Period> Periods(FactSnapshot facts, MetricQuery query, DateTime now)
    {
        if (query.Grain is not { } grain)
            return [new Period(query.From, query.To, null)];

        var earliest = facts.EarliestAt;
        if (query.From is null && earliest == FactTable.Never)
            return [];

        var from = query.From ?? calendar.DayOf(new DateTime(earliest, DateTimeKind.Utc));
        var to = query.To ?? calendar.DayOf(now).AddDays(1);
        return Split(from, to, grain);
    }

    /// <summary>Whole grains, cut at the ends of the period.</summary>
    private static IEnumerable<Period> Split(DateOnly from, DateOnly to, TimeGrain grain)
    {
        for (var start = from; start < to;)
        {
            var next = StartOfNext(start, grain);
            yield return new Period(start, next < to ? next : to, (Codes.Of(grain), NameOf(start, grain)));
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

    private long TicksOf(DateOnly? day, long whenOpen) => day is { } known ? calendar.StartOfDayUtc(known).Ticks : whenOpen;

    private sealed record Group(IReadOnlyDictionary<string, string> By, IReadOnlyList<int> Rows);

    private sealed record Period(DateOnly? From, DateOnly? To, (string Grain, string Code)? Name);
}
