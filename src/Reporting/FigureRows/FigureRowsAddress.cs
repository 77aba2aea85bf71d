using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>Where the list behind a figure is: a metric, which of its figures, and the dashboards' own filter.</summary>
public static class FigureRowsAddress
{
    public const string Route = "/figure-rows";
    public const string MetricField = "metric";
    public const string StatisticField = "statistic";
    public const string PageField = "page";

    /// <returns>Null for a metric that has no list behind it.</returns>
    public static string? For(string metricId, DashboardFilter filter) => For(metricId, null, filter);

    /// <param name="metricId">Of the catalogue.</param>
    /// <param name="statistic">Which of its figures; null for the one that stands for it.</param>
    /// <param name="filter">What the page that shows the figure is limited to; with days of its own for one month of a line.</param>
    /// <returns>Null for a metric that has no list behind it.</returns>
    public static string? For(string metricId, string? statistic, DashboardFilter filter) =>
        MetricCatalogue.Find(metricId) is { HasRows: true } ? Of(metricId, statistic, filter, page: 1) : null;

    /// <summary>Whether the reader may open such lists at all. Pages show the link to those only.</summary>
    public static Task<bool> MayOpenAsync(OpenPages pages, HttpContext context) => pages.MayOpenAsync(context, Route);

    internal static string Of(string metricId, string? statistic, DashboardFilter filter, int page)
    {
        var isOwn = filter.Period == DashboardPeriod.Own;
        var query = QueryString.Create(new (string Field, string? Value)[]
        {
            (MetricField, metricId),
            (StatisticField, statistic),
            (DashboardFilter.PeriodField, isOwn ? null : filter.Period.Code()),
            (DashboardFilter.FromField, isOwn ? Day(filter.From) : null),
            (DashboardFilter.ToField, isOwn ? Day(filter.LastDay) : null),
            (DashboardFilter.MunicipalityField, filter.MunicipalityCode),
            (DashboardFilter.UnitField, filter.UnitCode),
            (DashboardFilter.LifeStageField, Codes.Of(filter.LifeStage)),
            (DashboardFilter.LanguageField, Codes.Of(filter.Language)),
            (PageField, page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
        }.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return $"{Route}{query}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
