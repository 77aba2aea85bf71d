using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>Where the list behind a figure is: a metric, which of its figures, the dashboards' own filter, and the one part of a division or the one path that is meant.</summary>
public static class FigureRowsAddress
{
    public const string Route = "/figure-rows";
    public const string MetricField = "metric";
    public const string StatisticField = "statistic";
    public const string ByField = "by";
    public const string CodeField = "of";
    public const string PathField = "path";
    public const string PageField = "page";

    /// <param name="metricId">Of the catalogue.</param>
    /// <param name="statistic">Which of its figures; null for the one that stands for it.</param>
    /// <param name="filter">What the page that shows the figure is limited to; with days of its own for one month of a line.</param>
    /// <param name="part">Which part of a division that the filter does not know; null for none.</param>
    /// <returns>Null for a metric that has no list behind it.</returns>
    public static string? For(string metricId, string? statistic, DashboardFilter filter, RowPart? part = null) =>
        MetricCatalogue.Find(metricId) is { HasRows: true } ? Of(new ListedFigure(metricId, statistic), filter, part, path: null, page: 1) : null;

    internal static string Of(ListedFigure listed, DashboardFilter filter, RowPart? part, string? path, int page)
    {
        var isOwn = filter.Period == DashboardPeriod.Own;
        var query = QueryString.Create(new (string Field, string? Value)[]
        {
            (MetricField, listed.Metric),
            (StatisticField, listed.Statistic),
            (ByField, Codes.Of(part?.Dimension)),
            (CodeField, part?.Code),
            (PathField, path),
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
