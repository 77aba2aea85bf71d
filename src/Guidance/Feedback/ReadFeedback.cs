using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Feedback;

/// <summary>
/// Reads what was written in feedback, so that nobody can tell whose it is: of quarters that are over, as one that goes on would tell by its growing which came
/// last; of units with several answers; in an order that has nothing to do with when they came.
/// </summary>
public sealed class ReadFeedback(GuidanceDbContext guidance, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Of fewer answers nothing is shown.</summary>
    public const int FewestAnswers = 5;

    private const int MonthsInQuarter = 3;
    private const int QuartersShown = 8;

    /// <summary>The latest quarter first, within it by the unit's name.</summary>
    public async Task<IReadOnlyList<FeedbackOfQuarter>> ReadAsync(CancellationToken cancellationToken)
    {
        var current = QuarterOf(calendar.DayOf(clock.GetUtcNow().UtcDateTime));
        var first = current.AddMonths(-MonthsInQuarter * QuartersShown);
        var answers = await guidance.FeedbackAnswers.AsNoTracking()
            .Where(answer => answer.AnsweredMonth >= first && answer.AnsweredMonth < current)
            .Select(answer => new { answer.UnitId, answer.AnsweredMonth, answer.Comment })
            .ToListAsync(cancellationToken);
        var units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var alphabetical = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        return
        [
            .. answers.GroupBy(answer => (answer.UnitId, Quarter: QuarterOf(answer.AnsweredMonth)))
                .Where(group => group.Count() >= FewestAnswers)
                .Select(group => new FeedbackOfQuarter(
                    units[group.Key.UnitId].NameIn(CultureInfo.CurrentUICulture),
                    group.Key.Quarter,
                    group.Count(),
                    [.. group.Select(answer => answer.Comment).OfType<string>().Order(alphabetical)]))
                .OrderByDescending(feedback => feedback.Quarter).ThenBy(feedback => feedback.UnitName, alphabetical),
        ];
    }

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, (day.Month - 1) / MonthsInQuarter * MonthsInQuarter + 1, 1);
}

/// <summary>What a unit's clients wrote in one quarter.</summary>
/// <param name="UnitName">In the reader's language.</param>
/// <param name="Quarter">Its first day.</param>
/// <param name="AnswerCount">How many answered, in words or without.</param>
/// <param name="Comments">In alphabetical order.</param>
public sealed record FeedbackOfQuarter(string UnitName, DateOnly Quarter, int AnswerCount, IReadOnlyList<string> Comments)
{
    // A record prints every field, and clients write what they are asked not to.
    public override string ToString() => nameof(FeedbackOfQuarter);
}
