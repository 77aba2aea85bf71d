using System.Globalization;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.ChartMarks;

/// <summary>A mark as it was typed.</summary>
public sealed record MarkToEnter
{
    public string Kind { get; init; } = string.Empty;
    public string FirstDay { get; init; } = string.Empty;
    public string LastDay { get; init; } = string.Empty;
    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;

    /// <summary>None for all.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    public string Municipality { get; init; } = string.Empty;
    public string Unit { get; init; } = string.Empty;

    public static MarkToEnter Of(ChartMarkContent content) => new()
    {
        Kind = content.Kind.ToString(),
        FirstDay = content.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        LastDay = content.Kind == ChartMarkKind.Change ? string.Empty : content.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        NameFi = content.NameFi,
        NameSv = content.NameSv,
        NameEn = content.NameEn,
        Metrics = content.MetricIds,
        Municipality = content.MunicipalityCode,
        Unit = content.UnitCode,
    };
}

/// <summary>A field of the form.</summary>
public enum MarkField
{
    Kind,
    FirstDay,
    LastDay,
    NameFi,
    NameSv,
    NameEn,
    Metrics,
    Municipality,
    Unit,
    Reason,
}

/// <summary>What is wrong with which field. Its sentence is in the texts, under <c>ChartMarks.Problem.{Kind}</c>.</summary>
public sealed record MarkProblem(MarkField Field, MarkProblemKind Kind);

public enum MarkProblemKind
{
    KindMissing,
    FirstDayMissing,
    LastDayMissing,
    DayUnreadable,
    DayOutOfReach,
    LastBeforeFirst,
    NameMissing,
    NameTooLong,
    NameUnreadable,
    MetricUnknown,
    MunicipalityUnknown,
    UnitUnknown,
    ReasonMissing,
    ReasonTooLong,
    ReasonUnreadable,
}

/// <summary>Reads a mark that was typed. Pure: everything it needs is given.</summary>
internal sealed class CheckMark(DashboardNames names, DateOnly today)
{
    /// <summary>No county's figures are older; a year off in typing must not exclude a century.</summary>
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>What is planned is not known for longer.</summary>
    private const int MostYearsAhead = 2;

    private readonly List<MarkProblem> _problems = [];

    /// <returns>The content, or what must be corrected first.</returns>
    public (ChartMarkContent? Content, IReadOnlyList<MarkProblem> Problems) Check(MarkToEnter typed)
    {
        _problems.Clear();
        ChartMarkKind? kind = Enum.GetValues<ChartMarkKind>().Where(each => each.ToString() == typed.Kind).Select(each => (ChartMarkKind?)each).FirstOrDefault();
        if (kind is null)
            Add(MarkField.Kind, MarkProblemKind.KindMissing);
        var first = ReadDay(typed.FirstDay, MarkField.FirstDay, MarkProblemKind.FirstDayMissing);
        var last = kind == ChartMarkKind.Change ? first : ReadDay(typed.LastDay, MarkField.LastDay, MarkProblemKind.LastDayMissing);
        if (last < first)
            Add(MarkField.LastDay, MarkProblemKind.LastBeforeFirst);
        var (fi, sv, en) = (ReadName(typed.NameFi, MarkField.NameFi), ReadName(typed.NameSv, MarkField.NameSv), ReadName(typed.NameEn, MarkField.NameEn));
        var metrics = string.Join(' ', typed.Metrics.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (typed.Metrics.Any(metric => MetricCatalogue.Find(metric) is null) || metrics.Length > ChartMark.MetricsMaxLength)
            Add(MarkField.Metrics, MarkProblemKind.MetricUnknown);
        if (typed.Municipality.Length > 0 && !names.Municipalities.ContainsKey(typed.Municipality))
            Add(MarkField.Municipality, MarkProblemKind.MunicipalityUnknown);
        if (typed.Unit.Length > 0 && !names.Units.ContainsKey(typed.Unit))
            Add(MarkField.Unit, MarkProblemKind.UnitUnknown);
        if (_problems.Count > 0)
            return (null, [.. _problems]);

        return (
            new ChartMarkContent
            {
                Kind = kind!.Value,
                FirstDay = first!.Value,
                LastDay = last!.Value,
                NameFi = fi,
                NameSv = sv,
                NameEn = en,
                Metrics = metrics,
                MunicipalityCode = typed.Municipality,
                UnitCode = typed.Unit,
            },
            []);
    }

    /// <returns>What is wrong with the reason of a change; null when nothing is.</returns>
    public static MarkProblem? CheckReason(string cleaned) => cleaned switch
    {
        "" => new MarkProblem(MarkField.Reason, MarkProblemKind.ReasonMissing),
        { Length: > ChartMark.ReasonMaxLength } => new MarkProblem(MarkField.Reason, MarkProblemKind.ReasonTooLong),
        _ when !ClientText.IsReadable(cleaned) => new MarkProblem(MarkField.Reason, MarkProblemKind.ReasonUnreadable),
        _ => null,
    };

    private void Add(MarkField field, MarkProblemKind kind) => _problems.Add(new MarkProblem(field, kind));

    private DateOnly? ReadDay(string text, MarkField field, MarkProblemKind missing)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(field, missing);
        else if (!DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            Add(field, MarkProblemKind.DayUnreadable);
        else if (day < Earliest || day > today.AddYears(MostYearsAhead))
            Add(field, MarkProblemKind.DayOutOfReach);
        else
            return day;
        return null;
    }

    private string ReadName(string text, MarkField field)
    {
        var cleaned = ClientText.Clean(text);
        if (cleaned.Length == 0)
            Add(field, MarkProblemKind.NameMissing);
        else if (cleaned.Length > ChartMark.NameMaxLength)
            Add(field, MarkProblemKind.NameTooLong);
        else if (!ClientText.IsReadable(cleaned))
            Add(field, MarkProblemKind.NameUnreadable);
        return cleaned;
    }
}
