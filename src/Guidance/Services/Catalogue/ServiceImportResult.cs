namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>What an import of the catalogue did.</summary>
public sealed record ServiceImportResult
{
    /// <summary>Files, or pages of the address, in the order they were read.</summary>
    public required IReadOnlyList<ServiceFileResult> Files { get; init; }

    /// <summary>Services that a complete import did not have any more.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Why a complete import withdrew nothing; null when it did what was asked.</summary>
    public NotCompleteReason? NotComplete { get; init; }

    public required IReadOnlyList<CountedValue> UnknownValues { get; init; }
    public required IReadOnlyList<CountedValue> UnmappedClasses { get; init; }
    public required IReadOnlyList<CountedValue> ItemsSetAside { get; init; }

    public bool IsWhole => NotComplete is null && Files.All(file => file.Problem is null);
}

/// <summary>Why services that were not seen were left as they are.</summary>
public enum NotCompleteReason
{
    FileRefused,

    /// <summary>The files say of themselves that they are pages of a whole, and some are not among them.</summary>
    PagesMissing,

    /// <summary>An empty catalogue is rather a fault than the end of all services.</summary>
    NothingRead,
}

/// <summary>What became of one file, or of one page. One with a problem left everything as it was.</summary>
public sealed record ServiceFileResult
{
    public required string Name { get; init; }
    public int Read { get; init; }
    public int Added { get; init; }
    public int Changed { get; init; }
    public int Unchanged { get; init; }

    /// <summary>Those that the catalogue itself says are no longer given.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Permits, qualifications and drafts.</summary>
    public int PassedOver { get; init; }

    /// <summary>Elements that are no services.</summary>
    public int SetAside { get; init; }

    public PtvProblemKind? Problem { get; init; }

    /// <summary>Where the problem is; null where no line tells anything.</summary>
    public long? Line { get; init; }
}
