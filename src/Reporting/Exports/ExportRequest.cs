using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Exports;

/// <summary>What is exported, where to and why.</summary>
public sealed record ExportRequest
{
    public required ExportTarget Target { get; init; }

    /// <summary>Cases received from this day of the county on; null from the first.</summary>
    public DateOnly? From { get; init; }

    /// <summary>…and before this day; null to the last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only cases of this source; null for all.</summary>
    public string? Source { get; init; }

    public KeyPeriod KeyPeriod { get; init; } = KeyPeriod.Month;
    public ExportPurpose Purpose { get; init; } = ExportPurpose.KnowledgeManagement;

    /// <summary>The beginning of <see cref="From"/>; null when there is none.</summary>
    internal DateTime? FromUtc(CountyCalendar calendar) => From is { } day ? calendar.StartOfDayUtc(day) : null;

    /// <summary>The beginning of <see cref="To"/>; null when there is none.</summary>
    internal DateTime? ToUtc(CountyCalendar calendar) => To is { } day ? calendar.StartOfDayUtc(day) : null;

    internal Task<ExportSummary> WriteAsync(Func<ExportOutput, Task<ExportSummary>> write, ExportNotes notes, CancellationToken cancellationToken) => Target switch
    {
        ExportTarget.ToFile file => ExportFile.WriteAsync(file, write, notes, cancellationToken),
        ExportTarget.ToBrowser browser => ExportDownload.WriteAsync(browser, write, notes, cancellationToken),
        _ => throw new InvalidOperationException("Not a place an export goes to."),
    };

    /// <param name="guidance">Whose cases are exported.</param>
    /// <param name="mustBeNamed">Whether cases of several sources may not go into one file.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ExportRefusedException">There is no such source, or one of several has to be named.</exception>
    internal async Task RequireSourceAsync(GuidanceReads guidance, bool mustBeNamed, CancellationToken cancellationToken)
    {
        if (Source is null && !mustBeNamed)
            return;
        var sources = await guidance.Cases.Select(row => row.Source).Distinct().ToListAsync(cancellationToken);
        var told = string.Join(", ", sources.Order(StringComparer.Ordinal));
        if (Source is not null && !sources.Contains(Source))
            throw new ExportRefusedException(ExportRefusal.NoSuchSource, told);
        if (Source is null && sources.Count > 1)
            throw new ExportRefusedException(ExportRefusal.SourceNeeded, told);
    }

    internal string PurposeAndKey(string? keyName) => string.Create(
        CultureInfo.InvariantCulture,
        $"{From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…"}–{To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "…"}, for {Codes.Of(Purpose)}, {(keyName is null ? "ids as they are" : $"key {keyName}")}");

    /// <param name="file">The kind of file: what two kinds tell of a person must not be joined.</param>
    /// <param name="vault">Where keys come from.</param>
    /// <param name="calendar">The county's.</param>
    /// <param name="nowUtc">The moment of exporting.</param>
    internal (string Name, PseudonymKey Key) FindKey(string file, PseudonymVault vault, CountyCalendar calendar, DateTime nowUtc)
    {
        if (KeyPeriod == KeyPeriod.Once)
            return ("once", PseudonymVault.KeyForOnce());
        var name = calendar.DayOf(nowUtc).ToString(KeyPeriod switch { KeyPeriod.Day => "yyyy-MM-dd", KeyPeriod.Month => "yyyy-MM", _ => "yyyy" }, CultureInfo.InvariantCulture);
        return (name, vault.KeyOf(file, name));
    }
}

/// <summary>How long pseudonyms of one kind of file stay the same: exports under one key can be joined, under two they cannot.</summary>
public enum KeyPeriod
{
    /// <summary>This export only; the key is kept nowhere.</summary>
    Once,

    /// <summary>The county's day on which the export is made.</summary>
    Day,
    Month,
    Year,
}

/// <summary>What the export is for. It stands in the audit, so it is chosen and not typed.</summary>
public enum ExportPurpose
{
    KnowledgeManagement,
    QualityWork,
    Research,
    Statistics,
    Supervision,

    /// <summary>Moving a log to another database.</summary>
    Transfer,
}

/// <param name="Cases">How many cases the file tells of.</param>
/// <param name="Rows">Its rows: events, or cases.</param>
/// <param name="TextsChanged">Values of which something had to be changed, as the format cannot hold it or a spreadsheet would run it.</param>
public sealed record ExportSummary(int Cases, int Rows, int TextsChanged);

/// <param name="CasesDone">Cases written.</param>
/// <param name="CasesTotal">Of so many.</param>
public sealed record ExportProgress(int CasesDone, int CasesTotal);

/// <summary>The export cannot be made as asked for; nothing was written, and what was there before is as it was.</summary>
public sealed class ExportRefusedException(ExportRefusal reason, string? detail = null) : Exception
{
    public ExportRefusal Reason { get; } = reason;

    /// <summary>Names that the sentence needs; never a client's.</summary>
    public string? Detail { get; } = detail;
}

public enum ExportRefusal
{
    FileExists,
    FolderMissing,
    IsFolder,
    CannotWrite,
    NoSuchSource,

    /// <summary>Case ids are unique within a source only.</summary>
    SourceNeeded,

    /// <summary>A value holds a character that XML 1.0 cannot hold, and nothing may be changed.</summary>
    NotForXml,

    /// <summary>Ids as they are go to the formats that the import reads.</summary>
    NotForOcel,
}
