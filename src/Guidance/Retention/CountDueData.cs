using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>What each rule would remove today, counted and not touched. It tells of no client; that it was asked is audited all the same.</summary>
public sealed class CountDueData(GuidanceDbContext guidance, RetentionRules rules, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>By every rule, also those by which nothing is removed.</summary>
    public async Task<IReadOnlyList<DueCount>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(cancellationToken);
        guidance.AuditOf(AuditAction.Read, nameof(RetentionRule), null, null, actor, AuditReasons.RetentionCounted, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return counts;
    }

    private async Task<List<DueCount>> CountAsync(CancellationToken cancellationToken)
    {
        var (nowUtc, counts) = (clock.GetUtcNow().UtcDateTime, new List<DueCount>());
        await using var moment = await ReadTransaction.BeginAsync(guidance, cancellationToken);
        foreach (var rule in rules.All)
        {
            var limitUtc = rule.LimitUtc(calendar, nowUtc);
            counts.Add(rule.Kind switch
            {
                RetainedKind.Clients => await OfAsync(
                    guidance.DueClients(limitUtc).Where(client => client.MergedIntoId == null),
                    client => guidance.Contacts.Where(row => row.ClientId == client.Id).Max(row => (DateTime?)row.StartedAtUtc) ?? client.CreatedAtUtc),
                RetainedKind.AnonymousCases => await OfAsync(guidance.DueAnonymousCases(limitUtc), row => row.ClosedAtUtc!.Value),
                RetainedKind.AssessmentDrafts => await OfAsync(guidance.DueDrafts(limitUtc), draft => draft.SavedAtUtc),
                RetainedKind.WaitingQuarantinedRows => await OfAsync(guidance.DueWaitingRows(limitUtc), row => row.QuarantinedAtUtc),
                RetainedKind.ResolvedQuarantinedRows => await OfAsync(guidance.DueResolvedRows(limitUtc), row => row.ResolvedAtUtc!.Value),
                RetainedKind.Sessions => await OfAsync(guidance.DueSessions(limitUtc), session => session.EndedAtUtc ?? session.BeganAtUtc),
                RetainedKind.AccountLinks => await OfAsync(guidance.DueLinks(limitUtc), link => link.UsedAtUtc ?? link.ExpiresAtUtc),
                RetainedKind.DeadlineWarnings => await OfAsync(guidance.DueWarnings(limitUtc), warning => warning.SentAtUtc ?? warning.DueAtUtc),
                _ => throw new InvalidOperationException($"{rule.Kind} is no kind of data."),
            });

            async Task<DueCount> OfAsync<T>(IQueryable<T> due, Expression<Func<T, DateTime>> since)
            {
                var count = await due.CountAsync(cancellationToken);
                var oldest = count == 0 ? null : await due.Select(since).OrderBy(at => at).Select(at => (DateTime?)at).FirstOrDefaultAsync(cancellationToken);
                return new DueCount(rule, limitUtc, count, oldest);
            }
        }

        return counts;
    }
}

/// <param name="Rule">The rule.</param>
/// <param name="LimitUtc">What lies before it has been kept long enough.</param>
/// <param name="Count">How many there are; of clients those who remained of each person.</param>
/// <param name="OldestUtc">From when the oldest's time runs; of clients the last contact, of cases their closing. Null when there is none.</param>
public sealed record DueCount(RetentionRule Rule, DateTime LimitUtc, int Count, DateTime? OldestUtc);
