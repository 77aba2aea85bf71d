using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Writes the event log of whole cases: no name, no note, no identity code; cases, clients and workers by pseudonyms.</summary>
public sealed class ExportEvents(GuidanceReads guidance, PseudonymVault vault, CountyCalendar calendar, AuditAdministration audit, TimeProvider clock)
{
    /// <param name="request">What, where to and why.</param>
    /// <param name="format">CSV and XES can be imported again.</param>
    /// <param name="keepsIds">Cases and workers by their ids in the source instead of pseudonyms, for moving a log: whoever asks must say so twice.</param>
    /// <param name="actor">Who exports.</param>
    /// <param name="progress">Told now and then; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops the reading, and leaves nothing behind.</param>
    /// <exception cref="ExportRefusedException">It cannot be made as asked for.</exception>
    public async Task<ExportSummary> RunAsync(
        ExportRequest request, EventLogFormat format, bool keepsIds, Actor actor, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        if (keepsIds && format == EventLogFormat.Ocel)
            throw new ExportRefusedException(ExportRefusal.NotForOcel);

        // Before anything is begun or sent.
        await request.RequireSourceAsync(guidance, mustBeNamed: keepsIds, cancellationToken);
        var now = clock.GetUtcNow();
        var (keyName, key) = keepsIds ? (null, null) : ((string?, PseudonymKey?))request.FindKey("events", vault, calendar, now.UtcDateTime);
        var words = new ExportWords(
            AuditReasons.EventsExported, $"{Codes.Of(format)}, ", summary => string.Create(CultureInfo.InvariantCulture, $"{summary.Rows} events of {summary.Cases} cases"), request.PurposeAndKey(keyName));
        var exportId = Guid.CreateVersion7(now);
        return await request.WriteAsync(WriteAsync, new ExportNotes((reason, token) => audit.NoteAsync(AuditAction.Export, nameof(ExportEvents), exportId, actor, reason, token), words), cancellationToken);

        async Task<ExportSummary> WriteAsync(ExportOutput to)
        {
            await using var moment = await guidance.BeginMomentAsync(cancellationToken);
            var cases = new ReadCases(guidance, key);
            await cases.FindAsync(request.FromUtc(calendar), request.ToUtc(calendar), request.Source, cancellationToken);
            using EventLogWriter writer = format switch
            {
                EventLogFormat.Csv => new CsvLogWriter(to.Content, isGuarded: !keepsIds),
                EventLogFormat.Xes => new XesLogWriter(to.Content, mayChangeTexts: !keepsIds),
                EventLogFormat.Ocel => await BeginOcelAsync(to, cases, progress, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
            };
            var withEvents = 0;
            await foreach (var each in cases.ReadAsync(withEvents: true, progress, cancellationToken))
            {
                // A case of which nothing is recorded that counts: a trace without events is none.
                if (each.Events.Count == 0)
                    continue;
                writer.Write(each);
                withEvents++;
                await to.WroteAsync(new ExportSummary(withEvents, writer.Rows, writer.TextsChanged), cancellationToken);
            }

            writer.End();
            return new ExportSummary(withEvents, writer.Rows, writer.TextsChanged);
        }
    }

    private static async Task<EventLogWriter> BeginOcelAsync(ExportOutput to, ReadCases cases, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var writer = new OcelLogWriter(to.Content);
        foreach (var (id, code) in cases.Units.OrderBy(unit => unit.Key))
            writer.WriteUnit(id, code);
        await foreach (var each in cases.ReadAsync(withEvents: false, progress, cancellationToken))
        {
            writer.WriteObjects(each);
            await to.WroteAsync(to.SoFar, cancellationToken);
        }

        writer.BeginEvents();
        return writer;
    }
}

public enum EventLogFormat
{
    Csv,

    /// <summary>IEEE 1849-2016.</summary>
    Xes,

    /// <summary>OCEL 2.0, as JSON.</summary>
    Ocel,
}
