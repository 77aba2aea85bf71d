namespace Palveluohjaus.Guidance.Imports;

/// <summary>One run of an import, finished or not: what file, when, and how many of each.</summary>
public sealed class ImportRun
{
    public const int FileNameMaxLength = 260;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Profile { get; init; }
    public required string FileName { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public DateTime? EndedAtUtc { get; set; }
    public int RowsRead { get; set; }
    public int CasesAdded { get; set; }
    public int CasesCorrected { get; set; }
    public int EventsAdded { get; set; }
    public int RowsQuarantined { get; set; }
    public int FindingsAdded { get; set; }
}
