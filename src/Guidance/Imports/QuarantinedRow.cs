namespace Palveluohjaus.Guidance.Imports;

/// <summary>A row that could not be imported, kept with its text so that nothing is lost.</summary>
public sealed class QuarantinedRow
{
    public const int RawTextMaxLength = 8000;
    public const int FoundMaxLength = 400;
    public const int ExpectedMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Profile { get; init; }
    public required string FileName { get; init; }

    /// <summary>Line on which the row starts in its file, 1 for the header.</summary>
    public required int LineNumber { get; init; }

    /// <summary>As in the file, but cut at <see cref="RawTextMaxLength"/>, with its place before it in a log of traces, and with zero bytes shown as ␀, which databases refuse in text.</summary>
    public required string RawText { get; init; }

    /// <summary>Digest of the raw text and which of its equals it is, unique within the profile: importing the file again adds nothing.</summary>
    public required string RowDigest { get; init; }

    /// <summary>The column's header; empty when it is the row as a whole.</summary>
    public required string Column { get; init; }
    public required RowProblem Problem { get; init; }

    /// <summary>What stood in the column, cut to a sane length.</summary>
    public string? Found { get; init; }

    /// <summary>What was expected there: a format, or the values the profile knows.</summary>
    public string? Expected { get; init; }

    public required DateTime QuarantinedAtUtc { get; init; }

    /// <summary>When a later import took the same row in; null while it waits.</summary>
    public DateTime? ResolvedAtUtc { get; set; }
}

/// <summary>Why a row was not imported. Its sentence in each language is in the texts, under <c>Imports.Problem.{name}</c>.</summary>
public enum RowProblem
{
    ValueMissing,
    NotATime,
    UnknownValue,
    TooLong,
    WrongColumnCount,
    DisagreesWithCase,
    BadQuote,

    /// <summary>The row holds zero bytes, most often after a crash of what wrote it.</summary>
    NotText,

    /// <summary>Its case was removed with its client when their time to be kept was over: an import does not bring it back.</summary>
    CaseRemoved,

    /// <summary>An event or trace of an XES log states the same attribute twice.</summary>
    ValueTwice,

    /// <summary>An event of an XES log says more than any event does.</summary>
    EventTooLong,
}
