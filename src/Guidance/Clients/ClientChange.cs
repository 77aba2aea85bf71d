namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// That something of a client changed after they were first recorded, and which fields, never what they held. Append-only.
/// Facts are refreshed from the last one they saw: a corrected language or a merge changes figures of long ago.
/// </summary>
public sealed class ClientChange
{
    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    public required Guid ClientId { get; init; }
    public required ClientChangeKind Kind { get; init; }

    /// <summary>The names of the changed fields, with commas between; null when the kind says it all.</summary>
    public string? Fields { get; init; }

    public required DateTime ChangedAtUtc { get; init; }
}

public enum ClientChangeKind
{
    Updated,
    Merged,
    MergeUndone,
    ResponsibleWorkerNamed,
}
