using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Writes the event log of whole cases to a file: no name, no note, no identity code; cases, clients and workers by pseudonyms.</summary>
public sealed class ExportEvents(GuidanceReads guidance, PseudonymVault vault, CountyCalendar calendar, AuditAdministration audit, TimeProvider clock)
{
    /// <param name="request">What, where to and why.</param>
    /// <param name="format">CSV and XES can be imported again.</param>
    /// <param name="keepsIds">Cases and workers by their ids in the source instead of pseudonyms, for moving a log: whoever asks must say so twice.</param>
    /// <param name="actor">Who exports.</param>
    /// <param name="progress">Told now and then; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops the reading, and leaves nothing behind.</param>
    /// <exception cref="ExportRefusedException">It cannot be made as asked for.</exception>
    public Task<ExportSummary> RunAsync(
        ExportRequest request, EventLogFormat format, bool keepsIds, Actor actor, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        if (keepsIds && format == EventLogFormat.Ocel)
            throw new ExportRefusedException(ExportRefusal.NotForOcel);

        var (keyName, key) = keepsIds ? (null, null) : ((string?, PseudonymKey?))request.FindKey(vault, calendar, clock.GetUtcNow().UtcDateTime);
        return ExportFile.WriteAsync(request, WriteAsync, NoteAsync, cancellationToken);

        async Task<ExportSummary> WriteAsync(Stream to)
        {
            await using var moment = await guidance.BeginMomentAsync(cancellationToken);
            await request.RequireSourceAsync(guidance, mustBeNamed: keepsIds, cancellationToken);
            var cases = new ReadCases(guidance, key);
            await cases.FindAsync(request.FromUtc(calendar), request.ToUtc(calendar), request.Source, cancellationToken);
            using EventLogWriter writer = format switch
            {
                EventLogFormat.Csv => new CsvLogWriter(to, isGuarded: !keepsIds),
                EventLogFormat.Xes => new XesLogWriter(to, mayChangeTexts: !keepsIds),
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
            }

            writer.End();
            return new ExportSummary(withEvents, writer.Rows, writer.TextsChanged);
        }

        Task NoteAsync(ExportSummary summary) => audit.NoteAsync(
            AuditAction.Export,
            nameof(ExportEvents),
            Guid.CreateVersion7(clock.GetUtcNow()),
            actor,
            string.Create(CultureInfo.InvariantCulture, $"{AuditReasons.EventsExported}: {Codes.Of(format)}, {summary.Rows} events of {summary.Cases} cases, {request.PurposeAndKey(keyName)}"),
            cancellationToken);
    }

    private static async Task<EventLogWriter> BeginOcelAsync(Stream to, ReadCases cases, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var writer = new OcelLogWriter(to);
        foreach (var (id, code) in cases.Units.OrderBy(unit => unit.Key))
            writer.WriteUnit(id, code);
        await foreach (var each in cases.ReadAsync(withEvents: false, progress, cancellationToken))
            writer.WriteObjects(each);
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
