using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Servers;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Brings the facts up to date from where they last stopped. Whatever changed leaves a row with a higher number behind in one of Guidance's streams; the
/// clients it concerns are measured again from the beginning, so that a refresh and a rebuild can only agree.
/// Facts and the place reached are stored in one transaction: after a crash the next run starts where the last finished one ended.
/// </summary>
public sealed class RefreshFacts(GuidanceReads guidance, ReportingDbContext reporting, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Clients, or anonymous cases, measured at a time: bounds memory, not the result. Few enough that reading and measuring those of one refresh overlap.</summary>
    private const int ChunkSize = 200;

    /// <summary>Reading and writing take about as long, and go on side by side.</summary>
    private const int ChunksAhead = 2;

    /// <summary>A reader that has fallen further behind reads everything again.</summary>
    internal const int VersionsRemembered = 5_000;

    /// <remarks>The facts are locked for writing from the beginning to the end; a refresh that comes while another runs waits a few seconds and gives up.</remarks>
    /// <param name="rebuild">Throws the facts away and measures everything again; readers see the old facts until it is done.</param>
    /// <param name="progress">Told how many cases have been measured so far.</param>
    /// <param name="cancellationToken">Stops it, with the facts as they were.</param>
    public Task<RefreshSummary> RunAsync(bool rebuild, IProgress<int>? progress, CancellationToken cancellationToken) => reporting.InBulkTransactionAsync(
        async transaction =>
        {
            var state = await reporting.RefreshStates.SingleOrDefaultAsync(cancellationToken)
                ?? reporting.RefreshStates.Add(new RefreshState()).Entity;
            var changes = new ReadChanges(guidance, reporting);
            rebuild = rebuild || state.Version == 0 || await changes.IsAnotherHistoryAsync(cancellationToken);
            if (rebuild)
                await ClearAsync(cancellationToken);
            await reporting.ReadByIndexAsync(cancellationToken);

            // The marks are read before the data: what is recorded meanwhile may be measured now, and surely is the next time.
            var now = clock.GetUtcNow().UtcDateTime;
            var changed = await changes.ReadAsync(rebuild, now, cancellationToken);
            var words = await TraceVocabulary.LoadAsync(reporting, cancellationToken);
            var store = new StoreFacts(reporting, state.Version + 1, isEmpty: rebuild);
            var cases = 0;
            await foreach (var rows in ReadAheadAsync(
                rebuild ? await guidance.Clients.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken) : changed.ClientIds,
                rebuild ? await guidance.Cases.Where(row => row.ClientId == null).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken) : changed.AnonymousCaseIds,
                cancellationToken))
            {
                await store.ReplaceAsync(rows, MeasureClients.Measure(rows, words, calendar), cancellationToken);
                cases += rows.Cases.Count;
                progress?.Report(cases);
            }

            await words.StoreNewAsync(reporting, cancellationToken);
            await ReplaceFeedbackAsync(store, rebuild ? null : EarliestOpenMonth(calendar, state.RefreshedAtUtc, now), cancellationToken);

            if (rebuild || store.Changes > 0)
                state.Advance(now, rebuild);
            else
                state.Seen(now);
            await reporting.SaveChangesAsync(cancellationToken);
            var forgotten = state.Version - VersionsRemembered;
            await reporting.RemovedFacts.Where(fact => fact.Version < forgotten).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new RefreshSummary(cases, store.Changes);
        },
        cancellationToken);

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        await reporting.CaseFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.ContactFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.SegmentFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.ReferralFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.InterventionFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.CoverageFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.FeedbackFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.RemovedFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.TraceWords.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Reads the next while the last is measured and stored.</summary>
    private async IAsyncEnumerable<GuidanceRows> ReadAheadAsync(
        IReadOnlyCollection<Guid> clientIds, IReadOnlyCollection<Guid> anonymousCaseIds, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = new ReadGuidance(guidance);
        var chunks = Channel.CreateBounded<GuidanceRows>(ChunksAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(ReadAllAsync, CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
                yield return chunk;
        }
        finally
        {
            // Guidance's connection is the reader's until it has ended; what stopped it has come through the channel.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task ReadAllAsync()
        {
            try
            {
                foreach (var ids in clientIds.Chunk(ChunkSize))
                    await chunks.Writer.WriteAsync(await read.ReadClientsAsync(ids, stop.Token), stop.Token);
                foreach (var ids in anonymousCaseIds.Chunk(ChunkSize))
                    await chunks.Writer.WriteAsync(await read.ReadCasesAsync(ids, stop.Token), stop.Token);
                chunks.Writer.Complete();
            }
            catch (Exception fault)
            {
                chunks.Writer.Complete(fault);
            }
        }
    }

    /// <summary>Answers may still have come to the month of the last refresh, and, by clocks that do not agree, to the one before.</summary>
    internal static DateOnly EarliestOpenMonth(CountyCalendar calendar, DateTime refreshedAtUtc, DateTime nowUtc)
    {
        var day = calendar.DayOf(refreshedAtUtc < nowUtc ? refreshedAtUtc : nowUtc).AddMonths(-1);
        return new DateOnly(day.Year, day.Month, 1);
    }

    /// <summary>
    /// Answers carry no number or time that would tell which are new: that would tell when each was given. They are counted afresh, a few rows a unit and month,
    /// in the months that answers can still come to.
    /// </summary>
    private async Task ReplaceFeedbackAsync(StoreFacts store, DateOnly? from, CancellationToken cancellationToken)
    {
        var counted = await guidance.FeedbackAnswers
            .Where(answer => from == null || answer.AnsweredMonth >= from)
            .GroupBy(answer => new { answer.UnitId, answer.Channel, answer.AnsweredMonth, answer.Score })
            .Select(group => new { group.Key.UnitId, group.Key.Channel, group.Key.AnsweredMonth, group.Key.Score, Count = group.Count() })
            .ToListAsync(cancellationToken);
        await store.ReplaceAsync(
            await reporting.FeedbackFacts.AsNoTracking().Where(fact => from == null || fact.Month >= from).ToListAsync(cancellationToken),
            counted.ConvertAll(row => new FeedbackFact { UnitId = row.UnitId, Channel = row.Channel.Code(), Month = row.AnsweredMonth, Score = row.Score, AnswerCount = row.Count }),
            cancellationToken);
    }
}

/// <param name="CasesMeasured">Cases measured again, changed or not.</param>
/// <param name="FactsChanged">Facts that were added, changed or removed.</param>
public sealed record RefreshSummary(int CasesMeasured, int FactsChanged);
