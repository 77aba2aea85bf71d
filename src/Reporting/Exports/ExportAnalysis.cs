using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Writes the analysis file: one row a case from the facts, with pseudonyms, age bands and weeks. See <see cref="AnalysisColumns"/>.</summary>
public sealed class ExportAnalysis(ReportingDbContext reporting, GuidanceReads guidance, PseudonymVault vault, CountyCalendar calendar, AuditAdministration audit, TimeProvider clock)
{
    private const int RowsAtOnce = 500;

    /// <param name="request">What, where to and why.</param>
    /// <param name="actor">Who exports.</param>
    /// <param name="progress">Told now and then; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops the reading, and leaves nothing behind.</param>
    /// <exception cref="ExportRefusedException">It cannot be made as asked for.</exception>
    public async Task<ExportSummary> RunAsync(ExportRequest request, Actor actor, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        // Before anything is begun or sent.
        await request.RequireSourceAsync(guidance, mustBeNamed: false, cancellationToken);
        var now = clock.GetUtcNow();
        var (keyName, key) = request.FindKey("analysis", vault, calendar, now.UtcDateTime);
        var words = new ExportWords(AuditReasons.AnalysisExported, string.Empty, summary => string.Create(CultureInfo.InvariantCulture, $"{summary.Rows} cases"), request.PurposeAndKey(keyName));
        var exportId = Guid.CreateVersion7(now);
        return await request.WriteAsync(WriteAsync, new ExportNotes((reason, token) => audit.NoteAsync(AuditAction.Export, nameof(ExportAnalysis), exportId, actor, reason, token), words), cancellationToken);

        async Task<ExportSummary> WriteAsync(ExportOutput to)
        {
            var units = await guidance.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancellationToken);
            var isProtected = (await guidance.Clients.Where(client => client.IsProtected).Select(client => client.Id).ToListAsync(cancellationToken)).ToHashSet();
            await using var moment = await ReadTransaction.BeginAsync(reporting, cancellationToken);
            var numbers = await FindAsync(request, key, cancellationToken);
            using var cells = new CsvCells(to.Content, isGuarded: true);
            foreach (var column in AnalysisColumns.All)
                cells.Value(column.Name);
            cells.EndRow();

            var done = 0;
            foreach (var chunk in numbers.Chunk(RowsAtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wanted = chunk.ToList();
                var facts = await reporting.CaseFacts.AsNoTracking().Where(fact => EF.Parameter(wanted).Contains(fact.Number)).ToDictionaryAsync(fact => fact.Number, cancellationToken);
                foreach (var fact in chunk.Select(number => facts[number]))
                {
                    var row = new AnalysisRow
                    {
                        Fact = fact,
                        Case = key.Of(ReadCases.CaseKind, fact.CaseId),
                        Client = fact.ClientId is { } client ? key.Of(ReadCases.ClientKind, client) : null,
                        Unit = fact.UnitId is { } unit ? units.GetValueOrDefault(unit) : null,
                        IsProtected = fact.ClientId is { } whose && isProtected.Contains(whose),
                        Calendar = calendar,
                    };
                    foreach (var column in AnalysisColumns.All)
                    {
                        if (column.IsText)
                            cells.Text(column.Read(row));
                        else
                            cells.Value(column.Read(row));
                    }

                    cells.EndRow();
                }

                done += chunk.Length;
                await to.WroteAsync(new ExportSummary(done, done, cells.TextsChanged), cancellationToken);
                progress?.Report(new ExportProgress(done, numbers.Length));
            }

            cells.Flush();
            return new ExportSummary(numbers.Length, numbers.Length, cells.TextsChanged);
        }
    }

    /// <summary>The numbers of the facts wanted, in an order that tells nothing: facts are numbered client by client.</summary>
    private async Task<int[]> FindAsync(ExportRequest request, PseudonymKey key, CancellationToken cancellationToken)
    {
        var (fromUtc, toUtc) = (request.FromUtc(calendar), request.ToUtc(calendar));
        var found = await reporting.CaseFacts.AsNoTracking()
            .Where(fact => (fromUtc == null || fact.ReceivedAtUtc >= fromUtc) && (toUtc == null || fact.ReceivedAtUtc < toUtc) && (request.Source == null || fact.Source == request.Source))
            .Select(fact => new { fact.Number, fact.CaseId })
            .ToListAsync(cancellationToken);
        var numbers = found.Select(fact => fact.Number).ToArray();
        Array.Sort(found.Select(fact => key.PlaceOf(ReadCases.CaseKind, fact.CaseId)).ToArray(), numbers);
        return numbers;
    }
}
