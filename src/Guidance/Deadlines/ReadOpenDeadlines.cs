using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>The deadlines of the cases of one page that run, each with how much of it is used: two questions, however many cases.</summary>
internal sealed class ReadOpenDeadlines(GuidanceDbContext guidance, DeadlineBook book)
{
    /// <returns>Of each case, the nearest first. One that stands still is not among them.</returns>
    public async Task<ILookup<Guid, OpenDeadline>> ReadAsync(IReadOnlyCollection<Guid> caseIds, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var deadlines = await guidance.CaseDeadlines.AsNoTracking().Where(deadline => caseIds.Contains(deadline.CaseId) && deadline.MetAtUtc == null && deadline.EndedAtUtc == null).ToListAsync(cancellationToken);
        var pauses = (await guidance.DeadlinePauses.AsNoTracking().Where(pause => caseIds.Contains(pause.CaseId)).ToListAsync(cancellationToken)).ToLookup(pause => pause.CaseId);
        return deadlines.Where(deadline => deadline.HalfAtUtc is not null)
            .OrderBy(deadline => deadline.DueAtUtc).ThenBy(deadline => deadline.RuleCode, StringComparer.Ordinal)
            .ToLookup(deadline => deadline.CaseId, deadline => new OpenDeadline
            {
                RuleCode = deadline.RuleCode,
                IsStatutory = deadline.IsStatutory,
                FromUtc = deadline.FromUtc,
                DueAtUtc = deadline.DueAtUtc,
                Level = deadline.LevelAt(nowUtc),
                UsedShare = book.UsedShare(deadline, [.. pauses[deadline.CaseId]], nowUtc),
            });
    }

    /// <summary>Those cases of a page, of which no deadline runs, whose time stands still.</summary>
    public async Task<IReadOnlyDictionary<Guid, StandStill>> ReadStillAsync(IReadOnlyCollection<Guid> caseIds, CancellationToken cancellationToken)
    {
        if (caseIds.Count == 0)
            return new Dictionary<Guid, StandStill>();
        var still = await (
            from pause in guidance.DeadlinePauses
            where pause.UntilUtc == null && caseIds.Contains(pause.CaseId)
            join deadline in guidance.CaseDeadlines on pause.CaseId equals deadline.CaseId
            where deadline.IsPausable && deadline.MetAtUtc == null && deadline.EndedAtUtc == null
            select new { pause.CaseId, pause.FromUtc, deadline.RuleCode, deadline.DueAtUtc }).ToListAsync(cancellationToken);
        return still.OrderBy(each => each.DueAtUtc).ThenBy(each => each.RuleCode, StringComparer.Ordinal).DistinctBy(each => each.CaseId)
            .ToDictionary(each => each.CaseId, each => new StandStill(each.FromUtc, each.RuleCode));
    }
}

/// <summary>That a case's promise stands still.</summary>
/// <param name="SinceUtc">Since when.</param>
/// <param name="RuleCode">Which promise: the nearest of those that do.</param>
public sealed record StandStill(DateTime SinceUtc, string RuleCode);

/// <summary>A deadline that runs.</summary>
public sealed record OpenDeadline
{
    public required string RuleCode { get; init; }
    public required bool IsStatutory { get; init; }
    public required DateTime FromUtc { get; init; }
    public required DateTime DueAtUtc { get; init; }
    public required WarningLevel Level { get; init; }
    public required double UsedShare { get; init; }
}
