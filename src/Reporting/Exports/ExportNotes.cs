using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>Tells the audit of one export: who, what, of which days, how many rows, why and under which key.</summary>
/// <param name="note">Writes an entry with this reason; all entries of one export are about the same.</param>
/// <param name="words">Its purpose of <see cref="AuditReasons"/>, its format, what its rows are, and the rest.</param>
internal sealed class ExportNotes(Func<string, CancellationToken, Task> note, ExportWords words)
{
    /// <summary>Before the first byte leaves: what was sent cannot be called back.</summary>
    public Task BegunAsync(CancellationToken cancellationToken) => NoteAsync(AuditReasons.ExportBegun, words.Format, cancellationToken);

    public Task DoneAsync(ExportSummary summary, CancellationToken cancellationToken) => NoteAsync(words.Reason, $"{words.Format}{words.Count(summary)}, ", cancellationToken);

    /// <summary>It ended before it was whole; so much of it had been written.</summary>
    public Task StoppedAsync(ExportSummary soFar, CancellationToken cancellationToken) => NoteAsync(AuditReasons.ExportStopped, $"{words.Format}{words.Count(soFar)}, ", cancellationToken);

    private Task NoteAsync(string reason, string what, CancellationToken cancellationToken) =>
        note($"{reason}: {what}{words.PurposeAndKey}", cancellationToken);
}

/// <param name="Reason">Of <see cref="AuditReasons"/>, for an export that is whole.</param>
/// <param name="Format">Its code and a comma; empty where there is but one.</param>
/// <param name="Count">Says how many rows.</param>
/// <param name="PurposeAndKey">Of which days, what for, and under which key.</param>
internal sealed record ExportWords(string Reason, string Format, Func<ExportSummary, string> Count, string PurposeAndKey);
