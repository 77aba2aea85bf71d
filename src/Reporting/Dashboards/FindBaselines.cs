using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The baselines beside which a chart is drawn, as they were entered. Of one municipality every one there is of the latest time; of the county only counts of which
/// every municipality told of the same time, for a median of medians is none. What was counted in another way is told in words and not drawn.
/// </summary>
internal sealed class FindBaselines(DashboardQuestion asked)
{
    private readonly Facts.FigureTable _figures = asked.Facts.Figures;
    private readonly DashboardWords _words = asked.Words;

    /// <param name="chart">What it shows.</param>
    /// <param name="lines">Those of its lines that are drawn.</param>
    /// <returns>The levels, and what is to be said of those that are not drawn.</returns>
    public (IReadOnlyList<LineLevel> Levels, IReadOnlyList<string> Notes) Of(LineChart chart, IReadOnlyCollection<ChartLine> lines)
    {
        var (levels, notes) = (new List<LineLevel>(), new List<string>());
        foreach (var line in lines)
        {
            if (FigureSeries.Find($"{line.OtherMetric ?? chart.Metric}/{line.Statistic}") is not { } series || EnteredOf(series) is not { Count: > 0 } entered)
                continue;

            // A municipality told of all its clients: beside those of one unit or age that would be another thing.
            if (asked.Filter.Only.Keys.Any(limit => limit != Dimension.Municipality))
            {
                notes.Add(_words["Dashboard.Baseline.IsOfAll"]);
            }
            else if (asked.Filter.MunicipalityCode is not null)
            {
                levels.AddRange(entered.Where(each => each.IsSame).Select(each => LevelOf(chart, line, series, each, lines.Count > 1)));
                notes.AddRange(entered.Where(each => !each.IsSame).Select(each => _words["Dashboard.Baseline.Other", each.Period.Text, each.Source, Write(chart, PerPeriod(each, series, chart.Grain))]));
            }
            else if (SumOf(series, entered) is { } sum)
            {
                levels.Add(LevelOf(chart, line, series, sum, lines.Count > 1));
            }
            else
            {
                notes.Add(_words[series.IsWhole ? "Dashboard.Baseline.NotAll" : "Dashboard.Baseline.ByMunicipality"]);
            }
        }

        return (levels, [.. notes.Distinct()]);
    }

    /// <summary>What each municipality that the page is of told of the latest time: of years, and only where there is none, of ten months.</summary>
    private List<Entered> EnteredOf(FigureSeries series)
    {
        var municipalities = _figures.Dimensions[Dimension.Municipality];
        var all = _figures.RowsOf(series.Code, _figures.AllRows, long.MinValue, long.MaxValue)
            .Select(row => new Entered(
                municipalities.ValueOf(municipalities[row])!,
                _figures.Dimensions[Dimension.Source].ValueOf(_figures.Dimensions[Dimension.Source][row])!,
                FigurePeriod.Parse(_figures.Period.ValueOf(_figures.Period[row])!)!.Value,
                _figures.Value[row],
                _figures.HasCatalogueDefinition[row]))
            .ToList();
        if (asked.Filter.MunicipalityCode is not { } only)
            return all;
        return
        [
            .. all.Where(each => each.Municipality == only)
                .GroupBy(each => each.IsSame)
                .SelectMany(same => same.GroupBy(each => each.Period).MaxBy(period => RankOf(period.Key))!)
                .OrderBy(each => each.Source, StringComparer.Ordinal),
        ];
    }

    private static (bool IsYear, DateOnly FirstDay) RankOf(FigurePeriod period) => (period.Kind == FigurePeriodKind.Year, period.FirstDay);

    private Entered? SumOf(FigureSeries series, List<Entered> entered)
    {
        if (!series.IsWhole)
            return null;
        return entered.Where(each => each.IsSame)
            .GroupBy(each => each.Period)
            .Where(period => period.Count() == asked.Names.Municipalities.Count && asked.Names.Municipalities.Keys.All(code => period.Any(each => each.Municipality == code)))
            .OrderByDescending(period => RankOf(period.Key))
            .Select(period => new Entered(string.Empty, string.Join(", ", period.Select(each => each.Source).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)), period.Key, period.Sum(each => each.Value), true))
            .FirstOrDefault();
    }

    private LineLevel LevelOf(LineChart chart, ChartLine line, FigureSeries series, Entered entered, bool isOneOfMany)
    {
        var name = _words[AddsUp(series) ? "Dashboard.Baseline.Average" : "Dashboard.Baseline.Level", entered.Period.Text, entered.Source];
        var value = PerPeriod(entered, series, chart.Grain);
        return new LineLevel(line.Key, "baseline", isOneOfMany ? $"{line.Name}\u00a0· {name}" : name, value, Write(chart, value));
    }

    private string Write(LineChart chart, double value) => _words.WithUnit(value, chart.Unit, chart.Digits);

    /// <summary>What comes in adds up over a year, and a month has a part of it; what is open at a moment does not.</summary>
    private static bool AddsUp(FigureSeries series) => series.IsWhole && series.Id != "work-in-progress";

    private static double PerPeriod(Entered entered, FigureSeries series, TimeGrain grain)
    {
        if (!AddsUp(series))
            return entered.Value;
        var days = entered.Period.Until.DayNumber - entered.Period.FirstDay.DayNumber;
        var months = (12 * (entered.Period.Until.Year - entered.Period.FirstDay.Year)) + entered.Period.Until.Month - entered.Period.FirstDay.Month;
        return grain switch
        {
            TimeGrain.Day => entered.Value / days,
            TimeGrain.Week => entered.Value * 7 / days,
            TimeGrain.Month => entered.Value / months,
            TimeGrain.Year => entered.Value * 12 / months,
            _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Not a period."),
        };
    }

    private sealed record Entered(string Municipality, string Source, FigurePeriod Period, double Value, bool IsSame);
}
