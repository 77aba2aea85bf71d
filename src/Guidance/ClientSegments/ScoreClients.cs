using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Scores every client whose profile or model has changed since the last run, with the champion or, while there is none, the scorecard,
/// in batches that are each stored whole. A run that is cut short or fails is finished by the next one, and meanwhile every client
/// has either the old suggestion or the new.
/// </summary>
public sealed class ScoreClients(GuidanceDbContext guidance, ExpertScorecard scorecard, SegmentModelInUse inUse, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>How many clients are read, scored and stored at a time.</summary>
    public const int BatchSize = 2000;

    /// <param name="actor">Who runs it, for the audit.</param>
    /// <param name="progress">Told after every batch how many clients have been seen.</param>
    /// <param name="cancellationToken">Stops the run; batches already stored stay.</param>
    /// <exception cref="ChampionUnusableException">There is a champion that cannot suggest. No client is scored, with the scorecard neither.</exception>
    /// <exception cref="NoClientScoredException">There are clients, and not one could be scored.</exception>
    public async Task<ScoringSummary> ScoreAsync(Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var tally = new ScoringTally(scorecard.Scheme);
        try
        {
            var suggest = SuggestForClient.With(scorecard, inUse);

            // Before anything is read: a run that is cut short has processed client data all the same.
            await AuditAsync(actor, $"Every client scored with {suggest.ModelId} on {scorecard.Scheme.Id}", cancellationToken);
            await ScoreAllAsync(suggest, tally, progress, cancellationToken);
            if (tally.Failed > 0 && tally.Failed == tally.ClientsSeen)
                throw new NoClientScoredException(tally.Failed);
            if (tally.Failed > 0)
                await AuditAsync(actor, $"{Number(tally.Failed)} clients could not be scored and keep the suggestion they had, if any", cancellationToken);
            return tally.ToSummary(suggest.ModelId);
        }
        catch (Exception error)
        {
            await AuditStopAsync(actor, error, tally);
            throw;
        }
    }

    private async Task ScoreAllAsync(SuggestForClient suggest, ScoringTally tally, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var read = new ReadClientProfiles(guidance, calendar, scorecard.Catalogue, nowUtc);
        Guid? lastClientId = null;
        while (await read.ReadNextAsync(lastClientId, BatchSize, cancellationToken) is { } batch)
        {
            await ScoreBatchAsync(batch, suggest, nowUtc, tally, cancellationToken);
            lastClientId = batch.Last;
            progress?.Report(tally.ClientsSeen);
        }
    }

    private async Task ScoreBatchAsync(ProfileBatch batch, SuggestForClient suggest, DateTime nowUtc, ScoringTally tally, CancellationToken cancellationToken)
    {
        var (first, last) = (batch.First, batch.Last);
        var earlier = await guidance.ScoredClients.AsNoTracking()
            .Where(scored => scored.ClientId >= first && scored.ClientId <= last)
            .Select(scored => new { scored.ClientId, scored.ProfileDigest, scored.Segment, scored.Abstained })
            .ToDictionaryAsync(scored => scored.ClientId, cancellationToken);
        var decisions = await ReadLatestDecisionsAsync(first, last, cancellationToken);

        foreach (var _ in batch.Unreadable)
            tally.CountFailed();
        var changed = new List<ScoredClient>();
        foreach (var read in batch.Profiles)
        {
            var digest = suggest.DigestOf(read.Profile);
            var decided = decisions.GetValueOrDefault(read.ClientId);
            if (earlier.TryGetValue(read.ClientId, out var stored) && stored.ProfileDigest == digest)
            {
                tally.Count(read, stored.Segment, stored.Abstained, decided, isChanged: false);
                continue;
            }

            if (TrySuggest(suggest, read, digest, nowUtc) is not { } scored)
            {
                tally.CountFailed();
                continue;
            }

            tally.Count(read, scored.Segment, scored.Abstained, decided, isChanged: true);
            changed.Add(scored);
        }

        if (changed.Count == 0)
            return;
        var replaced = changed.Select(scored => scored.ClientId).Where(earlier.ContainsKey).ToList();
        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                if (replaced.Count > 0)
                    await guidance.ScoredClients.Where(scored => replaced.Contains(scored.ClientId)).ExecuteDeleteAsync(cancellationToken);
                await guidance.BulkInsertAsync(changed, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
        tally.Scored += changed.Count;
    }

    /// <summary>Null when the model can make nothing of this row: one client must not stop a county's run.</summary>
    private static ScoredClient? TrySuggest(SuggestForClient suggest, ReadProfile read, string digest, DateTime nowUtc)
    {
        try
        {
            return suggest.Suggest(read.ClientId, read.Profile, digest, nowUtc);
        }
        catch (Exception refused) when (refused is ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

    private async Task<Dictionary<Guid, string>> ReadLatestDecisionsAsync(Guid first, Guid last, CancellationToken cancellationToken)
    {
        var decisions = guidance.SegmentDecisions.AsNoTracking()
            .Where(decision => decision.ClientId >= first && decision.ClientId <= last)
            .OrderBy(decision => decision.Sequence)
            .Select(decision => new { decision.ClientId, decision.Segment });
        var latest = new Dictionary<Guid, string>();
        await foreach (var decision in decisions.AsAsyncEnumerable().WithCancellation(cancellationToken))
            latest[decision.ClientId] = decision.Segment;
        return latest;
    }

    private async Task AuditStopAsync(Actor actor, Exception error, ScoringTally tally)
    {
        try
        {
            // Not cancellable: a run that was stopped is told of too. The error's own message may hold data and stays out.
            await AuditAsync(
                actor,
                $"Scoring stopped by {error.GetType().Name} after {Number(tally.Scored)} clients were stored; all others keep the suggestion they had, if any",
                CancellationToken.None);
        }
        catch (Exception unwritable) when (unwritable is DbUpdateException or ObjectDisposedException || StorageFaults.IsBusy(unwritable) || StorageFaults.IsUnusable(unwritable))
        {
            // What stopped the run must not be hidden behind the entry that could not be written: it goes on to the caller.
        }
    }

    private async Task AuditAsync(Actor actor, string reason, CancellationToken cancellationToken)
    {
        guidance.AuditOf(AuditAction.Update, nameof(ScoredClient), null, null, actor, reason, clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>There are clients, and not one of them could be scored: that is no bad row but a fault of the model or the database.</summary>
public sealed class NoClientScoredException(int clients) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"None of {clients:N0} clients could be scored."));
