using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>
/// Brings the facts up to date from where they last stopped. Whatever changed leaves an event, a decision or a client's change behind with a higher sequence;
/// the clients it concerns are measured again from the beginning, so that a refresh and a rebuild can only agree.
/// Facts and the place reached are stored in one transaction: after a crash the next run starts where the last finished one ended.
/// </summary>
public sealed class RefreshFacts(GuidanceReads guidance, ReportingDbContext reporting, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Clients, or anonymous cases, measured at a time: bounds memory, not the result.</summary>
    private const int ChunkSize = 2000;

    /// <remarks>The facts are locked for writing from the beginning to the end; a refresh that comes while another runs waits a few seconds and gives up.</remarks>
    /// <param name="rebuild">Throws the facts away and measures everything again; readers see the old facts until it is done.</param>
    /// <param name="progress">Told how many cases have been measured so far.</param>
    public async Task<RefreshSummary> RunAsync(bool rebuild, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var transaction = await reporting.Database.BeginTransactionAsync(cancellationToken);
        var state = await reporting.RefreshStates.SingleOrDefaultAsync(cancellationToken)
            ?? reporting.RefreshStates.Add(new RefreshState()).Entity;
        if (rebuild)
        {
            state.StartOver();
            await reporting.CaseFacts.ExecuteDeleteAsync(cancellationToken);
            await reporting.ContactFacts.ExecuteDeleteAsync(cancellationToken);
            await reporting.SegmentFacts.ExecuteDeleteAsync(cancellationToken);
            await reporting.FeedbackFacts.ExecuteDeleteAsync(cancellationToken);
            await reporting.TraceWords.ExecuteDeleteAsync(cancellationToken);
        }

        // The marks are read before the data: what is recorded meanwhile may be measured now, and surely is the next time.
        var marks = new RefreshMarks(
            await guidance.CaseEvents.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0,
            await guidance.SegmentDecisions.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0,
            await guidance.ClientChanges.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0);

        var fromTheBeginning = state.LastCaseEventSequence == 0;
        var nothingToReplace = rebuild || !await reporting.CaseFacts.AnyAsync(cancellationToken);
        var changedClients = fromTheBeginning ? [] : await FindChangedClientsAsync(state.LastClientChangeSequence, marks.LastClientChange, cancellationToken);
        var subjects = fromTheBeginning
            ? await FindAllAsync(cancellationToken)
            : await FindChangedAsync(state.LastCaseEventSequence, marks.LastCaseEvent, changedClients, cancellationToken);
        var words = await TraceVocabulary.LoadAsync(reporting, cancellationToken);
        var cases = 0;
        foreach (var clientIds in subjects.ClientIds.Chunk(ChunkSize))
            await MeasureAsync(await ReadClientsAsync(clientIds, cancellationToken));
        foreach (var caseIds in subjects.AnonymousCaseIds.Chunk(ChunkSize))
            await MeasureAsync(await ReadCasesAsync(caseIds, cancellationToken));

        var lastDecision = state.LastDecisionSequence;
        foreach (var clientIds in changedClients.Chunk(ChunkSize))
            await ReplaceDecisionsAsync(clientIds, lastDecision, cancellationToken);
        var decisions = await AddDecisionsAsync(
            guidance.SegmentDecisions.Where(row => row.Sequence > lastDecision && row.Sequence <= marks.LastDecision), cancellationToken);
        await words.StoreNewAsync(reporting, cancellationToken);
        var hasNewFeedback = await ReplaceFeedbackAsync(cancellationToken);

        var now = clock.GetUtcNow().UtcDateTime;
        if (rebuild || cases > 0 || decisions > 0 || changedClients.Count > 0 || hasNewFeedback)
            state.Advance(marks, now);
        else
            state.Seen(now);
        await reporting.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RefreshSummary(cases, decisions);

        async Task MeasureAsync(ChangedRows rows)
        {
            await ReplaceAsync(rows, words, nothingToReplace, cancellationToken);
            cases += rows.Cases.Count;
            progress?.Report(cases);
        }
    }

    private async Task<Subjects> FindAllAsync(CancellationToken cancellationToken) => new(
        await guidance.Cases.Where(row => row.ClientId != null).Select(row => row.ClientId!.Value).Distinct().OrderBy(id => id).ToListAsync(cancellationToken),
        await guidance.Cases.Where(row => row.ClientId == null).Select(row => row.Id).OrderBy(id => id).ToListAsync(cancellationToken));

    private Task<List<Guid>> FindChangedClientsAsync(long after, long upTo, CancellationToken cancellationToken) => guidance.ClientChanges
        .Where(row => row.Sequence > after && row.Sequence <= upTo)
        .Select(row => row.ClientId)
        .Distinct()
        .ToListAsync(cancellationToken);

    private async Task<Subjects> FindChangedAsync(long after, long upTo, IReadOnlyList<Guid> changedClients, CancellationToken cancellationToken)
    {
        var changed = await guidance.CaseEvents
            .Where(row => row.Sequence > after && row.Sequence <= upTo)
            .Join(guidance.Cases, row => row.CaseId, row => row.Id, (_, row) => new { row.Id, row.ClientId })
            .Distinct()
            .ToListAsync(cancellationToken);
        return new Subjects(
            [.. changed.Where(row => row.ClientId is not null).Select(row => row.ClientId!.Value).Union(changedClients)],
            [.. changed.Where(row => row.ClientId is null).Select(row => row.Id)]);
    }

    private async Task<ChangedRows> ReadClientsAsync(Guid[] clientIds, CancellationToken cancellationToken)
    {
        var ids = clientIds.Cast<Guid?>().ToList();
        var cases = guidance.Cases.Where(row => EF.Parameter(ids).Contains(row.ClientId));
        var languages = await guidance.Clients
            .Where(row => EF.Parameter(ids).Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.ServiceLanguage, cancellationToken);
        return await ReadAsync(cases, languages, cancellationToken);
    }

    private Task<ChangedRows> ReadCasesAsync(Guid[] caseIds, CancellationToken cancellationToken)
    {
        var ids = caseIds.ToList();
        return ReadAsync(guidance.Cases.Where(row => EF.Parameter(ids).Contains(row.Id)), [], cancellationToken);
    }

    private async Task<ChangedRows> ReadAsync(
        IQueryable<Guidance.Cases.GuidanceCase> cases,
        Dictionary<Guid, Guidance.Clients.ServiceLanguage> clientLanguages,
        CancellationToken cancellationToken) => new(
            await cases.Select(row => new CaseRow(
                row.Id, row.ClientId, row.Source, row.MunicipalityCode, row.ResponsibleUnitId, row.Channel, row.ServiceLanguage,
                row.LifeStage, row.Theme, row.ReceivedAtUtc, row.ClosedAtUtc,
                row.Source == Guidance.Cases.GuidanceCase.OwnSource
                    ? guidance.CaseDeadlines.Where(deadline => deadline.CaseId == row.Id && deadline.Target == DeadlineTarget.NeedsAssessmentCompleted).Max(deadline => (DateTime?)deadline.DueAtUtc) ?? (row.DueRuleCode == null ? row.DueAtUtc : null)
                    : row.DueAtUtc)).ToListAsync(cancellationToken),
            await cases.Join(guidance.Contacts, row => row.Id, row => row.CaseId, (_, row) => new ContactRow(
                row.Id, row.CaseId, row.ClientId, row.OpensCase, row.MunicipalityCode, row.UnitId, row.Channel, row.ServiceLanguage,
                row.Themes, row.StartedAtUtc, row.RecordedAtUtc, row.HandlingTimeMinutes, row.RepeatReason, row.Outcome)).ToListAsync(cancellationToken),
            await cases.Join(guidance.StandingCaseEvents, row => row.Id, row => row.CaseId, (_, row) => new CaseEventRow(
                row.Sequence, row.CaseId, row.Kind, row.Activity, row.OccurredAtUtc, row.UnitId)).ToListAsync(cancellationToken),
            clientLanguages);

    private async Task ReplaceAsync(ChangedRows rows, TraceVocabulary words, bool nothingToReplace, CancellationToken cancellationToken)
    {
        if (!nothingToReplace)
        {
            var caseIds = rows.Cases.Select(row => row.Id).ToList();
            await reporting.CaseFacts.Where(fact => EF.Parameter(caseIds).Contains(fact.CaseId)).ExecuteDeleteAsync(cancellationToken);
            await reporting.ContactFacts.Where(fact => EF.Parameter(caseIds).Contains(fact.CaseId)).ExecuteDeleteAsync(cancellationToken);
        }

        var facts = MeasureClients.Measure(rows, words);
        await reporting.BulkInsertAsync(facts.Cases, cancellationToken);
        await reporting.BulkInsertAsync(facts.Contacts, cancellationToken);
    }

    /// <summary>A corrected language, or another client after a merge, holds for decisions made before it too.</summary>
    private async Task ReplaceDecisionsAsync(Guid[] clientIds, long upTo, CancellationToken cancellationToken)
    {
        var ids = clientIds.ToList();
        var theirs = guidance.SegmentDecisions.Where(row => EF.Parameter(ids).Contains(row.ClientId) && row.Sequence <= upTo);
        var sequences = await theirs.Select(row => row.Sequence).ToListAsync(cancellationToken);
        await reporting.SegmentFacts.Where(fact => EF.Parameter(sequences).Contains(fact.Sequence)).ExecuteDeleteAsync(cancellationToken);
        await AddDecisionsAsync(theirs, cancellationToken);
    }

    /// <summary>
    /// Answers carry no number or time that would tell which are new: that would tell when each was given. They are counted afresh, a few rows a unit and month.
    /// </summary>
    /// <returns>Whether anything differs from what was known.</returns>
    private async Task<bool> ReplaceFeedbackAsync(CancellationToken cancellationToken)
    {
        var counted = (await guidance.FeedbackAnswers
            .GroupBy(answer => new { answer.UnitId, answer.Channel, answer.AnsweredMonth, answer.Score })
            .Select(group => new { group.Key.UnitId, group.Key.Channel, group.Key.AnsweredMonth, group.Key.Score, Count = group.Count() })
            .ToListAsync(cancellationToken))
            .ToDictionary(row => (row.UnitId, Channel: row.Channel.Code(), row.AnsweredMonth, row.Score), row => row.Count);
        var known = await reporting.FeedbackFacts.AsNoTracking()
            .ToDictionaryAsync(fact => (fact.UnitId, fact.Channel, fact.Month, fact.Score), fact => fact.AnswerCount, cancellationToken);
        if (counted.Count == known.Count && counted.All(row => known.TryGetValue(row.Key, out var count) && count == row.Value))
            return false;

        await reporting.FeedbackFacts.ExecuteDeleteAsync(cancellationToken);
        await reporting.BulkInsertAsync(
            counted.Select(row => new FeedbackFact { UnitId = row.Key.UnitId, Channel = row.Key.Channel, Month = row.Key.AnsweredMonth, Score = row.Key.Score, AnswerCount = row.Value }),
            cancellationToken);
        return true;
    }

    private async Task<int> AddDecisionsAsync(IQueryable<Guidance.ClientSegments.SegmentDecision> taken, CancellationToken cancellationToken)
    {
        var decisions = await taken
            .Join(guidance.Clients, row => row.ClientId, row => row.Id, (decision, client) => new
            {
                decision.Sequence,
                decision.ClientId,
                decision.Segment,
                decision.SuggestedSegment,
                decision.DecidedAtUtc,
                decision.SecondsToDecide,
                client.MunicipalityCode,
                client.ServiceLanguage,
                client.DateOfBirth,
            })
            .ToListAsync(cancellationToken);
        return await reporting.BulkInsertAsync(
            decisions.Select(row => new SegmentFact
            {
                Sequence = row.Sequence,
                ClientId = row.ClientId,
                Segment = row.Segment,
                SuggestedSegment = row.SuggestedSegment,
                DecidedAtUtc = row.DecidedAtUtc,
                SecondsToDecide = row.SecondsToDecide,
                MunicipalityCode = row.MunicipalityCode,
                ServiceLanguage = Codes.Of(row.ServiceLanguage),
                LifeStage = Codes.Of(Guidance.Cases.LifeStages.Of(row.DateOfBirth, calendar.DayOf(row.DecidedAtUtc))),
            }),
            cancellationToken);
    }

    private sealed record Subjects(IReadOnlyList<Guid> ClientIds, IReadOnlyList<Guid> AnonymousCaseIds);
}

/// <param name="CasesMeasured">Cases measured again, changed or not.</param>
/// <param name="DecisionsAdded">Segment decisions taken in.</param>
public sealed record RefreshSummary(int CasesMeasured, int DecisionsAdded);
