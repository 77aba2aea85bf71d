namespace Palveluohjaus.Guidance.Imports;

/// <summary>What came of an import.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>Every readable row is stored, durably; the others wait in quarantine.</summary>
    public sealed record Completed(ImportSummary Summary) : ImportResult;

    /// <summary>The file could not be read as a log of this profile. Nothing was stored, but for <see cref="FileProblemKind.ChangedWhileRead"/>.</summary>
    public sealed record Refused(FileProblem Problem) : ImportResult;
}

/// <summary>What one run read and stored. A second run over the same file adds nothing.</summary>
public sealed record ImportSummary
{
    public required Guid RunId { get; init; }
    public required int RowsRead { get; init; }

    /// <summary>Rows that were not readable now, whether or not they waited in quarantine already.</summary>
    public required int RowsUnreadable { get; init; }

    /// <summary>The first <see cref="ImportEvents.UnreadableRowsTold"/> of them, as they stand in this file.</summary>
    public required IReadOnlyList<UnreadableRow> FirstUnreadable { get; init; }

    public required int CasesAdded { get; init; }
    public required int CasesCorrected { get; init; }
    public required int EventsAdded { get; init; }
    public required int RowsQuarantined { get; init; }

    /// <summary>Rows that had waited in quarantine and were readable now.</summary>
    public required int RowsResolved { get; init; }

    public required int FindingsAdded { get; init; }

    /// <summary>Everything found in this file, by case, also when an earlier run had found it.</summary>
    public required IReadOnlyList<CaseFinding> Findings { get; init; }
}

/// <summary>Where a row stands in the file of this run, and what is wrong with it.</summary>
/// <remarks>A class: the generated text of a record would print what was found, which may tell of a client.</remarks>
public sealed class UnreadableRow
{
    /// <summary>From 1, the header's.</summary>
    public required int LineNumber { get; init; }

    /// <summary>Which trace of an XES log, from 1; null for a row of a table.</summary>
    public int? Trace { get; init; }

    /// <summary>Which event of that trace, from 1.</summary>
    public int? EventOfTrace { get; init; }

    /// <summary>The column's header; empty when it is the row as a whole.</summary>
    public required string Column { get; init; }
    public required RowProblem Problem { get; init; }
    public string? Found { get; init; }
    public string? Expected { get; init; }
}

/// <param name="ExternalId">The case's id in its log.</param>
/// <param name="Kind">What cannot be right.</param>
public sealed record CaseFinding(string ExternalId, FindingKind Kind);

/// <summary>Why a file could not be imported. Its sentence is in the texts, under <c>Imports.File.{Kind}</c>.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="FileName">Without its folder.</param>
public sealed record FileProblem(FileProblemKind Kind, string FileName)
{
    /// <summary>From 1, the header's; null where the fault is of the whole file.</summary>
    public int? Line { get; init; }

    public string? Column { get; init; }
    public string? Found { get; init; }
    public string? Expected { get; init; }
}

public enum FileProblemKind
{
    Missing,
    IsDirectory,
    NotReadable,
    Empty,
    NoRows,
    NotText,
    WrongEncoding,
    LineTooLong,
    WrongDelimiter,
    ColumnsMissing,
    DuplicateColumn,
    BadHeaderQuote,

    /// <summary>Not well-formed XML, or XML with a document type.</summary>
    NotXml,

    /// <summary>XML that is no event log as XES has it.</summary>
    NotXes,

    /// <summary>An XES log without an event.</summary>
    NoEvents,

    /// <summary>Compressed, and damaged or cut off.</summary>
    GzipBroken,

    /// <summary>Compressed, and far larger unpacked than any log.</summary>
    ExpandsTooFar,

    /// <summary>Somebody wrote into the file during the import. What was stored is right; run it again.</summary>
    ChangedWhileRead,
}
