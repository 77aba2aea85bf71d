using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>Reads the workbench: a few queries over whole lists, whatever their length, and one audit entry for each client shown.</summary>
public sealed class ReadWorkbench(GuidanceDbContext guidance, ReadToday today, DeadlineBook book, DeadlineForecasts forecasts, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>A list that has no more rows than this is shown whole; of a longer one each group shows its beginning.</summary>
    public const int PageSize = 50;

    /// <summary>The lists at the side.</summary>
    public const int SideSize = 10;

    /// <summary>How early a segment's review is shown.</summary>
    public const int ReviewDaysAhead = 14;

    public async Task<WorkbenchView> ReadAsync(WorkAsked asked, Actor actor, CancellationToken cancellationToken)
    {
        var view = asked.View;
        var now = clock.GetUtcNow().UtcDateTime;
        var scope = new WorkScope(guidance, actor, view);
        var counts = await CountAsync(scope.OpenCases(), now, cancellationToken);
        var cases = await TakeAsync(scope.OpenCases(), counts, asked.Group, asked.Page, now, cancellationToken);
        var warningCounts = await CountWarningsAsync(scope.WatchedCases(), now, cancellationToken);
        var warned = await TakeWarnedAsync(scope.WatchedCases(), asked.SliceOf(WorkList.Warnings, SideSize), now, cancellationToken);
        var receivedCount = await scope.Received().CountAsync(cancellationToken);
        var (skip, take) = asked.SliceOf(WorkList.Received, PageSize);
        var received = await scope.Received().AsNoTracking().OrderBy(each => each.ReceivedAtUtc).ThenBy(each => each.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var (calls, callCount, lateCallCount) = await ReadCallsAsync(scope, asked.SliceOf(WorkList.Calls, PageSize), now, cancellationToken);
        var draftCount = await scope.Drafts().CountAsync(cancellationToken);
        (skip, take) = asked.SliceOf(WorkList.Drafts, SideSize);
        var drafts = await scope.Drafts().AsNoTracking().OrderByDescending(draft => draft.SavedAtUtc).ThenBy(draft => draft.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var allReviews = await ReadReviewsAsync(scope, view, actor, now, cancellationToken);
        (skip, take) = asked.SliceOf(WorkList.Reviews, SideSize);
        var reviews = allReviews.Skip(skip).Take(take).ToList();

        var clients = await new WorkClients(guidance, calendar, clock).ReadAsync(
            [
                .. cases.Concat(received).Concat(warned).Select(each => each.ClientId), .. calls.Select(call => call.ClientId),
                .. drafts.Select(draft => (Guid?)draft.ClientId), .. reviews.Select(review => (Guid?)review.ClientId),
            ],
            cancellationToken);
        var deadlines = await new ReadOpenDeadlines(guidance, book).ReadAsync([.. cases.Concat(received).Concat(warned).Select(each => each.Id).Distinct()], now, cancellationToken);
        var workers = await ReadWorkersAsync([.. cases, .. received, .. warned], cancellationToken);
        var rows = (await RowsAsync([.. cases, .. received], clients, workers, deadlines, now, cancellationToken)).ToDictionary(row => row.CaseId);
        var phones = await guidance.ReadPhonesAsync(calls.Select(call => call.ClientId), cancellationToken);

        await guidance.AuditListedAsync(clients.Keys, actor, AuditReasons.Workbench, now, cancellationToken);
        return new WorkbenchView
        {
            Asked = asked,
            Counts = counts,
            Rows = cases.Select(each => rows[each.Id]).GroupBy(GroupOf).ToDictionary(each => each.Key, each => (IReadOnlyList<WorkRow>)[.. each]),
            Received = new Cut<WorkRow>([.. received.Select(each => rows[each.Id])], receivedCount),
            Calls = new Cut<OwedCall>([.. calls.Select(call => call.Of(clients, phones))], callCount),
            LateCallCount = lateCallCount,
            Drafts = new Cut<DraftRow>([.. drafts.Select(draft => RowOf(draft, clients))], draftCount),
            Reviews = new Cut<ReviewRow>([.. reviews.Select(review => new ReviewRow(clients[review.ClientId], review.ReviewOn))], allReviews.Count),
            WarningCounts = warningCounts,
            Warnings = new Cut<WarningRow>([.. warned.Select(each => WarningOf(each, clients, workers, deadlines[each.Id], now))], warningCounts.Values.Sum()),
            SecondOpinionCount = await CountSecondOpinionsAsync(actor, cancellationToken),
            Today = await today.CountAsync(view, actor, cancellationToken),
        };
    }

    internal static DraftRow RowOf(AssessmentDraft draft, IReadOnlyDictionary<Guid, WorkClient> clients) => new()
    {
        DraftId = draft.Id,
        Client = clients[draft.ClientId],
        AnswerCount = draft.Answers.Count,
        SuggestedSegment = draft.SuggestedSegment,
        SavedAtUtc = draft.SavedAtUtc,
    };

    private static WorkGroup GroupOf(WorkRow row) => row.Due?.Group ?? WorkGroup.Later;

    private async Task<IReadOnlyDictionary<WorkGroup, int>> CountAsync(IQueryable<GuidanceCase> cases, DateTime now, CancellationToken cancellationToken)
    {
        var laterFrom = DueTime.LaterFromUtc(now, calendar);
        var counted = await cases
            .GroupBy(each => each.DueAtUtc == null || each.DueAtUtc > laterFrom ? 2 : each.DueAtUtc > now ? 1 : 0)
            .Select(each => new { Group = each.Key, Count = each.Count() }).ToListAsync(cancellationToken);
        return Enum.GetValues<WorkGroup>().ToDictionary(group => group, group => counted.Find(each => each.Group == (int)group)?.Count ?? 0);
    }

    /// <summary>The whole list when it is short; else one page of the chosen group, or the beginning of each, the late ones taking most of the room.</summary>
    private async Task<List<GuidanceCase>> TakeAsync(IQueryable<GuidanceCase> cases, IReadOnlyDictionary<WorkGroup, int> counts, WorkGroup? chosen, int page, DateTime now, CancellationToken cancellationToken)
    {
        var laterFrom = DueTime.LaterFromUtc(now, calendar);
        var taken = new List<GuidanceCase>();
        var isShort = counts.Values.Sum() <= PageSize;
        foreach (var group in Enum.GetValues<WorkGroup>().Where(group => (chosen is null || chosen == group) && counts[group] > 0))
        {
            var (skip, take) = chosen is not null ? ((page - 1) * PageSize, PageSize) : (0, isShort ? PageSize : group == WorkGroup.Later ? SideSize : (PageSize - SideSize) / 2);
            taken.AddRange(await cases.DueIn(group, now, laterFrom).AsNoTracking()
                .OrderBy(each => each.DueAtUtc == null).ThenBy(each => each.DueAtUtc).ThenBy(each => each.ReceivedAtUtc).ThenBy(each => each.Id)
                .Skip(skip).Take(take).ToListAsync(cancellationToken));
        }

        return taken;
    }

    private static async Task<IReadOnlyDictionary<WarningLevel, int>> CountWarningsAsync(IQueryable<GuidanceCase> cases, DateTime now, CancellationToken cancellationToken)
    {
        var counted = await cases
            .GroupBy(each => each.DueAtUtc <= now ? 3 : each.MostAtUtc <= now ? 2 : each.HalfAtUtc <= now ? 1 : 0)
            .Select(each => new { Level = each.Key, Count = each.Count() }).ToListAsync(cancellationToken);
        return Enum.GetValues<WarningLevel>().Where(level => level != WarningLevel.None).ToDictionary(level => level, level => counted.Find(each => each.Level == (int)level)?.Count ?? 0);
    }

    private static Task<List<GuidanceCase>> TakeWarnedAsync(IQueryable<GuidanceCase> cases, (int Skip, int Take) slice, DateTime now, CancellationToken cancellationToken) => cases
        .Where(each => each.DueAtUtc <= now || each.MostAtUtc <= now || each.HalfAtUtc <= now)
        .OrderByDescending(each => each.DueAtUtc <= now ? 3 : each.MostAtUtc <= now ? 2 : 1).ThenBy(each => each.DueAtUtc).ThenBy(each => each.Id)
        .Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(cancellationToken);

    private WarningRow WarningOf(GuidanceCase each, IReadOnlyDictionary<Guid, WorkClient> clients, IReadOnlyDictionary<Guid, string> workers, IEnumerable<OpenDeadline> deadlines, DateTime now)
    {
        // A due time that no rule gave has no deadline of its own.
        var worst = deadlines.MaxBy(deadline => (deadline.Level, -deadline.DueAtUtc.Ticks));
        return new WarningRow
        {
            CaseId = each.Id,
            Client = each.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
            Due = worst?.Level == each.WarningAt(now) ? DueTime.Of(worst, now, calendar) : DueTime.Of(each, now, calendar)!,
            WorkerName = each.ResponsibleWorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
        };
    }

    private async Task<IReadOnlyDictionary<Guid, string>> ReadWorkersAsync(IReadOnlyList<GuidanceCase> cases, CancellationToken cancellationToken)
    {
        var workerIds = cases.Select(each => each.ResponsibleWorkerId).OfType<Guid>().Distinct().ToList();
        return await guidance.Workers.Where(worker => workerIds.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
    }

    private async Task<IEnumerable<WorkRow>> RowsAsync(
        IReadOnlyList<GuidanceCase> cases, IReadOnlyDictionary<Guid, WorkClient> clients, IReadOnlyDictionary<Guid, string> workers, ILookup<Guid, OpenDeadline> deadlines, DateTime now, CancellationToken cancellationToken)
    {
        var caseIds = cases.Select(each => each.Id).ToList();
        var kinds = CaseStages.Kinds;
        var events = (await guidance.CaseEvents.Standing().Where(happened => caseIds.Contains(happened.CaseId) && kinds.Contains(happened.Kind))
            .Select(happened => new { happened.CaseId, happened.Kind, happened.OccurredAtUtc }).ToListAsync(cancellationToken)).ToLookup(happened => happened.CaseId);
        var drafts = (await guidance.AssessmentDrafts.AsNoTracking().Where(draft => draft.CaseId != null && caseIds.Contains(draft.CaseId.Value)).ToListAsync(cancellationToken))
            .ToLookup(draft => draft.CaseId!.Value);
        var anonymous = cases.Where(each => each.ClientId is null).Select(each => each.Id).ToList();
        var opening = (await guidance.Contacts.Where(contact => anonymous.Contains(contact.CaseId) && contact.OpensCase)
            .Select(contact => new { contact.CaseId, contact.Id }).ToListAsync(cancellationToken)).ToLookup(contact => contact.CaseId, contact => (Guid?)contact.Id);
        var forecast = await forecasts.FindAsync(guidance, cancellationToken);
        var still = await new ReadOpenDeadlines(guidance, book).ReadStillAsync([.. cases.Where(each => each.DueAtUtc is null).Select(each => each.Id)], cancellationToken);
        return cases.Select(each =>
        {
            var draft = drafts[each.Id].MaxBy(candidate => candidate.SavedAtUtc);
            var client = each.ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null;
            var due = DueTime.Of(each, now, calendar);
            var stages = CaseStages.Of(each, events[each.Id].Select(happened => (happened.Kind, happened.OccurredAtUtc)), draft?.StartedAtUtc);
            return new WorkRow
            {
                CaseId = each.Id,
                Client = client,
                OpeningContactId = opening[each.Id].FirstOrDefault(),
                Theme = each.Theme,
                Channel = each.Channel,
                ReceivedAtUtc = each.ReceivedAtUtc,
                Due = due?.CountedBy(deadlines[each.Id]),
                Still = still.GetValueOrDefault(each.Id),
                Chance = forecast?.Find(due, ForecastSituation.StageOf(stages.Now, stages.HasAssessment), each.ResponsibleUnitId, client?.Segment),
                Stages = stages,
                DraftId = draft?.Id,
                DraftAnswerCount = draft?.Answers.Count ?? 0,
                WorkerName = each.ResponsibleWorkerId is { } workerId ? workers.GetValueOrDefault(workerId) : null,
            };
        });
    }

    private async Task<(List<Promise> Calls, int Count, int LateCount)> ReadCallsAsync(WorkScope scope, (int Skip, int Take) slice, DateTime now, CancellationToken cancellationToken)
    {
        var calls = await scope.OwedCalls().OrderBy(contact => contact.CallbackPromisedAtUtc).ThenBy(contact => contact.Id)
            .Select(contact => new Promise { ContactId = contact.Id, CaseId = contact.CaseId, ClientId = contact.ClientId, PromisedAtUtc = contact.CallbackPromisedAtUtc!.Value })
            .Skip(slice.Skip).Take(slice.Take).ToListAsync(cancellationToken);
        var isWhole = slice.Skip == 0 && calls.Count < slice.Take;
        var count = isWhole ? calls.Count : await scope.OwedCalls().CountAsync(cancellationToken);
        var late = isWhole ? calls.Count(call => call.PromisedAtUtc < now) : await scope.OwedCalls().CountAsync(contact => contact.CallbackPromisedAtUtc < now, cancellationToken);
        var caseIds = calls.Select(call => call.CaseId).Distinct().ToList();
        var themes = await guidance.Cases.Where(each => caseIds.Contains(each.Id)).ToDictionaryAsync(each => each.Id, each => each.Theme, cancellationToken);
        calls.ForEach(call => call.Theme = themes[call.CaseId]);
        return (calls, count, late);
    }

    private async Task<List<(Guid ClientId, DateOnly ReviewOn)>> ReadReviewsAsync(WorkScope scope, WorkView view, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        var until = calendar.DayOf(now).AddDays(ReviewDaysAhead);
        var workerId = actor.WorkerId;
        var clientIds = scope.OpenCases().Where(each => each.ClientId != null).Select(each => each.ClientId!.Value);
        if (view == WorkView.Mine)
            clientIds = clientIds.Union(guidance.ResponsibleWorkers.Where(responsible => responsible.WorkerId == workerId && responsible.UntilUtc == null).Select(responsible => responsible.ClientId));
        var due = await guidance.SegmentDecisions
            .Where(decision => clientIds.Contains(decision.ClientId) && decision.ReviewOn != null && decision.ReviewOn <= until
                && !guidance.SegmentDecisions.Any(later => later.ClientId == decision.ClientId && later.Sequence > decision.Sequence))
            .OrderBy(decision => decision.ReviewOn).ThenBy(decision => decision.Sequence)
            .Select(decision => new { decision.ClientId, decision.ReviewOn }).ToListAsync(cancellationToken);
        return [.. due.Select(each => (each.ClientId, each.ReviewOn!.Value))];
    }

    private Task<int> CountSecondOpinionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var (unitIds, workerId) = (actor.UnitIds, actor.WorkerId);
        return guidance.SecondOpinions.CountAsync(opinion => opinion.GivenAtUtc == null && unitIds.Contains(opinion.UnitId) && opinion.FirstWorkerId != workerId, cancellationToken);
    }

    private sealed class Promise
    {
        public required Guid ContactId { get; init; }
        public required Guid CaseId { get; init; }
        public required Guid? ClientId { get; init; }
        public required DateTime PromisedAtUtc { get; init; }
        public Contacts.NeedReason? Theme { get; set; }

        public OwedCall Of(IReadOnlyDictionary<Guid, WorkClient> clients, IReadOnlyDictionary<Guid, string> phones) => new()
        {
            ContactId = ContactId,
            CaseId = CaseId,
            PromisedAtUtc = PromisedAtUtc,
            Client = ClientId is { } clientId ? clients.GetValueOrDefault(clientId) : null,
            Phone = ClientId is { } withPhone ? phones.GetValueOrDefault(withPhone) : null,
            Theme = Theme,
        };
    }
}
