using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>What the overview is limited to. All of it stands in the address, so that a view can be sent to a colleague.</summary>
public sealed record DashboardFilter
{
    public const string PeriodField = "period";
    public const string EarlierPeriodField = "was";
    public const string FromField = "from";
    public const string ToField = "to";
    public const string MunicipalityField = "municipality";
    public const string UnitField = "unit";
    public const string LifeStageField = "life-stage";
    public const string LanguageField = "language";

    /// <summary>Stands among <see cref="Ignored"/> when the first day is after the last.</summary>
    public const string OrderProblem = "order";

    /// <summary>Stands among <see cref="Ignored"/> when own days were widened to whole months.</summary>
    public const string WidenedToMonths = "months";

    private static readonly DateOnly EarliestAllowed = new(1990, 1, 1);

    public required DashboardPeriod Period { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day that counts, as the reader says it.</summary>
    public required DateOnly LastDay { get; init; }

    public string? MunicipalityCode { get; init; }
    public string? UnitCode { get; init; }
    public LifeStage? LifeStage { get; init; }
    public ServiceLanguage? Language { get; init; }

    /// <summary>Fields of the address that made no sense and were left out, or <see cref="OrderProblem"/>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The day after the last, as metrics ask it.</summary>
    public DateOnly To => LastDay.AddDays(1);

    public IReadOnlyDictionary<Dimension, string> Only
    {
        get
        {
            var only = new Dictionary<Dimension, string>();
            if (MunicipalityCode is { } municipality)
                only.Add(Dimension.Municipality, municipality);
            if (UnitCode is { } unit)
                only.Add(Dimension.Unit, unit);
            if (LifeStage is { } lifeStage)
                only.Add(Dimension.LifeStage, Codes.Of(lifeStage));
            if (Language is { } language)
                only.Add(Dimension.Language, Codes.Of(language));
            return only;
        }
    }

    /// <param name="query">The address's fields. Anything may stand there.</param>
    /// <param name="names">The municipalities and units there are.</param>
    /// <param name="today">The county's day.</param>
    /// <param name="firstDay">The day of the earliest fact; today when there is none.</param>
    public static DashboardFilter Parse(IReadOnlyDictionary<string, string> query, DashboardNames names, DateOnly today, DateOnly firstDay)
    {
        var ignored = new List<string>();
        var period = Read(PeriodField, DashboardPeriods.Find) ?? DashboardPeriod.TwelveMonths;

        // Days win over a ready-made period, unless that was chosen just now in place of own days.
        var leavesOwnDays = Text(EarlierPeriodField) == DashboardPeriod.Own.Code() && period != DashboardPeriod.Own;
        var from = leavesOwnDays ? null : Read(FromField, text => Day(text, today));
        var to = leavesOwnDays ? null : Read(ToField, text => Day(text, today));
        if (from > to)
        {
            ignored.Add(OrderProblem);
            (from, to) = (null, null);
        }

        if (from is not null || to is not null)
            period = DashboardPeriod.Own;
        else if (period == DashboardPeriod.Own)
            period = DashboardPeriod.TwelveMonths;

        // Two periods that differ by days would tell, by subtraction, what happened on those few days.
        var lastDay = LastDayOfMonth(to ?? (from > today ? from.Value : today), today);
        var firstOfMonth = FirstOfMonth(from ?? StartOf(period, lastDay, firstDay));
        if (from > firstOfMonth || to < lastDay)
            ignored.Add(WidenedToMonths);

        var filter = new DashboardFilter
        {
            Period = period,
            From = firstOfMonth,
            LastDay = lastDay,
            MunicipalityCode = Read(MunicipalityField, text => names.Municipalities.ContainsKey(text) ? text : null),
            UnitCode = Read(UnitField, text => names.Units.ContainsKey(text) ? text : null),
            LifeStage = Read(LifeStageField, text => Codes.Find<LifeStage>(text)),
            Language = Read(LanguageField, text => Codes.Find<ServiceLanguage>(text)),
        };
        return filter with { Ignored = ignored };

        string? Text(string field) => query.GetValueOrDefault(field)?.Trim() is { Length: > 0 } text ? text : null;

        T? Read<T>(string field, Func<string, T?> read)
        {
            if (Text(field) is not { } text)
                return default;
            var value = read(text);
            if (value is null)
                ignored.Add(field);
            return value;
        }
    }

    private static DateOnly StartOf(DashboardPeriod period, DateOnly lastDay, DateOnly firstDay) => period switch
    {
        DashboardPeriod.TwelveMonths or DashboardPeriod.Own => lastDay.AddMonths(-11),
        DashboardPeriod.ThisYear => new DateOnly(lastDay.Year, 1, 1),
        DashboardPeriod.ThreeMonths => lastDay.AddMonths(-2),
        DashboardPeriod.All => firstDay < lastDay ? firstDay : lastDay,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period."),
    };

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The last day of a day's month, or today where that month goes on.</summary>
    private static DateOnly LastDayOfMonth(DateOnly day, DateOnly today) =>
        FirstOfMonth(day) == FirstOfMonth(today) ? today : FirstOfMonth(day).AddMonths(1).AddDays(-1);

    // A year off in typing must not make a page of three hundred empty months, nor a date that has no year before it.
    private static DateOnly? Day(string text, DateOnly today) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= EarliestAllowed && day <= today.AddYears(1) ? day : null;
}

/// <summary>Ready-made periods, in whole months. They end today, so that what was recorded today is counted.</summary>
public enum DashboardPeriod
{
    /// <summary>From the first day of the month eleven months back.</summary>
    TwelveMonths,
    ThisYear,

    /// <summary>From the first day of the month two months back.</summary>
    ThreeMonths,
    All,

    /// <summary>The reader's own first and last month.</summary>
    Own,
}

/// <summary>Periods as they stand in the address.</summary>
public static class DashboardPeriods
{
    /// <summary>What links of old ask for.</summary>
    private const string TwelveWeeks = "12-weeks";

    public static string Code(this DashboardPeriod period) => period switch
    {
        DashboardPeriod.TwelveMonths => "12-months",
        DashboardPeriod.ThisYear => "this-year",
        DashboardPeriod.ThreeMonths => "3-months",
        DashboardPeriod.All => "all",
        DashboardPeriod.Own => "own",
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period."),
    };

    public static DashboardPeriod? Find(string code)
    {
        if (string.Equals(code, TwelveWeeks, StringComparison.OrdinalIgnoreCase))
            return DashboardPeriod.ThreeMonths;

        foreach (var period in Enum.GetValues<DashboardPeriod>())
        {
            if (string.Equals(period.Code(), code, StringComparison.OrdinalIgnoreCase))
                return period;
        }

        return null;
    }
}
