using System.Globalization;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Tells the audit of one export: who, what, of which days, how many rows, why and under which key.</summary>
/// <param name="audit">Where it is written.</param>
/// <param name="subject">What kind of export.</param>
/// <param name="actor">Who exports.</param>
/// <param name="words">Its purpose of <see cref="AuditReasons"/>, its format or null, what its rows are, and the rest.</param>
/// <param name="exportId">One for all that is told of it.</param>
internal sealed class ExportNotes(AuditAdministration audit, string subject, Actor actor, ExportWords words, Guid exportId)
{
    /// <summary>Before the first byte leaves: what was sent cannot be called back.</summary>
    public Task BegunAsync(CancellationToken cancellationToken) => NoteAsync(AuditReasons.ExportBegun, words.Format, cancellationToken);

    public Task DoneAsync(ExportSummary summary, CancellationToken cancellationToken) => NoteAsync(words.Reason, $"{words.Format}{words.Count(summary)}, ", cancellationToken);

    /// <summary>It ended before it was whole; so much of it had been written.</summary>
    public Task StoppedAsync(ExportSummary soFar, CancellationToken cancellationToken) => NoteAsync(AuditReasons.ExportStopped, $"{words.Format}{words.Count(soFar)}, ", cancellationToken);

    private Task NoteAsync(string reason, string what, CancellationToken cancellationToken) =>
        audit.NoteAsync(AuditAction.Export, subject, exportId, actor, string.Create(CultureInfo.InvariantCulture, $"{reason}: {what}{words.PurposeAndKey}"), cancellationToken);
}

/// <param name="Reason">Of <see cref="AuditReasons"/>, for an export that is whole.</param>
/// <param name="Format">Its code and a comma; empty where there is but one.</param>
/// <param name="Count">Says how many rows.</param>
/// <param name="PurposeAndKey">Of which days, what for, and under which key.</param>
internal sealed record ExportWords(string Reason, string Format, Func<ExportSummary, string> Count, string PurposeAndKey);
