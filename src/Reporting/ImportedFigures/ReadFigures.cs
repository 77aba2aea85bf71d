using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.ImportedFigures;

/// <summary>Reads the page of figures: what has been entered, what is missing, and baselines beside what this product measures.</summary>
public sealed class ReadFigures(KeepFigures keep, CurrentFacts currentFacts, MeasureMetrics measures, GuidanceReads guidance, FigureWords words, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>So many comparisons stand on a page where no series is chosen.</summary>
    private const int MostComparisons = 4;

    private const int MonthsInYear = 12;

    /// <summary>The years for which the programme asked for baselines.</summary>
    private static readonly FigurePeriod[] AskedFor = [FigurePeriod.OfYear(2018), FigurePeriod.OfYear(2019), FigurePeriod.TenMonthsOf2020];

    public async Task<FiguresView> ReadAsync(FiguresFilter filter, CancellationToken cancellationToken)
    {
        var names = (await DashboardNames.ReadAsync(guidance, cancellationToken)).Municipalities;
        var shown = filter.MunicipalityCode is { } only && names.ContainsKey(only) ? names.Where(name => name.Key == only).ToDictionary() : names;
        var figures = (await keep.ReadAsync(cancellationToken)).Where(figure => shown.ContainsKey(figure.MunicipalityCode)).ToList();
        var bySeries = figures.Where(figure => figure.FindSeries() is not null).ToLookup(figure => figure.FindSeries()!);
        var entered = FigureSeries.All.Where(series => bySeries[series].Any()).ToList();
        var compared = filter.Series is { } chosen ? entered.Where(series => series == chosen && series.IsBaseline).ToList() : entered.Where(series => series.IsBaseline).ToList();
        var facts = await currentFacts.GetAsync(cancellationToken);
        return new FiguresView
        {
            Municipalities = names,
            Series = [.. entered.Select(series => RowOf(series, [.. bySeries[series]], shown.Count))],
            Grid = filter.Series is null ? null : GridOf(filter.Series, [.. bySeries[filter.Series]], shown, filter.Year, facts),
            Comparisons = [.. compared.Take(MostComparisons).Select(series => Compare(series, [.. bySeries[series]], shown, facts))],
            ComparisonsLeftOut = Math.Max(0, compared.Count - MostComparisons),
            Removed =
            [
                .. (await keep.ReadRemovedAsync(cancellationToken))
                    .Where(figure => shown.ContainsKey(figure.MunicipalityCode) && figure.FindSeries() is { } series && (filter.Series is null || filter.Series == series))
                    .Select(figure => new RemovedFigure(figure.Id, string.Join(", ", words.FullNameOf(figure.FindSeries()!), shown[figure.MunicipalityCode], figure.Period.Text, words.ValueOf(figure.Value, figure.FindSeries()), figure.Source))),
            ],
        };
    }

    private DateOnly Today => calendar.DayOf(clock.GetUtcNow().UtcDateTime);

    private SeriesRow RowOf(FigureSeries series, List<ImportedFigure> figures, int municipalities)
    {
        var periods = PeriodsOf(series, figures, null);
        var filled = figures.Select(figure => (figure.MunicipalityCode, figure.Period)).Distinct().Count();
        var (first, last) = (periods[0].Text, periods[^1].Text);
        return new SeriesRow(
            series.Code, words.FullNameOf(series), figures.Select(figure => figure.MunicipalityCode).Distinct().Count(), figures.Count, (periods.Count * municipalities) - filled, first == last ? first : $"{first} – {last}");
    }

    /// <summary>The periods that have a figure, and those between them and of the programme that should.</summary>
    private static List<FigurePeriod> PeriodsOf(FigureSeries series, List<ImportedFigure> figures, int? year)
    {
        if (figures.Count == 0 && year is null)
            return series.IsBaseline ? [.. AskedFor] : [];
        var (first, last) = figures.Count == 0 ? (default, default) : (figures.Min(figure => figure.FirstDay), figures.Max(figure => figure.FirstDay));
        return series.Id switch
        {
            FigureSeries.EmergencyVisitsId when year is { } one => [.. Enumerable.Range(1, MonthsInYear).Select(month => FigurePeriod.OfMonth(one, month))],
            FigureSeries.EmergencyVisitsId => [.. Enumerable.Range(0, ((last.Year - first.Year) * MonthsInYear) + last.Month - first.Month + 1).Select(step => new FigurePeriod(FigurePeriodKind.Month, first.AddMonths(step)))],
            FigureSeries.InhabitantsId => [.. Enumerable.Range(first.Year, last.Year - first.Year + 1).Select(FigurePeriod.OfYear)],
            _ => [.. figures.Select(figure => figure.Period).Union(AskedFor).OrderBy(period => period.FirstDay).ThenByDescending(period => period.Until)],
        };
    }

    private FigureGrid GridOf(FigureSeries series, List<ImportedFigure> figures, IReadOnlyDictionary<string, string> municipalities, int? wantedYear, FactSnapshot facts)
    {
        var isByMonth = series == FigureSeries.EmergencyVisits;
        int[] years = isByMonth ? [.. figures.Select(figure => figure.FirstDay.Year).Distinct().Order()] : [];
        int? year = !isByMonth || years.Length == 0 ? null : wantedYear is { } wanted && years.Contains(wanted) ? wanted : years[^1];

        // A month that is not over yet is not missing.
        var periods = PeriodsOf(series, figures, year).Where(period => period.Until <= Today).ToList();
        var cells = figures.ToLookup(figure => (figure.MunicipalityCode, figure.Period));
        var computed = year is { } of ? ComputeYear(of, facts) : [];
        return new FigureGrid
        {
            Series = series,
            Name = words.FullNameOf(series),
            Years = years,
            Year = year,
            Columns = [.. periods.Select(period => period.Kind == FigurePeriodKind.Month ? DashboardWords.ShortMonth(period.FirstDay) : period.Text)],
            ComputedColumns = year is null ? [] : [words["ImportedFigures.YearSum"], words["ImportedFigures.PerThousand"]],
            Rows =
            [
                .. municipalities.Select(municipality => new FigureGridRow(
                    municipality.Value,
                    [.. periods.Select(period => (IReadOnlyList<FigureInGrid>)[.. cells[(municipality.Key, period)].Select(figure => new FigureInGrid(figure.Id, FigureWords.Number(figure.Value), figure.Source, !figure.HasCatalogueDefinition, figure.Version > 1))])],
                    year is null ? [] : [CellOf(computed.GetValueOrDefault((municipality.Key, "count")), 0), CellOf(computed.GetValueOrDefault((municipality.Key, "per-1000")), 1)])),
            ],
        };

        static DashboardCell CellOf(double? value, int decimals) => value is { } known ? new DashboardCell(MetricState.Ok, FigureWords.Number(Math.Round(known, decimals))) : new DashboardCell(MetricState.NotComputable, string.Empty);
    }

    private Dictionary<(string Municipality, string Statistic), double?> ComputeYear(int year, FactSnapshot facts)
    {
        var query = new MetricQuery { From = new DateOnly(year, 1, 1), To = new DateOnly(year + 1, 1, 1), By = [Dimension.Municipality] };
        return measures.Measure(facts, [FigureSeries.EmergencyVisits.Metric], query).ToDictionary(value => (value.By[Codes.Of(Dimension.Municipality)], value.Statistic), value => value.Value);
    }

    private FigureComparison Compare(FigureSeries series, List<ImportedFigure> figures, IReadOnlyDictionary<string, string> municipalities, FactSnapshot facts)
    {
        var same = figures.Where(figure => figure.HasCatalogueDefinition).ToList();
        var periods = same.Select(figure => figure.Period).Distinct().OrderBy(period => period.FirstDay).ThenByDescending(period => period.Until).ToList();
        var columns = new List<(string Name, Func<string, ImportedFigure?, Figure> Find, FigurePeriod? Period)>();
        foreach (var kind in periods.Select(period => period.Kind).Distinct().Order())
        {
            var (from, to) = OwnPeriod(kind);
            var own = Measure(series, facts, from, to);
            columns.AddRange(periods.Where(period => period.Kind == kind).Select(period => (period.Text, (Func<string, ImportedFigure?, Figure>)((_, entered) => entered is null ? Figure.NotComputable : new Figure(entered.Value, MetricState.Ok, 0)), (FigurePeriod?)period)));
            columns.Add((words[$"ImportedFigures.Own.{kind}", DashboardWords.Days(from, to.AddDays(-1))], (code, _) => own.GetValueOrDefault(code, Figure.NotComputable), null));
        }

        var rows = same.GroupBy(figure => (figure.MunicipalityCode, figure.SourceKey))
            .OrderBy(group => municipalities[group.Key.MunicipalityCode], StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).ThenBy(group => group.Key.SourceKey, StringComparer.Ordinal)
            .Select(group => (group.Key.MunicipalityCode, group.First().Source, Values: columns.Select(column => column.Find(group.Key.MunicipalityCode, group.FirstOrDefault(figure => figure.Period == column.Period))).ToList()))
            .ToList();
        var widest = rows.SelectMany(row => row.Values).Max(value => value.Value) ?? 0;
        return new FigureComparison
        {
            Series = series,
            Id = $"baseline-{series.Id}-{series.Statistic}",
            Title = words.FullNameOf(series),
            Metric = series.Metric.Definition,
            Finding = Finding(series, columns.Select(column => column.Period).ToList(), rows.ConvertAll(row => row.Values)),
            Source = words["ImportedFigures.ComparedSource"],
            Columns = [.. columns.Select(column => column.Name)],
            Rows = [.. rows.Select(row => new ComparedRow(municipalities[row.MunicipalityCode], row.Source, [.. row.Values.Select((value, index) => CellOf(value, columns[index].Period))]))],
            Meaning = words.MeaningOf(series),
            Others =
            [
                .. figures.Where(figure => !figure.HasCatalogueDefinition)
                    .OrderBy(figure => municipalities[figure.MunicipalityCode], StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).ThenBy(figure => figure.FirstDay)
                    .Select(figure => new OtherFigure(figure.Id, municipalities[figure.MunicipalityCode], figure.Period.Text, words.ValueOf(figure.Value, series), figure.Source, figure.Definition)),
            ],
        };

        ComparedCell CellOf(Figure value, FigurePeriod? period) => new(
            new DashboardCell(value.State, value.Value is { } known ? FigureWords.Number(period is null ? Math.Round(known, series.IsWhole ? 0 : 1) : known) : string.Empty),
            value.Value is { } drawn && widest > 0 ? drawn / widest : null,
            period is null,
            period is not null && value.Value is null);
    }

    /// <summary>A year beside a year, ten months beside ten months: the latest that are over.</summary>
    private (DateOnly From, DateOnly To) OwnPeriod(FigurePeriodKind kind)
    {
        if (kind == FigurePeriodKind.Year)
        {
            var end = new DateOnly(Today.Year, Today.Month, 1);
            return (end.AddYears(-1), end);
        }

        var ends = new DateOnly(Today.Year, 11, 1);
        ends = ends <= Today ? ends : ends.AddYears(-1);
        return (new DateOnly(ends.Year, 1, 1), ends);
    }

    /// <summary>By municipality; nothing where the records do not reach over the whole time.</summary>
    private Dictionary<string, Figure> Measure(FigureSeries series, FactSnapshot facts, DateOnly from, DateOnly to)
    {
        if (facts.EarliestAt > calendar.StartOfDayUtc(from.AddDays(1)).Ticks)
            return [];
        var query = new MetricQuery { From = from, To = to, By = [Dimension.Municipality] };
        var disclosure = new Disclosure(measures, facts, [series.Metric], query);
        return measures.Measure(facts, [series.Metric], query)
            .GroupBy(value => value.By[Codes.Of(Dimension.Municipality)])
            .ToDictionary(group => group.Key, group =>
            {
                var isHidden = DashboardFacts.Main(group) is { } main && disclosure.Show(main).State == MetricState.Suppressed;
                return group.FirstOrDefault(value => value.Statistic == series.Statistic) is { } wanted ? disclosure.Show(wanted).HiddenIf(isHidden) : Figure.NotComputable;
            });
    }

    private string Finding(FigureSeries series, List<FigurePeriod?> columns, List<List<Figure>> rows)
    {
        if (rows.Count == 0)
            return words["ImportedFigures.Finding.OnlyOthers"];

        // The latest baseline of the longest kind: own figures stand after those of their kind.
        var latest = columns.FindLastIndex(period => period?.Kind == FigurePeriodKind.Year) is >= 0 and var year ? year : columns.FindLastIndex(period => period is not null);
        var own = columns.FindIndex(latest, period => period is null);
        var pairs = rows.Where(row => row[latest].Value is not null && row[own].Value is not null).Select(row => row[own].Value!.Value.CompareTo(row[latest].Value!.Value)).ToList();
        if (pairs.Count == 0)
            return words["ImportedFigures.Finding.NoOwn"];
        var (larger, smaller) = (pairs.Count(each => each > 0), pairs.Count(each => each < 0));
        var direction = series.Metric.Definition.Direction;
        var period = columns[latest]!.Value.Text;
        return direction == Direction.Neither
            ? words["ImportedFigures.Finding.Sizes", period, larger, smaller, pairs.Count]
            : words["ImportedFigures.Finding.Better", period, direction == Direction.HigherIsBetter ? larger : smaller, direction == Direction.HigherIsBetter ? smaller : larger, pairs.Count];
    }
}
