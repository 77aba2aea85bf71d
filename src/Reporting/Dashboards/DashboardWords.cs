using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Texts;
using Palveluohjaus.Web.Components;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>Numbers, days and states in the user's language.</summary>
public sealed class DashboardWords(IStringLocalizer<ReportingTexts> texts, CountyCalendar calendar)
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    public string this[string key, params object[] arguments] => texts[key, arguments];

    public static string Number(double value, int digits = 0) => Written.Number(value, digits);

    /// <param name="value">0–100, as metrics give it.</param>
    /// <param name="digits">Decimals.</param>
    public static string Percent(double value, int digits = 1) => Written.Percent(value / 100, digits);

    /// <summary>A number with its unit where it needs one to be understood.</summary>
    public string WithUnit(double value, string unit, int digits) => unit switch
    {
        Units.Percent => Percent(value, digits),
        Units.Days when digits == 0 && value is > 0 and < 1 => texts["Overview.Days", "<\u00a01"],
        Units.Days => texts["Overview.Days", Number(value, digits)],
        _ => Number(value, digits),
    };

    /// <summary>A number with its sign.</summary>
    public static string WithSign(double value, int digits)
    {
        var rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return rounded == 0 ? Number(0, digits) : (rounded > 0 ? "+" : "−") + Number(Math.Abs(rounded), digits);
    }

    /// <summary>A difference with its sign, and its unit where it needs one: of shares, percentage points.</summary>
    public string Change(double value, string unit, int digits) => unit switch
    {
        Units.Percent => texts["Overview.Change.Points", WithSign(value, digits)],
        Units.Days => texts["Overview.Change.Days", WithSign(value, digits)],
        _ => WithSign(value, digits),
    };

    public DashboardCell Cell(Figure figure, string unit, int digits) =>
        new(figure.State, figure.Value is { } value ? WithUnit(value, unit, digits) : string.Empty) { Number = figure.Value };

    /// <summary>What is aimed at with a figure; null where nothing is.</summary>
    internal LineLevel? TargetOf(MetricDefinition metric, string statistic, string unit) =>
        metric.Target is { } target && target.Statistic == statistic ? new LineLevel(statistic, "target", texts["Dashboard.Target"], target.Value, WithUnit(target.Value, unit, 0)) : null;

    /// <summary>How many rows figures rest on; hidden with the figure.</summary>
    public static DashboardCell CountCell(Figure figure) =>
        figure.State == MetricState.Suppressed ? new DashboardCell(MetricState.Suppressed, string.Empty) : new DashboardCell(MetricState.Ok, Number(figure.N)) { Number = figure.N };

    public static string Day(DateOnly day) => day.ToString("d", Culture);

    public static string Days(DateOnly from, DateOnly lastDay) => $"{Day(from)}–{Day(lastDay)}";

    public string Month(DateOnly day) => texts["Overview.Month", day.Month, day.Year];

    /// <summary>A month under an axis, where there is little room.</summary>
    public static string ShortMonth(DateOnly day) => $"{day.Month.ToString(CultureInfo.InvariantCulture)}/{(day.Year % 100).ToString("D2", CultureInfo.InvariantCulture)}";

    public string Week(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return texts["Overview.Week", ISOWeek.GetWeekOfYear(date), ISOWeek.GetYear(date)];
    }

    public string PeriodName(DateOnly from, TimeGrain grain) => grain switch
    {
        TimeGrain.Day => Day(from),
        TimeGrain.Week => Week(from),
        TimeGrain.Month => Month(from),
        TimeGrain.Year => from.Year.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Not a period."),
    };

    /// <summary>The name of a period in a table, which holds those that are not whole too, and says so.</summary>
    internal string RowName(PeriodFigures period, TimeGrain grain)
    {
        var name = PeriodName(period.From, grain);
        return period switch
        {
            { IsOver: true } => name,
            { RecordsBegin: { } day } => this["Overview.RecordsBegin", name, Day(day)],
            _ => this["Overview.GoesOn", name],
        };
    }

    /// <summary>What of the source line says which periods are not drawn, and why.</summary>
    /// <param name="periods">In order.</param>
    /// <param name="grain">How long each is.</param>
    /// <param name="from">The page's first day: a week that it cuts is not told.</param>
    internal IEnumerable<string> NotDrawn(IReadOnlyList<PeriodFigures> periods, TimeGrain grain, DateOnly from)
    {
        if (periods.FirstOrDefault(period => period.RecordsBegin is not null) is { RecordsBegin: { } day } beginning)
            yield return this["Overview.Source.RecordsBegin", Day(day), PeriodName(beginning.From, grain)];
        if (periods.FirstOrDefault(period => period is { IsOver: false, RecordsBegin: null } && period.From > from) is { } open)
            yield return this["Overview.Source.LeftOut", PeriodName(open.From, grain)];
    }

    /// <summary>A period under an axis.</summary>
    public string AxisName(DateOnly from, TimeGrain grain) => grain == TimeGrain.Month ? ShortMonth(from) : PeriodName(from, grain);

    /// <summary>The line under a figure: what it is of, whether anything in it is hidden, and how old it is.</summary>
    public string Source(string of, bool isHiding, DateTime? refreshedAtUtc) =>
        string.Join(" · ", new[] { of, isHiding ? texts["Overview.Source.Hidden"].Value : null, Updated(refreshedAtUtc) }.OfType<string>());

    /// <summary>What of an address was left out of the filter, as sentences.</summary>
    public IReadOnlyList<string> Ignored(DashboardFilter filter) => [.. filter.Ignored.Select(field => texts[$"Overview.Ignored.{field}"].Value)];

    public string? Updated(DateTime? refreshedAtUtc)
    {
        if (refreshedAtUtc is not { } instant)
            return null;
        var local = calendar.ToLocal(instant);
        return texts["Overview.Updated", local.ToString(texts["Overview.DayMonthFormat"].Value, Culture), local.ToString("t", Culture)];
    }
}
