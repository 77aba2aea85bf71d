using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>Puts the bad rows of one run into quarantine, and marks those that were waiting there and can be read now.</summary>
internal sealed class QuarantineStore
{
    private const int KeysPerQuery = 500;

    private readonly GuidanceDbContext _guidance;
    private readonly ImportRun _run;
    private readonly HashSet<string> _waiting;
    private readonly Occurrences _rows = new();
    private readonly Dictionary<string, (EventRow Row, RowFault Fault)> _bad = new(StringComparer.Ordinal);
    private readonly List<string> _readable = [];
    private readonly List<UnreadableRow> _firstUnreadable = [];

    private QuarantineStore(GuidanceDbContext guidance, ImportRun run, HashSet<string> waiting)
    {
        _guidance = guidance;
        _run = run;
        _waiting = waiting;
    }

    public int RowsUnreadable { get; private set; }

    public IReadOnlyList<UnreadableRow> FirstUnreadable => _firstUnreadable;

    public int RowsResolved { get; private set; }

    public static async Task<QuarantineStore> OpenAsync(GuidanceDbContext guidance, ImportRun run, CancellationToken cancellationToken)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        var digests = guidance.QuarantinedRows.Where(row => row.Profile == run.Profile && row.ResolvedAtUtc == null).Select(row => row.RowDigest);
        await foreach (var digest in digests.AsAsyncEnumerable().WithCancellation(cancellationToken))
            waiting.Add(digest);
        return new QuarantineStore(guidance, run, waiting);
    }

    public void Add(EventRow row, RowFault fault)
    {
        RowsUnreadable++;
        if (_firstUnreadable.Count < ImportEvents.UnreadableRowsTold)
        {
            _firstUnreadable.Add(new UnreadableRow
            {
                LineNumber = row.LineNumber,
                Trace = row.Place?.Trace,
                EventOfTrace = row.Place?.Event,
                Column = fault.Column,
                Problem = fault.Problem,
                Found = fault.Found,
                Expected = fault.Expected,
            });
        }

        _bad.Add(_rows.Number(Digests.Of(row.RawText)), (row, fault));
    }

    public void Resolve(EventRow row)
    {
        if (_waiting.Count == 0)
            return;
        var digest = _rows.Number(Digests.Of(row.RawText));
        if (_waiting.Contains(digest))
            _readable.Add(digest);
    }

    /// <summary>Within the context's current transaction.</summary>
    public async Task StoreAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        foreach (var digests in _bad.Keys.ToList().Chunk(KeysPerQuery))
            await ForgetKnownAsync(digests, cancellationToken);
        _run.RowsQuarantined += await _guidance.BulkInsertAsync(_bad.Select(bad => Describe(bad.Key, bad.Value.Row, bad.Value.Fault, nowUtc)), cancellationToken);
        _bad.Clear();

        foreach (var digests in _readable.Chunk(KeysPerQuery))
        {
            RowsResolved += await _guidance.QuarantinedRows
                .Where(row => row.Profile == _run.Profile && row.ResolvedAtUtc == null && digests.Contains(row.RowDigest))
                .ExecuteUpdateAsync(row => row.SetProperty(stored => stored.ResolvedAtUtc, nowUtc), cancellationToken);
        }

        _readable.Clear();
    }

    // A row that waits keeps its place; only what is wrong with it is told anew when a mended profile gets further into the row.
    private async Task ForgetKnownAsync(string[] digests, CancellationToken cancellationToken)
    {
        var known = await _guidance.QuarantinedRows.AsNoTracking()
            .Where(row => row.Profile == _run.Profile && digests.Contains(row.RowDigest))
            .Select(row => new { row.Id, row.RowDigest, row.Column, row.Problem, row.ResolvedAtUtc })
            .ToListAsync(cancellationToken);
        foreach (var row in known)
        {
            _bad.Remove(row.RowDigest, out var bad);
            if (row.ResolvedAtUtc is not null || (row.Column, row.Problem) == (bad.Fault.Column, bad.Fault.Problem))
                continue;
            await _guidance.QuarantinedRows.Where(stored => stored.Id == row.Id).ExecuteUpdateAsync(
                stored => stored
                    .SetProperty(changed => changed.Column, bad.Fault.Column)
                    .SetProperty(changed => changed.Problem, bad.Fault.Problem)
                    .SetProperty(changed => changed.Found, bad.Fault.Found)
                    .SetProperty(changed => changed.Expected, bad.Fault.Expected),
                cancellationToken);
        }
    }

    private QuarantinedRow Describe(string digest, EventRow row, RowFault fault, DateTime nowUtc) => new()
    {
        Profile = _run.Profile,
        FileName = _run.FileName,
        LineNumber = row.LineNumber,
        RawText = (PlaceText(row.Place) + row.RawText.Replace('\0', '␀')).CutTo(QuarantinedRow.RawTextMaxLength),
        RowDigest = digest,
        Column = fault.Column,
        Problem = fault.Problem,
        Found = fault.Found,
        Expected = fault.Expected,
        QuarantinedAtUtc = nowUtc,
    };

    // Beside the text and no part of what makes the row itself: in a longer export the same event may be of another trace.
    private static string PlaceText(LogPlace? place) =>
        place is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<!-- trace {place.Trace}, event {place.Event} -->");
}
