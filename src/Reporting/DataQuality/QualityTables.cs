using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.DataQuality;

/// <summary>Of data quality, what is read elsewhere than in the facts, as tables: how good the forecast is, which metrics cannot be computed, and how often reasons are "something else".</summary>
public sealed class QualityTables(ReadForecastQuality readForecast, ReadOtherReasons readReasons, DeadlineRules rules, CurrentFacts currentFacts, CountyCalendar calendar, TimeProvider clock, IStringLocalizer<ReportingTexts> texts) : IReadBeside
{
    public const string Forecast = "forecast";
    public const string NotComputable = "not-computable";

    async Task<BesideFigure?> IReadBeside.FindAsync(string id, DashboardFilter filter, CancellationToken cancellationToken)
    {
        if (id == Forecast)
            return await readForecast.ReadAsync(cancellationToken) is { Bins.Count: > 0 } quality ? new BesideFigure(ForecastOf(quality), new FigureDays(DayOf(quality.Forecast.FirstDueAtUtc), DayOf(quality.Forecast.LastDueAtUtc))) : null;
        if (id == NotComputable)
            return await ReadNotComputableAsync(cancellationToken) is { } table ? new BesideFigure(table, await DaysOfFactsAsync(cancellationToken)) : null;
        return id is not (ReadOtherReasons.Whole or ReadOtherReasons.ByUnit or ReadOtherReasons.ByMunicipality) ? null : (await readReasons.ReadAsync(filter, cancellationToken)).FirstOrDefault(figure => figure.Id == id) is { } reasons ? new BesideFigure(reasons.Table, new FigureDays(reasons.Of.From, reasons.Of.LastDay)) : null;
    }

    /// <summary>What a rule is called.</summary>
    public string NameOf(string ruleCode) => rules.VersionsOf(ruleCode).FirstOrDefault()?.Name.In(CultureInfo.CurrentUICulture) ?? ruleCode;

    /// <returns>Null before the first refresh.</returns>
    public async Task<DashboardTable?> ReadNotComputableAsync(CancellationToken cancellationToken)
    {
        var facts = await currentFacts.GetAsync(cancellationToken);
        if (facts.RefreshedAtUtc is null)
            return null;
        var missing = Catalogue.NotComputable.FindAll(facts, clock.GetUtcNow().UtcDateTime);
        return new DashboardTable
        {
            Title = texts["DataQuality.NotComputable"],
            Finding = missing.Count == 0 ? texts["DataQuality.NotComputable.None"] : texts["DataQuality.NotComputable.Lead"],
            Source = string.Empty,
            Columns = [texts["DataQuality.NotComputable.Metric"], texts["DataQuality.NotComputable.Why"], texts["DataQuality.NotComputable.Guide"]],
            Rows = [.. missing.Select(each => new DashboardRow(texts[$"Metric.{each.Id}.Name"], [DashboardCell.Of(texts[$"NotComputable.{each.Reason}"]), DashboardCell.Of(texts[$"Metric.{each.Id}.Guide"])]))],
        };
    }

    /// <summary>By what was forecast, and then by rule: one file, whose second column says which rule.</summary>
    private DashboardTable ForecastOf(ForecastQualityView quality) => new()
    {
        Title = texts["Forecast.Title"],
        Finding = string.Empty,
        Source = string.Empty,
        Columns = [texts["Forecast.Rows"], texts["Forecast.Said"], texts["Forecast.Came"], texts["Forecast.Deadlines"]],
        Rows =
        [
            .. quality.Bins.Select(bin => new DashboardRow(texts["Forecast.ByChance"], [Share(bin.Forecast), .. SmallCells.IsSmall(bin.Deadlines) ? [Hidden, Hidden] : new[] { Share(bin.Observed), Count(bin.Deadlines) }])),
            .. quality.Rules.Select(rule => new DashboardRow(NameOf(rule.Quality.RuleCode), rule.IsShown ? [Share(rule.Quality.Forecast), Share(rule.Quality.Observed), Count(rule.Quality.Deadlines)] : [Hidden, Hidden, Hidden])),
        ],
    };

    // Whether a metric can be computed is asked of all facts there are.
    private async Task<FigureDays> DaysOfFactsAsync(CancellationToken cancellationToken)
    {
        var days = new DashboardDays(calendar, clock);
        return new FigureDays(days.FirstDay(await currentFacts.GetAsync(cancellationToken)), days.Today);
    }

    private DateOnly? DayOf(DateTime? instant) => instant is { } known ? calendar.DayOf(known) : null;

    private static DashboardCell Hidden { get; } = new(MetricState.Suppressed, string.Empty);

    private static DashboardCell Share(double share) => DashboardCell.Of(Written.Percent(share, 1)) with { Number = 100 * share };

    private static DashboardCell Count(int count) => DashboardCell.Of(DashboardWords.Number(count)) with { Number = count };
}
