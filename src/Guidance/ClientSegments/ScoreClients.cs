using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Scores every client whose profile or model has changed since the last run, in batches that are each stored whole.
/// A run that is cut short is finished by the next one, and meanwhile every client has either the old suggestion or the new.
/// </summary>
public sealed class ScoreClients(GuidanceDbContext guidance, ExpertScorecard scorecard, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>How many clients are read, scored and stored at a time.</summary>
    public const int BatchSize = 2000;

    /// <param name="actor">Who runs it, for the audit.</param>
    /// <param name="progress">Told after every batch how many clients have been seen.</param>
    /// <param name="cancellationToken">Stops the run; batches already stored stay.</param>
    public async Task<ScoringSummary> ScoreAsync(Actor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;

        // Before anything is read: a run that is cut short has processed client data all the same.
        guidance.AuditEntries.Add(new AuditEntry
        {
            AtUtc = nowUtc,
            Actor = actor.Name,
            Action = AuditAction.Update,
            Subject = nameof(ScoredClient),
            Reason = $"Every client scored with {scorecard.Id} on {scorecard.Scheme.Id}",
        });
        await guidance.SaveChangesAsync(cancellationToken);

        var read = new ReadClientProfiles(guidance, calendar, scorecard.Catalogue, nowUtc);
        var tally = new Tally(scorecard);
        Guid? lastClientId = null;
        while (await read.ReadNextAsync(lastClientId, BatchSize, cancellationToken) is { Count: > 0 } profiles)
        {
            await ScoreBatchAsync(profiles, nowUtc, tally, cancellationToken);
            lastClientId = profiles[^1].ClientId;
            progress?.Report(tally.ClientsSeen);
        }

        return tally.ToSummary();
    }

    private async Task ScoreBatchAsync(IReadOnlyList<ReadProfile> profiles, DateTime nowUtc, Tally tally, CancellationToken cancellationToken)
    {
        var (first, last) = (profiles[0].ClientId, profiles[^1].ClientId);
        var earlier = await guidance.ScoredClients.AsNoTracking()
            .Where(scored => scored.ClientId >= first && scored.ClientId <= last)
            .Select(scored => new { scored.ClientId, scored.ProfileDigest, scored.Segment })
            .ToDictionaryAsync(scored => scored.ClientId, cancellationToken);
        var decisions = await ReadLatestDecisionsAsync(first, last, cancellationToken);

        var changed = new List<ScoredClient>();
        foreach (var read in profiles)
        {
            var digest = DigestOf(read.Profile);
            var decided = decisions.GetValueOrDefault(read.ClientId);
            if (earlier.TryGetValue(read.ClientId, out var stored) && stored.ProfileDigest == digest)
            {
                tally.Count(read, stored.Segment, decided, isScored: false);
                continue;
            }

            var scored = Score(read.ClientId, read.Profile, digest, nowUtc);
            tally.Count(read, scored.Segment, decided, isScored: true);
            changed.Add(scored);
        }

        if (changed.Count == 0)
            return;
        var replaced = changed.Select(scored => scored.ClientId).Where(earlier.ContainsKey).ToList();
        await using var transaction = await guidance.Database.BeginTransactionAsync(cancellationToken);
        if (replaced.Count > 0)
            await guidance.ScoredClients.Where(scored => replaced.Contains(scored.ClientId)).ExecuteDeleteAsync(cancellationToken);
        await guidance.BulkInsertAsync(changed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private ScoredClient Score(Guid clientId, ClientProfile profile, string digest, DateTime nowUtc)
    {
        var suggestion = scorecard.Suggest(profile);
        return new ScoredClient
        {
            ClientId = clientId,
            SchemeVersion = suggestion.SchemeId,
            ModelVersion = suggestion.ModelId,
            ProfileDigest = digest,
            Need = suggestion.Need,
            Resources = suggestion.Resources,
            Segment = suggestion.Segment?.Code,
            Contributions = StoredContribution.Write(suggestion.Contributions),
            ScoredAtUtc = nowUtc,
        };
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

    /// <summary>A digest of everything a suggestion comes from: the row, its catalogue, the scorecard and the scheme.</summary>
    private string DigestOf(ClientProfile profile)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{scorecard.Id} {scorecard.Scheme.Id} {profile.Catalogue.Version} ")));
        hash.AppendData(MemoryMarshal.AsBytes(profile.Row));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private sealed class Tally(ExpertScorecard scorecard)
    {
        private readonly int[] _bySegment = new int[scorecard.Scheme.Segments.Count];
        private readonly ConfusionMatrix _agreement = new(scorecard.Scheme.Segments.Count);
        private int _scored;
        private int _abstained;
        private int _unknownAnswers;
        private int _refusedAnswers;

        public int ClientsSeen { get; private set; }

        public void Count(ReadProfile read, string? suggested, string? decided, bool isScored)
        {
            ClientsSeen++;
            _scored += isScored ? 1 : 0;
            _unknownAnswers += read.Profile.UnknownItems;
            _refusedAnswers += read.RefusedAnswers;
            if (suggested is null || scorecard.Scheme.Find(suggested) is not { } suggestedSegment)
            {
                _abstained++;
                return;
            }

            _bySegment[suggestedSegment.Index]++;
            if (decided is not null && scorecard.Scheme.Find(decided) is { } decidedSegment)
                _agreement.Add(decidedSegment.Index, suggestedSegment.Index);
        }

        public ScoringSummary ToSummary() => new()
        {
            SchemeVersion = scorecard.Scheme.Id,
            ModelVersion = scorecard.Id,
            ClientsSeen = ClientsSeen,
            Scored = _scored,
            Unchanged = ClientsSeen - _scored,
            Abstained = _abstained,
            BySegment = [.. scorecard.Scheme.Segments.Select(segment => new SegmentCount(segment.Code, _bySegment[segment.Index]))],
            UnknownAnswers = _unknownAnswers,
            RefusedAnswers = _refusedAnswers,
            Compared = _agreement.Total,
            Accuracy = _agreement.Accuracy,
            CohensKappa = _agreement.CohensKappa,
        };
    }
}
