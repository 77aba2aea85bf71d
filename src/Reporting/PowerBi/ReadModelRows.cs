using System.Globalization;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// The rows of each table of <see cref="DescribeSemanticModel"/>, all of the same facts. Figures are aggregates as the dashboards show them: what a page hides has
/// neither value nor n here, and nothing is a row of a person.
/// </summary>
/// <param name="facts">Whose figures.</param>
/// <param name="measures">Answers.</param>
/// <param name="names">What municipalities and units are called in each of <see cref="ModelWords.Languages"/>.</param>
/// <param name="codeNames">What other codes are called.</param>
internal sealed class ReadModelRows(FactSnapshot facts, MeasureMetrics measures, IReadOnlyDictionary<CultureInfo, DashboardNames> names, CodeNames codeNames)
{
    private static readonly Metric Effect = DashboardFacts.Find("intervention-effect");

    // All of one day, though midnight may pass while they are read.
    private readonly IReadOnlyList<ModelPeriod> _periods = ModelPeriod.All(measures.Days.FirstDay(facts), measures.Days.Today);

    /// <summary>The same table read again gives the same rows in the same order.</summary>
    /// <param name="table">One of the model's.</param>
    /// <returns>Values in the order of the table's columns: string, long, double, bool or DateTime in UTC; null for blank. Figures are worked out while they are read.</returns>
    public IEnumerable<object?[]> Read(ModelTable table) => table.Name switch
    {
        DescribeSemanticModel.Push => [[facts.RefreshedAtUtc]],
        DescribeSemanticModel.Metric => ReadMetrics(),
        DescribeSemanticModel.Period => ReadPeriods(),
        DescribeSemanticModel.Figure => ReadFigures(),
        _ => ReadDivision(ModelDivision.All.FirstOrDefault(division => division.Table == table.Name) ?? throw new ArgumentException($"There is no table {table.Name}.", nameof(table))),
    };

    private static IEnumerable<object?[]> ReadMetrics()
    {
        var measuresByName = ModelMeasures.All.ToDictionary(measure => measure.Name);
        return ModelFigure.All.Select((figure, order) => (object?[])
        [
            figure.Key,
            figure.MetricId,
            figure.Statistic,
            .. ModelWords.Languages.Select(language => ModelWords.NameOf(measuresByName[figure.MeasureName], language)),
            .. ModelWords.Languages.Select(language => ModelWords.DescriptionOf(measuresByName[figure.MeasureName], language)),
            figure.Unit,
            figure.Metric.Definition.Target is { } target && target.Statistic == figure.Statistic ? target.Value : null,
            (long)order,
        ]);
    }

    private IEnumerable<object?[]> ReadPeriods() => _periods.Select((period, order) => (object?[])
    [
        period.Code,
        period.Kind,
        .. ModelWords.Languages.Select(language => NameOf(period, language)),
        StartOf(period.From),
        StartOf(period.To.AddDays(-1)),
        period.IsOver,
        (long)order,
    ]);

    private static string NameOf(ModelPeriod period, CultureInfo language) => period.Kind switch
    {
        ModelPeriod.ReadyMade => ModelWords.Find($"Overview.Period.{DashboardPeriods.Find(period.Code)}", language),
        ModelPeriod.Month => period.From.ToString("M'/'yyyy", CultureInfo.InvariantCulture),
        _ => period.Code,
    };

