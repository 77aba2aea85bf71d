using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>Says how a due time was counted, and whom a rule concerns, in the reader's language.</summary>
public sealed class DeadlineWords(IStringLocalizer<GuidanceTexts> texts, WorkWords work, CountyCalendar calendar)
{
    public string Name(CountedCaseDeadline deadline) => deadline.Rule?.Name.In(CultureInfo.CurrentUICulture) ?? texts["Deadline.RuleGone", deadline.Deadline.RuleCode];

    public string Amount(int amount, DeadlineUnit unit) => (amount, unit) switch
    {
        (0, DeadlineUnit.Hours) => texts["Deadline.AtOnce"],
        (0, _) => texts["Deadline.SameDay"],
        _ => work.Days($"Deadline.{unit}", amount),
    };

    /// <summary>One sentence for each step, in the order in which it is counted.</summary>
    public IReadOnlyList<string> Explain(CountedCaseDeadline told)
    {
        var (deadline, counted) = (told.Deadline, told.Counted);
        var sentences = new List<string> { texts[$"Deadline.From.{deadline.Trigger}", Moment(counted.FromUtc), Amount(deadline.Amount, deadline.Unit)] };
        if (deadline.Unit is not DeadlineUnit.Hours && deadline.Amount > 0)
            sentences.Add(texts["Deadline.FirstDayNotCounted"]);
        if (counted.Skipped.Count > 0)
            sentences.Add(texts["Deadline.Skipped", Days(counted.Skipped)]);
        if (counted.Paused > TimeSpan.Zero)
            sentences.Add(Paused(deadline, counted));
        if (counted.MovedOver.Count > 0)
            sentences.Add(texts["Deadline.Moved", work.WeekDay(counted.MovedOver[0].Day), Days(counted.MovedOver), work.WeekDay(counted.LastDay)]);
        sentences.Add(deadline.Unit == DeadlineUnit.Hours || counted.IsExact ? texts["Deadline.Due.At", Moment(counted.DueAtUtc)] : texts["Deadline.Due.Day", work.WeekDay(counted.LastDay)]);
        sentences.Add(texts[deadline.IsStatutory ? "Deadline.NeverPauses" : deadline.IsPausable ? "Deadline.MayPause" : "Deadline.Promise"]);

        // A day ends in a full stop of its own in Finnish and Swedish.
        return sentences.ConvertAll(sentence => sentence.Replace("..", ".", StringComparison.Ordinal));
    }

    /// <summary>Whom a rule concerns; null for everybody.</summary>
    public string? Population(DeadlinePopulation population)
    {
        var parts = new List<string>();
        if (population is { MinAge: { } from, MaxAge: { } to })
            parts.Add(texts["Deadline.For.Ages", from, to]);
        else if (population.MinAge is { } least)
            parts.Add(texts["Deadline.For.MinAge", least]);
        else if (population.MaxAge is { } most)
            parts.Add(texts["Deadline.For.MaxAge", most]);
        if (population.HighestCareAllowance)
            parts.Add(texts["Deadline.For.Allowance"]);
        if (population.ChildNeedingSpecialSupport)
            parts.Add(texts["Deadline.For.Child"]);
        if (population.Urgencies.Count > 0)
            parts.Add(string.Join(", ", population.Urgencies.Select(urgency => texts[$"Urgency.{urgency}"].Value)));
        if (population.LifeStages.Count > 0)
            parts.Add(string.Join(", ", population.LifeStages.Select(stage => texts[$"Deadline.Stage.{stage}"].Value)));
        if (population.Matters.Count > 0)
            parts.Add(string.Join(", ", population.Matters.Select(matter => texts[$"MatterKind.{matter}"].Value)));
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    public string Moment(DateTime utc) => texts["LogContact.Moment", calendar.ToLocal(utc).ToString("d", CultureInfo.CurrentCulture), work.Time(utc)];

    private string Paused(CaseDeadline deadline, CountedDeadline counted)
    {
        var lasted = Duration(counted.Paused);
        if (deadline.Unit == DeadlineUnit.Hours)
            return texts["Deadline.Paused", lasted];
        if (counted.IsExact)
            return texts["Deadline.Paused.Exact", lasted];
        var unit = deadline.Unit == DeadlineUnit.WorkingDays ? DeadlineUnit.WorkingDays : DeadlineUnit.CalendarDays;
        return counted.PausedDays == 0 ? texts[$"Deadline.Paused.None.{unit}", lasted] : texts["Deadline.Paused.Days", lasted, Amount(counted.PausedDays, unit)];
    }

    private string Duration(TimeSpan time) => time.TotalDays >= 1 ? work.Days("Workbench.Days", (int)time.TotalDays)
        : time.TotalHours >= 1 ? texts["Workbench.Hours", (int)time.TotalHours]
        : texts["Workbench.Minutes", Math.Max(1, (int)time.TotalMinutes)];

    private string Days(IEnumerable<DayOff> days) =>
        string.Join(", ", days.Select(day => day.Holiday is { } holiday ? $"{work.WeekDay(day.Day)} ({texts[$"Holiday.{holiday}"]})" : work.WeekDay(day.Day)));
}
