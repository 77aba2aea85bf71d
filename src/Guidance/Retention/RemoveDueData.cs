using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Retention;

/// <summary>
/// Removes what the county's rules say has been kept long enough: one client whole, or a few cases or small rows, to a transaction. It may be stopped or killed anywhere
/// and run again; what was removed stays removed, and the rest is as it was.
/// </summary>
public sealed partial class RemoveDueData(GuidanceDbContext guidance, RetentionRules rules, CountyCalendar calendar, TimeProvider clock, ILogger<RemoveDueData> logger)
{
    /// <summary>Rows other than clients in one transaction: the desk waits for no longer.</summary>
    internal const int RowsPerTransaction = 200;

    /// <summary>The same of cases, each of which takes rows of many tables along.</summary>
    internal const int CasesPerTransaction = 50;

    /// <param name="actor">Who removes.</param>
    /// <param name="progress">Told how many clients and other things have been removed so far.</param>
    /// <param name="cancellationToken">Stops it between two transactions.</param>
    /// <exception cref="InvalidOperationException">The rules are not enabled.</exception>
    public async Task<RemovedData> RunAsync(Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (!rules.IsEnabled)
            throw new InvalidOperationException("Retention is not enabled.");
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var (removed, shared) = (new Dictionary<RetainedKind, int>(), 0);
        foreach (var rule in rules.All.Where(rules.Removes))
        {
            var (limitUtc, before) = (rule.LimitUtc(calendar, nowUtc), removed.Values.Sum());
            void Report(int done) => progress?.Report(before + done);
            removed[rule.Kind] = rule.Kind switch
            {
                RetainedKind.Clients => await RemoveClientsAsync(limitUtc, Report),
                RetainedKind.AnonymousCases => await RemoveAnonymousCasesAsync(limitUtc, Report),
                RetainedKind.AssessmentDrafts => await RemoveRowsAsync(guidance.DueDrafts(limitUtc).OrderBy(draft => draft.Id), rule, actor, Report, cancellationToken),
                RetainedKind.WaitingQuarantinedRows => await RemoveRowsAsync(guidance.DueWaitingRows(limitUtc).OrderBy(row => row.Id), rule, actor, Report, cancellationToken),
                RetainedKind.ResolvedQuarantinedRows => await RemoveRowsAsync(guidance.DueResolvedRows(limitUtc).OrderBy(row => row.Id), rule, actor, Report, cancellationToken),
                RetainedKind.Sessions => await RemoveRowsAsync(guidance.DueSessions(limitUtc).OrderBy(session => session.Id), rule, actor, Report, cancellationToken),
                RetainedKind.AccountLinks => await RemoveRowsAsync(guidance.DueLinks(limitUtc).OrderBy(link => link.Id), rule, actor, Report, cancellationToken),
                RetainedKind.DeadlineWarnings => await RemoveRowsAsync(
                    guidance.DueWarnings(limitUtc).OrderBy(warning => warning.CaseId).ThenBy(warning => warning.RuleCode).ThenBy(warning => warning.Level).ThenBy(warning => warning.AccountId), rule, actor, Report, cancellationToken),
                _ => throw new InvalidOperationException($"{rule.Kind} is no kind of data."),
            };
        }

        if (shared > 0)
            LogShared(shared);
        return new RemovedData(removed, shared);

        async Task<int> RemoveClientsAsync(DateTime limitUtc, Action<int> report)
        {
            // The list is of this moment; each is asked of again when their turn comes.
            var due = await guidance.DueClients(limitUtc).Where(client => client.MergedIntoId == null).OrderBy(client => client.Id).Take(rules.MostClientsPerRun).Select(client => client.Id).ToListAsync(cancellationToken);
            var (done, remove) = (0, new RemoveClient(guidance, clock));
            foreach (var id in due)
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch ((await remove.RunAsync(id, limitUtc, actor, cancellationToken)).Outcome)
                {
                    case ClientRemovalOutcome.Removed:
                        report(++done);
                        break;
                    case ClientRemovalOutcome.Shared:
                        shared++;
                        break;
                }
            }

            return done;
        }

        async Task<int> RemoveAnonymousCasesAsync(DateTime limitUtc, Action<int> report)
        {
            var due = await guidance.DueAnonymousCases(limitUtc).OrderBy(row => row.Id).Take(rules.MostClientsPerRun).Select(row => row.Id).ToListAsync(cancellationToken);
            var (done, remove) = (0, new RemoveAnonymousCases(guidance, clock));
            foreach (var ids in due.Chunk(CasesPerTransaction))
            {
                cancellationToken.ThrowIfCancellationRequested();
                report(done += await remove.RunAsync(ids, limitUtc, actor, cancellationToken));
            }

            return done;
        }
    }

    private async Task<int> RemoveRowsAsync<T>(IOrderedQueryable<T> due, RetentionRule rule, Actor actor, Action<int> report, CancellationToken cancellationToken)
        where T : class
    {
        var done = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            guidance.ChangeTracker.Clear();
            var removed = await guidance.InTransactionAsync(
                async transaction =>
                {
                    var rows = await due.AsTracking().Take(RowsPerTransaction).ToListAsync(cancellationToken);
                    if (rows.Count == 0)
                        return 0;
                    guidance.RemoveRange(rows);
                    Audit(rows, rule, actor);
                    try
                    {
                        await guidance.SaveChangesAsync(cancellationToken);
                    }
                    catch (DbUpdateConcurrencyException)
                    {
                        // Somebody changed one of them at this moment, and wins: the rest is looked at again at the next run.
                        guidance.ChangeTracker.Clear();
                        return 0;
                    }

                    await transaction.CommitAsync(cancellationToken);
                    return rows.Count;
                },
                cancellationToken);
            if (removed == 0)
                return done;
            report(done += removed);
        }
    }

    /// <summary>What is a client's stands in that client's log; of the rest it is enough how many.</summary>
    private void Audit<T>(List<T> rows, RetentionRule rule, Actor actor)
    {
        var (ground, nowUtc) = (new AuditGround(AuditReasons.RetentionEnded).With($": {nameof(RetainedKind)} {rule.Kind}"), clock.GetUtcNow().UtcDateTime);
        if (rows is List<AssessmentDraft> drafts)
            drafts.ForEach(draft => guidance.AuditOf(AuditAction.Delete, nameof(AssessmentDraft), draft.Id, draft.ClientId, actor, ground with { CaseId = draft.CaseId }, nowUtc));
        else
            guidance.AuditOf(AuditAction.Delete, nameof(RetentionRule), null, null, actor, ground.With($", {rows.Count} rows"), nowUtc);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} clients whose time has come were left: something of theirs hangs on another client's case. Look into merges and links of contacts.")]
    private partial void LogShared(int count);
}

/// <param name="Removed">How many of each kind; of clients those who remained of each person.</param>
/// <param name="Shared">Clients who were left because something of theirs hangs on another's case.</param>
public sealed record RemovedData(IReadOnlyDictionary<RetainedKind, int> Removed, int Shared)
{
    public int Total => Removed.Values.Sum();
}