    private static DateTime StartOf(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private IEnumerable<object?[]> ReadDivision(ModelDivision division)
    {
        var fixedOrder = division.Order.ToList();
        var codes = CodesOf(division)
            .Select(code => (Code: code, Names: ModelWords.Languages.Select(language => NameOf(division, code, language)).ToArray()))
            .ToList();
        // Power BI orders names by another column only where equal names have the same place.
        var shared = ModelWords.Languages.Select((_, language) => codes.GroupBy(each => each.Names[language]).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet()).ToArray();
        var places = ModelWords.Languages.Select((_, language) => InOrder(language).Select((code, place) => (code, Place: place + 1L)).ToDictionary(each => each.code, each => each.Place)).ToArray();
        return codes
            .OrderBy(each => places[0][each.Code])
            .Select(each => (object?[])[each.Code, .. each.Names.Select((name, language) => shared[language].Contains(name) ? $"{name} ({each.Code})" : name), false, .. places.Select(place => (object)place[each.Code])])
            .Prepend([ModelDivision.Whole, .. ModelWords.Languages.Select(language => ModelWords.Find("PowerBi.Whole", language)), true, .. places.Select(_ => (object)0L)]);

        // Each language has an order of its own, in its letters.
        IEnumerable<string> InOrder(int language) => codes
            .OrderBy(each => each.Code == MetricValue.NotKnown)
            .ThenBy(each => fixedOrder.IndexOf(each.Code) is >= 0 and var place ? place : fixedOrder.Count)
            .ThenBy(each => each.Names[language], StringComparer.Create(ModelWords.Languages[language], ignoreCase: true))
            .ThenBy(each => each.Code, StringComparer.Ordinal)
            .Select(each => each.Code);
    }

    private string NameOf(ModelDivision division, string code, CultureInfo language)
    {
        var asked = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            return codeNames.NameOf(division.Dimension, code, names[language]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = asked;
        }
    }

    /// <summary>Every code that a figure may have, and maybe some that none has.</summary>
    private IEnumerable<string> CodesOf(ModelDivision division)
    {
        var codes = facts.Tables.Where(table => table.Dimensions.ContainsKey(division.Dimension)).SelectMany(table => table.Dimensions[division.Dimension].Values).Append(MetricValue.NotKnown);
        // The effect of interventions joins method and measure into codes of its own.
        if (division == ModelDivision.Intervention)
            codes = codes.Concat(measures.Measure(facts, [Effect], new MetricQuery()).Select(value => value.By.GetValueOrDefault(Codes.Of(division.Dimension))).OfType<string>());
        return codes.Distinct();
    }

    private IEnumerable<object?[]> ReadFigures()
    {
        if (facts.EarliestAt == FactTable.Never)
            yield break;
        foreach (var asked in ModelDivision.Asked)
        {
            // What is worked out for one division is kept for all its periods, and dropped with it: pages that share it are warm already or would be crowded out.
            var shared = facts with { WorkedOut = [] };
            // A unit and one more are measured for the periods that stand ready, as pages do; by months as well there would be ten times as many figures, most of them hidden.
            foreach (var (period, query) in ModelPeriod.Queries(_periods).Where(each => asked.Count < 2 || each.Query.Grain is null))
            {
                foreach (var row in ReadFigures(shared, period, query with { By = [.. asked.Select(division => division.Dimension)] }))
                    yield return row;
            }
        }
    }

    private IEnumerable<object?[]> ReadFigures(FactSnapshot shared, string? period, MetricQuery query)
    {
        var measured = new MeasuredOnce(measures, shared, isKept: true);
        foreach (var figures in ModelFigure.All.GroupBy(figure => figure.Metric))
        {
            var (metric, has) = (figures.Key, figures.Key.TableOf(facts).Dimensions);
            if (!query.By.All(has.ContainsKey) || (query.By.Contains(Dimension.Unit) && !figures.First().HasUnits(facts)) || (metric == Effect) != query.By.Contains(ModelDivision.Intervention.Dimension))
                continue;
            var disclosure = new Disclosure(measures, shared, [metric], query, measured);
            foreach (var together in measured.Of(metric, query).GroupBy(value => string.Join('\u0001', value.By)))
            {
                foreach (var (value, figure) in disclosure.ShowTogether([.. together]))
                {
                    // Where there is nothing to compute from there is no row.
                    if (figure.State != MetricState.NotComputable && figures.Any(each => each.Statistic == value.Statistic))
                        yield return RowOf(period ?? value.By[Codes.Of(query.Grain)!], value, figure);
                }
            }
        }
    }

    private static object?[] RowOf(string period, MetricValue value, Figure figure) =>
    [
        $"{value.Metric}/{value.Statistic}",
        period,
        .. ModelDivision.All.Select(division => value.By.GetValueOrDefault(Codes.Of(division.Dimension), ModelDivision.Whole)),
        figure.Value,
        figure.State == MetricState.Ok ? (long)figure.N : null,
        Codes.Of(figure.State),
    ];
}
