using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Scorecard;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>
/// Reads professionals' decisions with the client's features as they were at each decision: the latest assessment by then, contacts and
/// handoffs of the 12 months before it, the age on that day. What happened or was recorded later is not seen, or a model would be
/// taught with what it will not know.
/// </summary>
public sealed class ReadConfirmedDecisions(GuidanceDbContext guidance, ExpertScorecard scorecard, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>A shown suggestion that was confirmed in less time than this was not weighed: it would teach a model its own opinion.</summary>
    public const int WeighedSeconds = 5;

    /// <summary>How many clients are read at a time.</summary>
    private const int BatchSize = 2000;

    /// <summary>What the audit holds of a purpose.</summary>
    public const int PurposeMaxLength = 150;

    /// <summary>Two professionals' decisions on a client within this time are on the same situation.</summary>
    private static readonly TimeSpan DoubleCodingWindow = TimeSpan.FromDays(30);

    /// <param name="actor">Who reads, for the audit.</param>
    /// <param name="purpose">What for, likewise: "model train four-field-1".</param>
    /// <param name="includeRubberStamps">Whether to keep confirmations quicker than <see cref="WeighedSeconds"/>; ordinarily not.</param>
    /// <param name="progress">Told after every batch how many decisions have been read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The purpose is empty or longer than the audit can hold.</exception>
    public Task<ConfirmedDecisions> ReadAsync(
        Actor actor, string purpose, bool includeRubberStamps, IProgress<int>? progress, CancellationToken cancellationToken) =>
        ReadAsync(actor, purpose, includeRubberStamps, fromUtc: null, clock.GetUtcNow().UtcDateTime, progress, cancellationToken);

    /// <summary>The decisions of some weeks, rubber stamps included: what the model met at the desk.</summary>
    /// <param name="actor">Who reads, for the audit.</param>
    /// <param name="purpose">What for, likewise.</param>
    /// <param name="fromUtc">The first instant.</param>
    /// <param name="untilUtc">The first instant after.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal Task<ConfirmedDecisions> ReadSinceAsync(Actor actor, string purpose, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellationToken) =>
        ReadAsync(actor, purpose, includeRubberStamps: true, fromUtc, untilUtc.AddTicks(-1), progress: null, cancellationToken);

    private async Task<ConfirmedDecisions> ReadAsync(
        Actor actor, string purpose, bool includeRubberStamps, DateTime? fromUtc, DateTime untilUtc, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > PurposeMaxLength)
            throw new ArgumentException($"The purpose of reading is said in 1–{PurposeMaxLength} letters.", nameof(purpose));

        guidance.AuditOf(AuditAction.Read, nameof(SegmentDecision), null, null, actor, $"Every confirmed decision read for {purpose}", clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);

        var earliestUtc = fromUtc ?? await guidance.SegmentDecisions.MinAsync(decision => (DateTime?)decision.DecidedAtUtc, cancellationToken) ?? untilUtc;
        var gathered = new Gathered(scorecard, calendar, includeRubberStamps);
        var pasts = new ReadClientPasts(guidance, earliestUtc, untilUtc);
        Guid? lastClientId = null;
        while (await ReadDecidedClientsAsync(lastClientId, earliestUtc, untilUtc, cancellationToken) is { Count: > 0 } clientIds)
        {
            var decisions = await ReadDecisionsAsync(clientIds[0], clientIds[^1], earliestUtc, untilUtc, cancellationToken);
            var unreadable = new List<Guid>();
            foreach (var past in await pasts.ReadAsync(clientIds, unreadable, cancellationToken))
                gathered.Add(past, decisions[past.Client.Id]);
            foreach (var clientId in unreadable)
                gathered.AddUnreadable(decisions[clientId]);
            lastClientId = clientIds[^1];
            progress?.Report(gathered.Read);
        }

        foreach (var (first, second) in await ReadSecondOpinionsAsync(earliestUtc, untilUtc, cancellationToken))
            gathered.AddSecondOpinion(first, second);
        return gathered.ToDecisions();
    }

    /// <summary>What a second professional, asked blind, would have decided. It is no decision on the client, so it is no row.</summary>
    private async Task<List<(Decided First, string Second)>> ReadSecondOpinionsAsync(DateTime fromUtc, DateTime untilUtc, CancellationToken cancellationToken)
    {
        var given = await (
            from opinion in guidance.SecondOpinions.AsNoTracking()
            join decision in guidance.SegmentDecisions on opinion.DecisionSequence equals decision.Sequence
            where decision.DecidedAtUtc >= fromUtc && opinion.GivenAtUtc <= untilUtc && opinion.Segment != null
            orderby opinion.DecisionSequence
            select new
            {
                First = new Decided(
                    decision.ClientId, decision.Sequence, decision.Segment, decision.SuggestedSegment, decision.DecidedAtUtc, decision.WorkerId, decision.SecondsToDecide),
                Second = opinion.Segment!,
            }).ToListAsync(cancellationToken);
        return given.ConvertAll(each => (each.First, each.Second));
    }

    private async Task<List<Guid>> ReadDecidedClientsAsync(Guid? afterClientId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellationToken)
    {
        var clients = guidance.Clients.AsNoTracking().Where(client => guidance.SegmentDecisions
            .Any(decision => decision.ClientId == client.Id && decision.DecidedAtUtc >= fromUtc && decision.DecidedAtUtc <= untilUtc));
        if (afterClientId is { } after)
            clients = clients.Where(client => client.Id > after);
        return await clients.OrderBy(client => client.Id).Take(BatchSize).Select(client => client.Id).ToListAsync(cancellationToken);
    }

    private async Task<ILookup<Guid, Decided>> ReadDecisionsAsync(Guid first, Guid last, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellationToken)
    {
        var decisions = await guidance.SegmentDecisions.AsNoTracking()
            .Where(decision => decision.ClientId >= first && decision.ClientId <= last && decision.DecidedAtUtc >= fromUtc && decision.DecidedAtUtc <= untilUtc)
            .Select(decision => new Decided(
                decision.ClientId, decision.Sequence, decision.Segment, decision.SuggestedSegment, decision.DecidedAtUtc, decision.WorkerId, decision.SecondsToDecide))
            .ToListAsync(cancellationToken);
        return decisions.OrderBy(decision => decision.DecidedAtUtc).ThenBy(decision => decision.Sequence).ToLookup(decision => decision.ClientId);
    }

    private sealed record Decided(
        Guid ClientId, long Sequence, string Segment, string? SuggestedSegment, DateTime DecidedAtUtc, Guid? WorkerId, int? SecondsToDecide)
    {
        public bool IsRubberStamp => SuggestedSegment == Segment && SecondsToDecide < WeighedSeconds;
    }

    private sealed class Gathered(ExpertScorecard scorecard, CountyCalendar calendar, bool includeRubberStamps)
    {
        private readonly ConfirmedRows _rows = new(scorecard.Schema);
        private readonly List<int> _firstOpinions = [];
        private readonly List<int> _secondOpinions = [];
        private int _rubberStamps;
        private int _unknownSegments;
        private int _withoutAssessment;
        private int _unreadable;
        private int _unknownAnswers;
        private int _refusedAnswers;

        public int Read { get; private set; }

        public void AddUnreadable(IEnumerable<Decided> decisions)
        {
            var count = decisions.Count();
            Read += count;
            _unreadable += count;
        }

        public void Add(ClientPast past, IEnumerable<Decided> inTimeOrder)
        {
            Decided? unpaired = null;
            foreach (var decision in inTimeOrder)
            {
                Read++;
                if (!includeRubberStamps && decision.IsRubberStamp)
                {
                    _rubberStamps++;
                    continue;
                }

                if (scorecard.Scheme.Find(decision.Segment) is not { } segment)
                {
                    _unknownSegments++;
                    continue;
                }

                unpaired = PairWith(unpaired, decision, segment.Index);
                AddRow(past, decision, segment.Index);
            }
        }

        public void AddSecondOpinion(Decided first, string second)
        {
            // What was not weighed says nothing of how professionals agree.
            if ((!includeRubberStamps && first.IsRubberStamp)
                || scorecard.Scheme.Find(first.Segment) is not { } decided
                || scorecard.Scheme.Find(second) is not { } wouldDecide)
                return;
            _firstOpinions.Add(decided.Index);
            _secondOpinions.Add(wouldDecide.Index);
        }

        public ConfirmedDecisions ToDecisions()
        {
            var (rows, decidedAtUtc, groups) = _rows.InTimeOrder();
            return new ConfirmedDecisions
            {
                Rows = rows,
                DecidedAtUtc = decidedAtUtc,
                Groups = groups,
                DoubleCoded = new DoubleCoded(_firstOpinions, _secondOpinions),
                Counts = new DecisionCounts
                {
                    Read = Read,
                    RubberStamps = _rubberStamps,
                    UnknownSegments = _unknownSegments,
                    WithoutAssessment = _withoutAssessment,
                    Unreadable = _unreadable,
                    UnknownAnswers = _unknownAnswers,
                    RefusedAnswers = _refusedAnswers,
                },
            };
        }

        /// <summary>Each decision is in one pair at most, and only neighbours in time are paired.</summary>
        /// <returns>The decision that the next one may be paired with.</returns>
        private Decided? PairWith(Decided? earlier, Decided later, int laterSegment)
        {
            var isSecondOpinion = earlier is { WorkerId: not null } && later.WorkerId is not null
                && earlier.WorkerId != later.WorkerId
                && later.DecidedAtUtc - earlier.DecidedAtUtc <= DoubleCodingWindow;
            if (!isSecondOpinion)
                return later;

            _firstOpinions.Add(scorecard.Scheme.Find(earlier!.Segment)!.Index);
            _secondOpinions.Add(laterSegment);
            return null;
        }

        private void AddRow(ClientPast past, Decided decision, int label)
        {
            // Without an assessment every required answer is missing and a model abstains: such a row teaches it nothing it may say.
            if (past.AssessmentAt(decision.DecidedAtUtc) is null)
            {
                _withoutAssessment++;
                return;
            }

            var day = calendar.DayOf(decision.DecidedAtUtc);
            var read = past.At(scorecard.Catalogue, decision.DecidedAtUtc, day);
            _unknownAnswers += read.Profile.UnknownItems;
            _refusedAnswers += read.RefusedAnswers;
            _rows.Add(past.Client, read, Client.AgeOn(past.Client.DateOfBirth, day), label, decision.DecidedAtUtc, decision.Sequence);
        }
    }
}
