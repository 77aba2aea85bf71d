using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>
/// Counts the deadlines of every open case anew, after rules or working days were changed. A batch is stored whole or not at all, and what was stored
/// before an interruption is right: running it again goes on.
/// </summary>
public sealed class RecomputeDeadlines(GuidanceDbContext guidance, DeadlineBook book, TimeProvider clock)
{
    private const int CasesAtOnce = 4_000;
    private static readonly string[] OfCase = [nameof(GuidanceCase.DueAtUtc), nameof(GuidanceCase.DueFromUtc), nameof(GuidanceCase.DueRuleCode), nameof(GuidanceCase.IsDueStatutory), nameof(GuidanceCase.HalfAtUtc), nameof(GuidanceCase.MostAtUtc), nameof(GuidanceCase.Version)];

    private static readonly string[] OfDeadline =
        [nameof(CaseDeadline.Amount), nameof(CaseDeadline.Unit), nameof(CaseDeadline.FromUtc), nameof(CaseDeadline.DueAtUtc), nameof(CaseDeadline.HalfAtUtc), nameof(CaseDeadline.MostAtUtc), nameof(CaseDeadline.MetAtUtc), nameof(CaseDeadline.EndedAtUtc)];

    /// <param name="actor">Who has it done.</param>
    /// <param name="progress">Told how many cases were counted.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public async Task<RecomputedDeadlines> RunAsync(Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var ids = await guidance.Cases.Where(each => each.Source == GuidanceCase.OwnSource && each.ClosedAtUtc == null).Select(each => each.Id).ToListAsync(cancellationToken);
        var (seen, changed, begun) = (0, 0, 0);
        foreach (var batch in ids.Chunk(CasesAtOnce))
        {
            // What it writes the desk writes too: a batch that met the desk is counted again from what the desk left.
            var (changedNow, begunNow) = await guidance.InTransactionAsync(
                async transaction =>
                {
                    var counted = await CountAsync([.. batch], actor, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return counted;
                },
                cancellationToken);
            changed += changedNow;
            begun += begunNow;
            progress?.Report(seen += batch.Length);
        }

        return new RecomputedDeadlines(ids.Count, changed, begun);
    }

    private async Task<(int Changed, int Begun)> CountAsync(List<Guid> ids, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var cases = await guidance.Cases.AsNoTracking().Where(each => EF.Parameter(ids).Contains(each.Id) && each.ClosedAtUtc == null).ToListAsync(cancellationToken);
        var rows = await DeadlineRows.ReadAsync(guidance, ids, isTracked: false, cancellationToken);
        var clientIds = cases.Select(each => each.ClientId).OfType<Guid>().Distinct().ToList();
        var born = await guidance.Clients.Where(client => EF.Parameter(clientIds).Contains(client.Id)).ToDictionaryAsync(client => client.Id, client => client.DateOfBirth, cancellationToken);

        var (changedCases, changedDeadlines, begun, touched) = (new List<GuidanceCase>(), new List<CaseDeadline>(), new List<CaseDeadline>(), new HashSet<Guid>());
        foreach (var each in cases)
        {
            var version = each.Version;
            var update = book.Update(each, each.ClientId is { } clientId ? born[clientId] : null, rows.DeadlinesOf(each.Id), rows.PausesOf(each.Id), rows.DoneOf(each.Id), now);
            begun.AddRange(update.Begun);
            changedDeadlines.AddRange(update.Changed);
            if (each.Version != version)
                changedCases.Add(each);
            if (update.Begun.Count > 0 || update.Changed.Count > 0 || each.Version != version)
                touched.Add(each.Id);
        }

        await guidance.BulkInsertAsync(begun, cancellationToken);
        await guidance.BulkUpdateAsync(changedDeadlines, OfDeadline, cancellationToken);
        await guidance.BulkUpdateAsync(changedCases, OfCase, cancellationToken);

        // The facts look at a case again when something is recorded of it.
        await guidance.BulkInsertAsync(touched.Select(caseId => new CaseEvent { CaseId = caseId, Kind = CaseEventKind.Corrected, OccurredAtUtc = now, RecordedAtUtc = now }), cancellationToken);
        if (touched.Count > 0)
            await guidance.BulkInsertAsync([AuditEntry.Of(AuditAction.Update, nameof(CaseDeadline), null, null, actor, AuditReasons.DeadlinesRecomputed, now)], cancellationToken);
        return (touched.Count, begun.Count);
    }
}

/// <param name="Cases">Open cases that were looked at.</param>
/// <param name="Changed">Of how many anything changed.</param>
/// <param name="Begun">How many deadlines began.</param>
public sealed record RecomputedDeadlines(int Cases, int Changed, int Begun);
