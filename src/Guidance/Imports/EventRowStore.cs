using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Stores the rows of one checked file, a batch to a transaction.</summary>
/// <remarks>
/// Two imports at once take turns batch by batch, so that each finds what the other stored: on SQLite a transaction has the write lock before it looks, on a server it
/// takes the turn of imports.
/// </remarks>
internal sealed class EventRowStore(GuidanceDbContext guidance, ImportProfile profile, CaseLedger ledger, TimeProvider clock)
{
    /// <summary>Keys asked for in one query: databases limit the parameters of a command.</summary>
    private const int KeysPerQuery = 500;

    private const string Turn = "Palveluohjaus.Imports";

    private readonly Occurrences _events = new();
    private readonly List<CaseFinding> _findings = [];
    private readonly Dictionary<string, Guid> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _workers = new(StringComparer.Ordinal);
    private ImportRun _run = null!;
    private QuarantineStore _quarantine = null!;

    public int RowsRead => _run.RowsRead;

    public async Task BeginAsync(string fileName, Actor actor, CancellationToken cancellationToken)
    {
        var now = Now();
        _run = new ImportRun { Profile = profile.Name, FileName = fileName.CutTo(ImportRun.FileNameMaxLength), StartedAtUtc = now };
        await guidance.InBulkTransactionAsync(
            async transaction =>
            {
                await guidance.TakeTurnAsync(Turn, cancellationToken);
                await guidance.BulkInsertAsync([_run], cancellationToken);
                await guidance.BulkInsertAsync(
                    [
                        AuditEntry.Of(AuditAction.Import, nameof(ImportRun), _run.Id, null, actor, $"profile {profile.Name}", now),
                    ],
                    cancellationToken);
                await AddTeamsAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken);
        _quarantine = await QuarantineStore.OpenAsync(guidance, _run, cancellationToken);
    }

    /// <returns>False when a row belongs to a case the checked file did not have: the file has changed, and nothing of this batch is stored.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellationToken)
    {
        var states = new CaseState?[rows.Count];
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Fault is not null)
                continue;
            states[index] = ledger.Find(rows[index]);
            if (states[index] is null)
                return false;
        }

