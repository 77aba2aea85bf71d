using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Reads a client's cases, timeline, segments and responsible workers. Notes are free text about a person: only those of the actor's own units are read.</summary>
public sealed class ReadClientMatters(GuidanceDbContext guidance, DeadlineBook book, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>How much of a timeline is shown at first.</summary>
    public const int TimelineRows = 20;

    public const int MaxTimelineRows = 1000;

    /// <returns>Null when there is no such client. A client merged into another is read as that other one.</returns>
    public async Task<ClientMatters?> ReadAsync(Guid clientId, MattersAsked asked, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        if (await guidance.FindSurvivorAsync(clientId, cancellationToken) is not { } client)
            return null;

        var now = clock.GetUtcNow().UtcDateTime;
        var units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);

        // As with the timeline: what an import brought is no matter of ours.
        var ofClient = guidance.Cases.AsNoTracking().Where(each => each.ClientId == client.Id && each.Source == GuidanceCase.OwnSource);
        var drafts = await guidance.AssessmentDrafts.AsNoTracking().Where(draft => draft.ClientId == client.Id).OrderByDescending(draft => draft.SavedAtUtc).ToListAsync(cancellationToken);
        var draftStarts = drafts.Where(draft => draft.CaseId is not null).ToLookup(draft => draft.CaseId!.Value, draft => draft.StartedAtUtc);
        var open = await ofClient.Where(each => each.ClosedAtUtc == null).ToListAsync(cancellationToken);
        var closedCount = await ofClient.CountAsync(each => each.ClosedAtUtc != null, cancellationToken);
        var closed = asked.WithClosedCases ? await ofClient.Where(each => each.ClosedAtUtc != null).OrderByDescending(each => each.ClosedAtUtc).ToListAsync(cancellationToken) : [];
        var (timeline, timelineCount) = await new ReadTimeline(guidance, units, calendar).ReadAsync(client.Id, asked.Show, asked.TimelineRows, actor, ground, cancellationToken);
        var matters = new ClientMatters
        {
            OpenCases = await MattersAsync([.. open.OrderBy(each => each.DueAtUtc ?? DateTime.MaxValue).ThenBy(each => each.ReceivedAtUtc)], draftStarts, units, now, actor, cancellationToken),
            ClosedCases = await MattersAsync(closed, draftStarts, units, now, actor, cancellationToken),
            ClosedCaseCount = closedCount,
            Timeline = timeline,
            TimelineCount = timelineCount,
            Drafts = [.. drafts.Select(draft => new OpenDraft(draft.Id, draft.Answers.Count, draft.SavedAtUtc))],
            Decisions = await ReadDecisionsAsync(client.Id, actor, ground, cancellationToken),
            Responsible = await ReadResponsibleAsync(client.Id, cancellationToken),
            Receptions = await guidance.RemoteReceptions.Where(reception => reception.ClientId == client.Id).OrderByDescending(reception => reception.RecordedAtUtc)
                .Select(reception => new PlannedReception(reception.Id, reception.RecordedAtUtc, reception.Consent, reception.Judgement, reception.PlannedAtUtc)).ToListAsync(cancellationToken),
        };
        guidance.AuditClient(AuditAction.Read, client.Id, actor, ground.With($"; {nameof(ClientMatters)}"), now);
        await guidance.SaveChangesAsync(cancellationToken);
        return matters;
    }

    private async Task<IReadOnlyList<Matter>> MattersAsync(
        List<GuidanceCase> cases, ILookup<Guid, DateTime> draftStarts, IReadOnlyDictionary<Guid, Unit> units, DateTime now, Actor actor, CancellationToken cancellationToken)
    {
        if (cases.Count == 0)
            return [];

        var clientId = cases[0].ClientId;
        var ofClient = guidance.Cases.Where(each => each.ClientId == clientId && each.Source == GuidanceCase.OwnSource);
        var events = (await (
            from each in ofClient
            join happened in guidance.CaseEvents.Standing() on each.Id equals happened.CaseId
            select new { happened.CaseId, happened.Kind, happened.OccurredAtUtc }).ToListAsync(cancellationToken)).ToLookup(happened => happened.CaseId);
        var offers = await (
            from each in ofClient
            join handoff in guidance.Handoffs on each.Id equals handoff.CaseId
            where handoff.State == Handoffs.HandoffState.Offered
            select new { handoff.CaseId, handoff.ToUnitId }).ToDictionaryAsync(offer => offer.CaseId, offer => offer.ToUnitId, cancellationToken);
        var assessed = await (
            from each in ofClient
            join assessment in guidance.NeedsAssessments on each.Id equals assessment.CaseId
            select new { assessment.CaseId, assessment.State }).ToDictionaryAsync(assessment => assessment.CaseId, assessment => assessment.State, cancellationToken);
        var workerIds = cases.Select(each => each.ResponsibleWorkerId).OfType<Guid>().Distinct().ToList();
        var workers = await guidance.Workers.Where(worker => workerIds.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
        var openDeadlines = new ReadOpenDeadlines(guidance, book);
        var deadlines = await openDeadlines.ReadAsync(cases.ConvertAll(each => each.Id), now, cancellationToken);
        var still = await openDeadlines.ReadStillAsync([.. cases.Where(each => each is { DueAtUtc: null, ClosedAtUtc: null }).Select(each => each.Id)], cancellationToken);
        return
        [
            .. cases.Select(each => new Matter
            {
                Id = each.Id,
                Theme = each.Theme,
                Unit = each.ResponsibleUnitId is { } unitId ? units.GetValueOrDefault(unitId) : null,
                WorkerName = each.ResponsibleWorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
                ReceivedAtUtc = each.ReceivedAtUtc,
                ClosedAtUtc = each.ClosedAtUtc,
                Due = DueTime.Of(each, now, calendar)?.CountedBy(deadlines[each.Id]),
                Still = still.GetValueOrDefault(each.Id),
                Stages = CaseStages.Of(each, events[each.Id].Select(happened => (happened.Kind, happened.OccurredAtUtc)), draftStarts[each.Id].Cast<DateTime?>().Min()),
                HandoffCount = events[each.Id].Count(happened => happened.Kind == CaseEventKind.HandedOff),
                OfferedTo = offers.TryGetValue(each.Id, out var offeredTo) ? units.GetValueOrDefault(offeredTo) : null,
                NeedsAssessment = assessed.TryGetValue(each.Id, out var assessedAs) ? assessedAs : null,
                IsOfOwnUnit = each.ResponsibleUnitId is { } ownUnitId && actor.UnitIds.Contains(ownUnitId),
            }),
        ];
    }

    private async Task<IReadOnlyList<DecisionOnCard>> ReadDecisionsAsync(Guid clientId, Actor actor, AuditGround ground, CancellationToken cancellationToken)
    {
        var (ownUnits, isStated) = (actor.UnitIds, ClientGrounds.StatedIn(ground) is not null);
        return await (
        from decision in guidance.SegmentDecisions
        where decision.ClientId == clientId
        join worker in guidance.Workers on decision.WorkerId equals worker.Id into workers
        from worker in workers.DefaultIfEmpty()
        orderby decision.Sequence descending
        select new DecisionOnCard
        {
            Sequence = decision.Sequence,
            Segment = decision.Segment,
            SuggestedSegment = decision.SuggestedSegment,
            ReasonKind = decision.OverrideReasonKind,
            Reason = !isStated || decision.WorkerId == actor.WorkerId || ownUnits.Contains(worker.UnitId!.Value) ? decision.OverrideReason : null,
            DecidedAtUtc = decision.DecidedAtUtc,
            ReviewOn = decision.ReviewOn,
            WorkerName = worker.Name,
        }).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<PastResponsible>> ReadResponsibleAsync(Guid clientId, CancellationToken cancellationToken) => await (
        from responsible in guidance.ResponsibleWorkers
        where responsible.ClientId == clientId
        join worker in guidance.Workers on responsible.WorkerId equals worker.Id
        orderby responsible.UntilUtc != null, responsible.FromUtc descending
        select new PastResponsible(worker.Id, worker.Name, responsible.FromUtc, responsible.UntilUtc)).ToListAsync(cancellationToken);
}

/// <summary>How much of a client's matters is asked for.</summary>
public sealed record MattersAsked
{
    public TimelineShow Show { get; init; }
    public int TimelineRows { get; init; } = ReadClientMatters.TimelineRows;
    public bool WithClosedCases { get; init; }

    /// <summary>As it stands behind the card's address; empty when nothing but the usual is asked for.</summary>
    public string Query
    {
        get
        {
            var parts = new List<string>();
            if (Show != TimelineShow.All)
                parts.Add($"show={Show.ToString().ToLowerInvariant()}");
            if (TimelineRows != ReadClientMatters.TimelineRows)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"rows={TimelineRows}"));
            if (WithClosedCases)
                parts.Add("closed=true");
            return parts.Count == 0 ? string.Empty : $"?{string.Join('&', parts)}";
        }
    }

    public static MattersAsked Read(string? show, string? rows, string? closed) => new()
    {
        Show = Enum.GetValues<TimelineShow>().FirstOrDefault(each => string.Equals(each.ToString(), show, StringComparison.OrdinalIgnoreCase)),
        TimelineRows = int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, ReadClientMatters.TimelineRows, ReadClientMatters.MaxTimelineRows) : ReadClientMatters.TimelineRows,
        WithClosedCases = closed == "true",
    };
}
