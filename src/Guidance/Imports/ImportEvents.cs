using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>
/// Imports a case-event log through a profile. The file is read twice: first all of it is checked, so that a bad file stores nothing and
/// each case is known whole; then its rows are stored batch by batch, each batch in a transaction of its own.
/// </summary>
/// <remarks>
/// A run that is killed leaves whole batches behind, and the next run of the same file adds the rest: every case, event and quarantined row
/// is recognised by its own key. Short transactions also let the desks go on logging contacts while a large file comes in.
/// </remarks>
public sealed class ImportEvents(GuidanceDbContext guidance, TimeProvider clock)
{
    /// <summary>Rows stored in one transaction: some tenths of a second, during which others wait to write.</summary>
    public const int BatchRows = 5000;

    /// <summary>Rows of a file that are told with their problem in its summary; the others are counted, and wait in <see cref="Quarantine"/>.</summary>
    public const int UnreadableRowsTold = 10;

    /// <param name="path">The log's file.</param>
    /// <param name="profile">From <see cref="ImportProfiles.LoadAsync"/>.</param>
    /// <param name="actor">Who imports, for the audit.</param>
    /// <param name="progress">Told now and then how far it is; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops between batches. What is stored stays; the same import completes it later.</param>
    public async Task<ImportResult> RunAsync(
        string path, ImportProfile profile, Actor actor, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (EventLogFile.TryOpen(path, out var opened) is { } problem)
            return new ImportResult.Refused(problem);

        await using var stream = opened!;
        var fileName = EventLogFile.NameOf(path);
        var ledger = new CaseLedger(profile);
        if (Check(stream, fileName, ledger) is { } fault)
            return new ImportResult.Refused(fault);

        profile = ledger.ForSource();
        var store = new EventRowStore(guidance, profile, ledger, clock);
        await store.BeginAsync(fileName, actor, cancellationToken);
        return await StoreAsync()
            ? new ImportResult.Completed(await store.EndAsync(cancellationToken))
            : new ImportResult.Refused(new FileProblem(FileProblemKind.ChangedWhileRead, fileName));

        FileProblem? Check(FileStream file, string name, CaseLedger into)
        {
            var log = new EventLogFile(file, name, profile);
            foreach (var row in log.Rows())
            {
                into.Take(row);
                if (into.RowCount % BatchRows == 0)
                    Report(ImportPhase.Checking, into.RowCount);
            }

            Report(ImportPhase.Checking, into.RowCount);
            return log.Problem ?? (into.RowCount == 0 ? new FileProblem(FileProblemKind.NoRows, name) : null);
        }

        async Task<bool> StoreAsync()
        {
            var log = new EventLogFile(stream, fileName, profile);
            foreach (var batch in log.Rows().Chunk(BatchRows))
            {
                if (!await store.StoreAsync(batch, cancellationToken))
                    return false;
                Report(ImportPhase.Storing, store.RowsRead);
            }

            return log.Problem is null && store.RowsRead == ledger.RowCount;
        }

        void Report(ImportPhase phase, int rowsRead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new ImportProgress(phase, rowsRead, stream.Position, stream.Length));
        }
    }
}
