using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Segmentation.Scheme;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Says days, due times and stages in the reader's language.</summary>
public sealed class WorkWords(IStringLocalizer<GuidanceTexts> texts, DeadlineRules rules, CountyCalendar calendar, TimeProvider clock)
{
    private const string NoBreakSpace = "\u00a0";

    private readonly SegmentationScheme _scheme = SegmentationScheme.Default;

    private static CultureInfo Language => CultureInfo.CurrentCulture;

    /// <summary>The words of a due time, and what follows them: the loud part first.</summary>
    public (string Loud, string? Quiet) Due(DueTime due) => due switch
    {
        { Group: WorkGroup.Late, DaysLate: 0 } => (texts["Workbench.Due.LateToday"], TimeOf(due)),
        { Group: WorkGroup.Late } => (Days("Workbench.Due.Late", due.DaysLate), null),
        { DaysLate: 0 } => (texts["Workbench.Due.Today"], TimeOf(due)),
        { Group: WorkGroup.Soon } => (texts["Workbench.Due.Tomorrow"], TimeOf(due)),
        _ => (Days("Workbench.Due.Left", -due.DaysLate), null),
    };

    /// <summary>A level in words, with the county's own share.</summary>
    public string Level(WarningLevel level) => texts[$"Warnings.Level.{level}", level == WarningLevel.Half ? rules.Warnings.HalfPercent : rules.Warnings.MostPercent];

    /// <summary>The last day to be in time, and by which rule.</summary>
    public string DueBasis(DueTime due) => RuleLabel(due.RuleCode) is { } label ? $"{WeekDay(due.LastDay)} · {label}" : WeekDay(due.LastDay);

    /// <returns>Null for a rule that is not, or no longer, among the files.</returns>
    public string? RuleLabel(string? code) => code is null ? null : rules.VersionsOf(code).LastOrDefault()?.Label.In(CultureInfo.CurrentUICulture);

    /// <summary>ti 17.3. or ti 17.3.2027: the year only when it is not the present one.</summary>
    public string WeekDay(DateOnly day) =>
        $"{day.ToString("ddd", Language)}{NoBreakSpace}{(day.Year == Today.Year ? CountyTimeText.WriteDay(day, Language) : day.ToString("d", Language))}";

    /// <summary>The time of a moment of today; of another day, its date and time.</summary>
    public string Moment(DateTime utc) => calendar.DayOf(utc) == Today ? Time(utc) : $"{Day(utc)}{NoBreakSpace}{Time(utc)}";

    /// <summary>The day and time in the present year; of an earlier year the day with its year.</summary>
    public string Past(DateTime utc) => calendar.DayOf(utc).Year == Today.Year ? $"{Day(utc)}{NoBreakSpace}{Time(utc)}" : FullDay(utc);

    public string FullDay(DateTime utc) => calendar.DayOf(utc).ToString("d", Language);

    /// <summary>With its letter in the hour that happens twice.</summary>
    public string Time(DateTime utc) => CountyTimeText.WriteTime(utc, calendar, Language);

    /// <summary>How long ago: minutes, then hours, then days.</summary>
    public string Elapsed(DateTime sinceUtc)
    {
        var time = clock.GetUtcNow().UtcDateTime - sinceUtc;
        return time.TotalHours < 1 ? texts["Workbench.Minutes", Math.Max(0, (int)time.TotalMinutes)]
            : time.TotalDays < 1 ? texts["Workbench.Hours", (int)time.TotalHours]
            : Days("Workbench.Days", (int)time.TotalDays);
    }

    public string Theme(NeedReason? theme) => theme is { } known ? texts[$"NeedReason.{known}"].Value : texts["ClientCard.NoTheme"].Value;

    public string Stage(CaseStage stage) => texts[$"CaseStage.{stage}"];

    public string Segment(string code) => _scheme.Find(code)?.Name.In(CultureInfo.CurrentUICulture) ?? code;

    /// <summary>One day has a text of its own.</summary>
    public string Days(string key, int days) => days == 1 ? texts[$"{key}.One"].Value : texts[$"{key}.Many", days].Value;

    private DateOnly Today => calendar.DayOf(clock.GetUtcNow().UtcDateTime);

    private string Day(DateTime utc) => CountyTimeText.WriteDay(calendar.DayOf(utc), Language);

    private string? TimeOf(DueTime due) => due.IsWithinDay ? texts["Workbench.Due.By", Time(due.AtUtc)].Value : null;
}
