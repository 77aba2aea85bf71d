using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// Keeps a case's deadlines right: begins those that concern it, counts them anew when what they rest on changes, ends those that are done or no longer
/// owed, and gives the case the nearest. Nothing here reads or stores: see <see cref="KeepDeadlines"/>.
/// </summary>
public sealed class DeadlineBook(DeadlineRules rules, CountyCalendar calendar)
{
    public static DeadlineBook Shipped { get; } = new(DeadlineRules.Shipped, CountyCalendar.Helsinki);

    public DeadlineRules Rules => rules;

    /// <param name="guidanceCase">One of our own; a case of another system keeps the due time its source gave.</param>
    /// <param name="dateOfBirth">The client's; null when nobody knows who it is.</param>
    /// <param name="deadlines">The case's, as they are stored.</param>
    /// <param name="pauses">The case's.</param>
    /// <param name="done">When each target was first reached.</param>
    /// <param name="nowUtc">Until when a pause that lasts has lasted.</param>
    public DeadlineUpdate Update(
        GuidanceCase guidanceCase,
        DateOnly? dateOfBirth,
        IReadOnlyCollection<CaseDeadline> deadlines,
        IReadOnlyCollection<DeadlinePause> pauses,
        IReadOnlyDictionary<DeadlineTarget, DateTime> done,
        DateTime nowUtc)
    {
        var facts = guidanceCase.DeadlineFactsOf(dateOfBirth);
        var (begun, changed) = (new List<CaseDeadline>(), new List<CaseDeadline>());
        foreach (var code in rules.Codes)
        {
            var kept = deadlines.FirstOrDefault(each => each.RuleCode == code);
            var isKept = kept is not null;
            var rule = kept is null ? FindNew(code, facts) : rules.FindVersion(code, kept.RuleValidFrom);
            if (kept is null && rule is not null && IsOwed(rule, facts) && !done.ContainsKey(rule.Target) && guidanceCase.ClosedAtUtc is null)
            {
                kept = new CaseDeadline
                {
                    CaseId = guidanceCase.Id,
                    RuleCode = rule.Code,
                    RuleValidFrom = rule.ValidFrom,
                    Target = rule.Target,
                    Trigger = rule.Trigger,
                    IsStatutory = rule.IsStatutory,
                    IsPausable = rule.IsPausable,
                };
                begun.Add(kept);
            }

            if (kept is not null && Count(kept, rule, facts, guidanceCase.ClosedAtUtc, pauses, done, nowUtc) && isKept)
                changed.Add(kept);
        }

        // A rule that is gone from the files still binds those it was given to.
        foreach (var orphan in deadlines.Where(each => !rules.Codes.Contains(each.RuleCode)))
        {
            if (Count(orphan, null, facts, guidanceCase.ClosedAtUtc, pauses, done, nowUtc))
                changed.Add(orphan);
        }

        if (guidanceCase.ClosedAtUtc is null)
        {
            var isPaused = pauses.Any(pause => pause.UntilUtc is null);
            guidanceCase.Owe([.. deadlines.Concat(begun).Where(each => each.IsOpen && !(isPaused && each.IsPausable))]);
        }

        return new DeadlineUpdate(begun, changed);
    }

    /// <summary>How a stored deadline came to its due time, as long as the working days have not changed.</summary>
    public CountedDeadline Explain(CaseDeadline deadline, IReadOnlyCollection<DeadlinePause> pauses, DateTime nowUtc) =>
        CountDeadline.Count(deadline.FromUtc, deadline.Amount, deadline.Unit, deadline.IsPausable ? StandStills(pauses, nowUtc) : [], calendar, rules.WorkingDays);

    /// <returns>Whether anything changed.</returns>
    private bool Count(
        CaseDeadline kept, DeadlineRule? rule, DeadlineFacts facts, DateTime? closedAtUtc, IReadOnlyCollection<DeadlinePause> pauses,
        IReadOnlyDictionary<DeadlineTarget, DateTime> done, DateTime nowUtc)
    {
        var (amount, unit) = rule is null ? (kept.Amount, kept.Unit) : (rule.Amount, rule.Unit);
        var from = facts.AtOf(kept.Trigger) ?? kept.FromUtc;
        var counted = CountDeadline.Count(from, amount, unit, kept.IsPausable ? StandStills(pauses, nowUtc) : [], calendar, rules.WorkingDays);
        var warns = WarnsAt(kept.IsPausable, from, counted.DueAtUtc, unit, pauses);
        var met = done.TryGetValue(kept.Target, out var at) ? at : (DateTime?)null;
        var isOwed = rule is null ? facts.Owes(kept.Target) : IsOwed(rule, facts);
        var ended = met is not null ? null : closedAtUtc ?? (isOwed ? null : kept.EndedAtUtc ?? nowUtc);
        return kept.Set(amount, unit, from, counted.DueAtUtc, warns, met, ended);
    }

    /// <summary>How much of a stored deadline is used. While it stands still, as much as when it stopped.</summary>
    public double UsedShare(CaseDeadline deadline, IReadOnlyCollection<DeadlinePause> pauses, DateTime nowUtc) =>
        DeadlineShare.Of(deadline.FromUtc, deadline.DueAtUtc, deadline.Unit, deadline.IsPausable ? StandStills(pauses, nowUtc) : [], calendar, rules.WorkingDays).UsedAt(nowUtc);

    private (DateTime? HalfAtUtc, DateTime? MostAtUtc) WarnsAt(bool isPausable, DateTime fromUtc, DateTime dueAtUtc, DeadlineUnit unit, IReadOnlyCollection<DeadlinePause> pauses)
    {
        if (isPausable && pauses.Any(pause => pause.UntilUtc is null))
            return (null, null);
        var share = DeadlineShare.Of(fromUtc, dueAtUtc, unit, isPausable ? StandStills(pauses, dueAtUtc) : [], calendar, rules.WorkingDays);
        return (share.MomentOf(rules.Warnings.HalfPercent / 100d), share.MomentOf(rules.Warnings.MostPercent / 100d));
    }

    private DeadlineRule? FindNew(string code, DeadlineFacts facts)
    {
        foreach (var rule in rules.VersionsOf(code))
        {
            if (facts.AtOf(rule.Trigger) is { } at && rule.IsValidOn(calendar.DayOf(at)))
                return rule;
        }

        return null;
    }

    private bool IsOwed(DeadlineRule rule, DeadlineFacts facts) =>
        facts.Owes(rule.Target)
        && facts.AtOf(rule.Trigger) is { } at
        && rule.Population.Includes(facts, facts.DateOfBirth is { } born ? Client.AgeOn(born, calendar.DayOf(at)) : null);

    private static List<(DateTime FromUtc, DateTime UntilUtc)> StandStills(IReadOnlyCollection<DeadlinePause> pauses, DateTime nowUtc) =>
        [.. pauses.OrderBy(pause => pause.FromUtc).Select(pause => (pause.FromUtc, pause.UntilUtc ?? (nowUtc < pause.FromUtc ? pause.FromUtc : nowUtc)))];
}

/// <param name="Begun">What began now.</param>
/// <param name="Changed">Of what was given, what was changed in place.</param>
public sealed record DeadlineUpdate(IReadOnlyList<CaseDeadline> Begun, IReadOnlyList<CaseDeadline> Changed);
