using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.ChartMarks;

/// <summary>Says marks and what is wrong with them in the reader's language.</summary>
public sealed class MarkWords(IStringLocalizer<ReportingTexts> texts, CountyCalendar calendar)
{
    public string this[string key, params object[] arguments] => texts[key, arguments];

    public string NameOf(MarkField field) => texts[$"ChartMarks.Field.{field}"];

    public string NameOf(ChartMarkKind kind) => texts[$"ChartMarks.Kind.{kind}"];

    public string NameOf(BenefitGoal goal) => texts[$"ChartMarks.Goal.{goal}"];

    public static string NameOf(ChartMarkContent content) => content.NameIn(CultureInfo.CurrentUICulture);

    public static string DaysOf(ChartMarkContent content) => content.FirstDay == content.LastDay ? DashboardWords.Day(content.FirstDay) : DashboardWords.Days(content.FirstDay, content.LastDay);

    public string MetricName(string metric) => texts[$"Metric.{metric}.Name"];

    public string MetricsOf(ChartMarkContent content) => content.Metrics.Length == 0 ? texts["ChartMarks.AllMetrics"] : string.Join(", ", content.MetricIds.Select(MetricName));

    public string PlaceOf(ChartMarkContent content, DashboardNames names)
    {
        string[] places =
        [
            .. content.MunicipalityCode.Length == 0 ? Array.Empty<string>() : [DashboardNames.NameOf(names.Municipalities, content.MunicipalityCode) ?? content.MunicipalityCode],
            .. content.UnitCode.Length == 0 ? Array.Empty<string>() : [DashboardNames.NameOf(names.Units, content.UnitCode) ?? content.UnitCode],
        ];
        return places.Length == 0 ? texts["Overview.WholeCounty"] : string.Join(", ", places);
    }

    public string Moment(DateTime utc) => calendar.ToLocal(utc).ToString("g", CultureInfo.CurrentCulture);

    /// <summary>What is wrong and what to do about it.</summary>
    public string Say(MarkProblem problem) => texts[$"ChartMarks.Problem.{problem.Kind}", problem.Field == MarkField.Reason ? ChartMark.ReasonMaxLength : ChartMark.NameMaxLength];
}
