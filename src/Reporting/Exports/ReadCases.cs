using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Reads cases with their events, some hundred at a time: besides these only 24 bytes a case are kept.</summary>
/// <param name="guidance">Within one <see cref="GuidanceReads.BeginMomentAsync"/>, so that what is read first and last is of one moment.</param>
/// <param name="key">Names cases, clients and workers; null for the ids they have in their source.</param>
internal sealed class ReadCases(GuidanceReads guidance, PseudonymKey? key)
{
    public const string CaseKind = "case";
    public const string ClientKind = "client";
    public const string WorkerKind = "worker";
    private const int CasesAtOnce = 200;

    private Dictionary<Guid, string> _units = [];
    private Dictionary<Guid, string> _workers = [];
    private Guid[] _ids = [];

    public int Count => _ids.Length;

    public IReadOnlyDictionary<Guid, string> Units => _units;

    public async Task FindAsync(DateTime? fromUtc, DateTime? toUtc, string? source, CancellationToken cancellationToken)
    {
        _units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);
        if (key is null)
            _workers = await guidance.Workers.ToDictionaryAsync(worker => worker.Id, worker => worker.Code, cancellationToken);

        var ids = new List<Guid>();
        var wanted = guidance.Cases.Where(row => (fromUtc == null || row.ReceivedAtUtc >= fromUtc) && (toUtc == null || row.ReceivedAtUtc < toUtc) && (source == null || row.Source == source));
        await foreach (var id in wanted.Select(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            ids.Add(id);
        _ids = [.. ids];

        // Ids grow with time, so that their order would tell which case came first.
        if (key is null)
            Array.Sort(_ids);
        else
            Array.Sort(Array.ConvertAll(_ids, id => key.PlaceOf(CaseKind, id)), _ids);
    }

    /// <param name="withEvents">Without, each case has none.</param>
    /// <param name="progress">Told after each reading.</param>
    /// <param name="cancellationToken">Stops between readings.</param>
    public async IAsyncEnumerable<ExportedCase> ReadAsync(bool withEvents, IProgress<ExportProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var ids in _ids.Chunk(CasesAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = ids.ToList();
            var cases = await guidance.Cases.Where(row => EF.Parameter(wanted).Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
            var events = withEvents
                ? (await guidance.CaseEvents.Where(row => EF.Parameter(wanted).Contains(row.CaseId)).Select(row => new EventRead(row.Sequence, row.CaseId, row.Kind, row.Activity, row.OccurredAtUtc, row.UnitId, row.WorkerId, row.TakesBack)).ToListAsync(cancellationToken)).ToLookup(row => row.CaseId)
                : Array.Empty<EventRead>().ToLookup(row => row.CaseId);
            foreach (var id in ids)
                yield return Describe(cases[id], InTimeOrder(events[id]));
            done += ids.Length;
            progress?.Report(new ExportProgress(done, _ids.Length));
        }
    }

    public string? NameOfClient(Guid? id) => key is null || id is not { } known ? null : key.Of(ClientKind, known);

    // As MeasureCase.InTimeOrder: what was recorded by mistake is no part of the process, nor is a correction.
    private static IEnumerable<EventRead> InTimeOrder(IEnumerable<EventRead> events)
    {
        var rows = events.ToList();
        var takenBack = rows.Where(row => row.TakesBack is not null).Select(row => row.TakesBack!.Value).ToHashSet();
        return rows.Where(row => row.Kind is not (CaseEventKind.Corrected or CaseEventKind.TakenBack) && !takenBack.Contains(row.Sequence)).OrderBy(row => row.AtUtc).ThenBy(row => row.Sequence);
    }

    private ExportedCase Describe(GuidanceCase row, IEnumerable<EventRead> events) => new()
    {
        Name = key is null ? row.ExternalId ?? row.Id.ToString() : key.Of(CaseKind, row.Id),
        Client = NameOfClient(row.ClientId),
        Source = row.Source,
        Channel = row.Channel.Code(),
        Theme = Codes.Of(row.Theme),
        LifeStage = Codes.Of(row.LifeStage),
        Language = Codes.Of(row.ServiceLanguage),
        StartUtc = row.ReceivedAtUtc,
        EndUtc = row.ClosedAtUtc,
        DeadlineUtc = row.DueAtUtc,
        UnitId = row.ResponsibleUnitId,
        Events =
        [
            .. events.Select(each => new ExportedEvent
            {
                Activity = each.Activity ?? Codes.Of(each.Kind),
                AtUtc = each.AtUtc,
                UnitId = each.UnitId,
                Unit = each.UnitId is { } unit ? _units[unit] : null,
                Worker = each.WorkerId is not { } worker ? null : key is null ? _workers[worker] : key.Of(WorkerKind, worker),
            }),
        ],
    };

    private sealed record EventRead(long Sequence, Guid CaseId, CaseEventKind Kind, string? Activity, DateTime AtUtc, Guid? UnitId, Guid? WorkerId, long? TakesBack);
}