        await guidance.InBulkTransactionAsync(transaction => StoreBatchAsync(rows, states, transaction, cancellationToken), cancellationToken);
        return true;
    }

    public async Task<ImportSummary> EndAsync(CancellationToken cancellationToken)
    {
        _run.EndedAtUtc = Now();
        await SaveRunAsync(cancellationToken);
        return new ImportSummary
        {
            RunId = _run.Id,
            RowsRead = _run.RowsRead,
            RowsUnreadable = _quarantine.RowsUnreadable,
            FirstUnreadable = _quarantine.FirstUnreadable,
            CasesAdded = _run.CasesAdded,
            CasesCorrected = _run.CasesCorrected,
            EventsAdded = _run.EventsAdded,
            RowsQuarantined = _run.RowsQuarantined,
            RowsResolved = _quarantine.RowsResolved,
            FindingsAdded = _run.FindingsAdded,
            Findings = _findings,
        };
    }

    private async Task StoreBatchAsync(IReadOnlyList<EventRow> rows, CaseState?[] states, WorkTransaction transaction, CancellationToken cancellationToken)
    {
        await guidance.TakeTurnAsync(Turn, cancellationToken);
        var now = Now();
        var batch = new EventBatch(now);
        var distinct = states.OfType<CaseState>().Distinct().ToList();
        await SettleAsync(distinct, batch, cancellationToken);

        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var fault = row.Fault ?? states[index]!.Fault ?? states[index]!.Disagreement(row, profile);
            if (fault is not null)
                _quarantine.Add(row, fault);
            else
                AddEvent(row, states[index]!.StoredId!.Value, batch);
        }

        await guidance.BulkInsertAsync(batch.Cases, cancellationToken);
        await guidance.BulkInsertAsync(batch.Contacts, cancellationToken);
        await guidance.BulkInsertAsync(batch.Events, cancellationToken);
        await guidance.BulkInsertAsync(batch.Findings, cancellationToken);
        await _quarantine.StoreAsync(now, cancellationToken);

        _run.RowsRead += rows.Count;
        _run.CasesAdded += batch.Cases.Count;
        _run.CasesCorrected += batch.CasesCorrected;
        _run.EventsAdded += batch.Events.Count - batch.CasesCorrected;
        _run.FindingsAdded += batch.Findings.Count;
        await SaveRunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task AddTeamsAsync(CancellationToken cancellationToken)
    {
        _units.Clear();
        _workers.Clear();
        await foreach (var unit in guidance.Units.AsNoTracking().Where(unit => unit.Source == profile.Name).AsAsyncEnumerable().WithCancellation(cancellationToken))
            _units[unit.Code] = unit.Id;
        await foreach (var worker in guidance.Workers.AsNoTracking().Where(worker => worker.Source == profile.Name).AsAsyncEnumerable().WithCancellation(cancellationToken))
            _workers[worker.Code] = worker.Id;

        var units = ledger.Units.Where(code => !_units.ContainsKey(code)).Order(StringComparer.Ordinal)
            .Select(code => new Unit { Source = profile.Name, Code = code, NameFi = code, NameSv = code, NameEn = code }).ToList();
        var workers = ledger.Workers.Where(code => !_workers.ContainsKey(code)).Order(StringComparer.Ordinal)
            .Select(code => new Worker { Source = profile.Name, Code = code, Name = code }).ToList();
        await guidance.BulkInsertAsync(units, cancellationToken);
        await guidance.BulkInsertAsync(workers, cancellationToken);
        units.ForEach(unit => _units[unit.Code] = unit.Id);
        workers.ForEach(worker => _workers[worker.Code] = worker.Id);
    }

    /// <summary>Makes sure that each case of the batch is stored as its file states it, and learns which of its events are stored already.</summary>
    private async Task SettleAsync(List<CaseState> states, EventBatch batch, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, GuidanceCase>(StringComparer.Ordinal);
        foreach (var ids in states.Where(state => state.StoredId is null && state.Fault is null).Select(state => state.ExternalId).Chunk(KeysPerQuery))
        {
            var found = guidance.Cases.AsTracking().Where(candidate => candidate.Source == profile.Name && ids.Contains(candidate.ExternalId));
            await foreach (var guidanceCase in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
                stored[guidanceCase.ExternalId!] = guidanceCase;
        }

        var earlier = states.Select(state => state.StoredId).OfType<Guid>().Concat(stored.Values.Select(guidanceCase => guidanceCase.Id)).ToList();
        var latest = await ReadStoredEventsAsync(earlier, batch, cancellationToken);
        var foundBefore = await ReadFindingsAsync([.. stored.Values.Select(guidanceCase => guidanceCase.Id)], cancellationToken);

        await RefuseRemovedAsync([.. states.Where(state => state.StoredId is null && state.Fault is null && !stored.ContainsKey(state.ExternalId))], cancellationToken);
        foreach (var state in states.Where(state => state.StoredId is null && state.Fault is null))
        {
            if (stored.TryGetValue(state.ExternalId, out var guidanceCase))
                Correct(state, guidanceCase, latest.GetValueOrDefault(guidanceCase.Id), batch);
            else
                guidanceCase = Add(state, batch);

            if (guidanceCase is null || state.Fault is not null)
                continue;
            state.StoredId = guidanceCase.Id;
            var isFinding = guidanceCase.ClosedAtUtc < guidanceCase.ReceivedAtUtc;
            if (isFinding)
                _findings.Add(new CaseFinding(state.ExternalId, FindingKind.ClosedBeforeReceived));
            if (isFinding && !foundBefore.Contains(guidanceCase.Id))
                batch.Findings.Add(new ImportFinding { CaseId = guidanceCase.Id, Kind = FindingKind.ClosedBeforeReceived, FoundAtUtc = batch.AtUtc });
            else if (!isFinding && foundBefore.Contains(guidanceCase.Id))
                await guidance.ImportFindings
                    .Where(finding => finding.CaseId == guidanceCase.Id && finding.Kind == FindingKind.ClosedBeforeReceived)
                    .ExecuteDeleteAsync(cancellationToken);
        }

        await guidance.SaveChangesAsync(cancellationToken);
        guidance.ChangeTracker.Clear();
    }

    private async Task<Dictionary<Guid, StoredEvent>> ReadStoredEventsAsync(List<Guid> caseIds, EventBatch batch, CancellationToken cancellationToken)
    {
        var latest = new Dictionary<Guid, StoredEvent>();
        foreach (var ids in caseIds.Chunk(KeysPerQuery))
        {
            var events = guidance.CaseEvents.AsNoTracking()
                .Where(stored => ids.Contains(stored.CaseId) && stored.Kind == CaseEventKind.Imported)
                .OrderBy(stored => stored.Sequence)
                .Select(stored => new StoredEvent(stored.CaseId, stored.ExternalDigest!, stored.OccurredAtUtc, stored.UnitId, stored.WorkerId));
            await foreach (var stored in events.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                batch.StoredDigests.Add(stored.Digest);
                if (!latest.TryGetValue(stored.CaseId, out var other) || stored.OccurredAtUtc >= other.OccurredAtUtc)
                    latest[stored.CaseId] = stored;
            }
        }

        return latest;
    }

    private async Task<HashSet<Guid>> ReadFindingsAsync(List<Guid> caseIds, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        foreach (var ids in caseIds.Chunk(KeysPerQuery))
            found.UnionWith(await guidance.ImportFindings.Where(finding => ids.Contains(finding.CaseId)).Select(finding => finding.CaseId).ToListAsync(cancellationToken));
        return found;
    }

    /// <summary>What the county removed when its time had come is told of and not taken again: its rows wait in quarantine until somebody decides.</summary>
    private async Task RefuseRemovedAsync(List<CaseState> states, CancellationToken cancellationToken)
    {
        foreach (var chunk in states.Chunk(KeysPerQuery))
        {
            var byDigest = chunk.ToDictionary(state => RemovedCase.DigestOf(state.ExternalId));
            List<string> digests = [.. byDigest.Keys];
            var removed = await guidance.RemovedCases.Where(row => row.Source == profile.Name && digests.Contains(row.ExternalDigest)).Select(row => row.ExternalDigest).ToListAsync(cancellationToken);
            foreach (var digest in removed)
                byDigest[digest].Fault = new RowFault(profile.Columns[EventColumn.Case], RowProblem.CaseRemoved);
        }
    }

    private GuidanceCase? Add(CaseState state, EventBatch batch)
    {
        if ((state.Channel ?? profile.DefaultChannel) is not { } channel)
        {
            state.Fault = new RowFault(profile.Columns[EventColumn.Channel], RowProblem.ValueMissing, Expected: string.Join(", ", profile.Channels.Keys).CutTo(QuarantinedRow.ExpectedMaxLength));
            return null;
        }

        var guidanceCase = new GuidanceCase
        {
            Source = profile.Name,
            ExternalId = state.ExternalId,
            Channel = channel,
            ReceivedAtUtc = state.StartAtUtc ?? state.FirstEventAtUtc,
            Theme = state.Theme,
            LifeStage = state.LifeStage,
            ServiceLanguage = state.Language,
        };
        guidanceCase.CorrectFromSource(state.DeadlineAtUtc, state.EndAtUtc, UnitId(state.LatestUnit), WorkerId(state.LatestWorker));
        batch.Cases.Add(guidanceCase);
        batch.Contacts.Add(new Contact
        {
            CaseId = guidanceCase.Id,
            OpensCase = true,
            Initiator = ContactInitiator.Client,
            Channel = channel,
            StartedAtUtc = guidanceCase.ReceivedAtUtc,
            RecordedAtUtc = batch.AtUtc,
        });
        return guidanceCase;
    }

    private void Correct(CaseState state, GuidanceCase guidanceCase, StoredEvent? latest, EventBatch batch)
    {
        state.Fault = state.Disagreement(guidanceCase, profile);
        if (state.Fault is not null)
            return;

        // A file may hold only the older part of a case, or be an older export: who is responsible is told by the latest event of all,
        // and an end or deadline that came with it stands. An empty cell of the past does not open a case again.
        var isStoredLater = latest is not null && latest.OccurredAtUtc > state.LatestEventAtUtc;
        var isCorrected = guidanceCase.CorrectFromSource(
            Settled(EventColumn.Deadline, state.DeadlineAtUtc, guidanceCase.DueAtUtc),
            Settled(EventColumn.End, state.EndAtUtc, guidanceCase.ClosedAtUtc),
            isStoredLater ? latest!.UnitId : UnitId(state.LatestUnit),
            isStoredLater ? latest!.WorkerId : WorkerId(state.LatestWorker));
        if (!isCorrected)
            return;

        batch.CasesCorrected++;
        batch.Events.Add(new CaseEvent
        {
            CaseId = guidanceCase.Id,
            Kind = CaseEventKind.Corrected,
            OccurredAtUtc = batch.AtUtc,
            RecordedAtUtc = batch.AtUtc,
            UnitId = guidanceCase.ResponsibleUnitId,
            WorkerId = guidanceCase.ResponsibleWorkerId,
        });

        DateTime? Settled(EventColumn column, DateTime? stated, DateTime? stored) =>
            !profile.Columns.ContainsKey(column) ? stored
            : isStoredLater ? stored ?? stated
            : stated;
    }

    private void AddEvent(EventRow row, Guid caseId, EventBatch batch)
    {
        _quarantine.Resolve(row);
        var digest = _events.Number(row.Identity);
        if (batch.StoredDigests.Contains(digest))
            return;

        batch.Events.Add(new CaseEvent
        {
            CaseId = caseId,
            Kind = CaseEventKind.Imported,
            Activity = row.Activity,
            OccurredAtUtc = row.OccurredAtUtc,
            RecordedAtUtc = batch.AtUtc,
            UnitId = UnitId(row.Unit),
            WorkerId = WorkerId(row.Worker),
            ExternalDigest = digest,
        });
    }

    private Task<int> SaveRunAsync(CancellationToken cancellationToken) =>
        guidance.ImportRuns.Where(run => run.Id == _run.Id).ExecuteUpdateAsync(
            run => run
                .SetProperty(stored => stored.EndedAtUtc, _run.EndedAtUtc)
                .SetProperty(stored => stored.RowsRead, _run.RowsRead)
                .SetProperty(stored => stored.CasesAdded, _run.CasesAdded)
                .SetProperty(stored => stored.CasesCorrected, _run.CasesCorrected)
                .SetProperty(stored => stored.EventsAdded, _run.EventsAdded)
                .SetProperty(stored => stored.RowsQuarantined, _run.RowsQuarantined)
                .SetProperty(stored => stored.FindingsAdded, _run.FindingsAdded),
            cancellationToken);

    private Guid? UnitId(string? code) => code is null ? null : _units[code];

    private Guid? WorkerId(string? code) => code is null ? null : _workers[code];

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;

    private sealed record StoredEvent(Guid CaseId, string Digest, DateTime OccurredAtUtc, Guid? UnitId, Guid? WorkerId);
}
