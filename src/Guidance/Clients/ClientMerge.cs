namespace Palveluohjaus.Guidance.Clients;

/// <summary>That two clients turned out to be one person, and, when it was undone, that they did not. What moved is in <see cref="ClientMergeMove"/>.</summary>
public sealed class ClientMerge
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The client who remains.</summary>
    public required Guid SurvivorId { get; init; }

    /// <summary>The client whose history went to the survivor.</summary>
    public required Guid MergedId { get; init; }

    public required DateTime MergedAtUtc { get; init; }
    public required string MergedBy { get; init; }

    /// <summary>True when the survivor is protected only because the merged client is.</summary>
    public bool RaisedProtection { get; internal set; }

    public DateTime? UndoneAtUtc { get; private set; }
    public string? UndoneBy { get; private set; }

    public void Undo(DateTime undoneAtUtc, string undoneBy) => (UndoneAtUtc, UndoneBy) = (undoneAtUtc, undoneBy);
}

/// <summary>One row that followed the survivor.</summary>
public sealed class ClientMergeMove
{
    public long Sequence { get; private set; }
    public required Guid MergeId { get; init; }
    public required MovedRow Row { get; init; }

    /// <summary>The row's id; null for rows that are numbered.</summary>
    public Guid? RowId { get; init; }

    /// <summary>The row's number; null for rows that have an id.</summary>
    public long? RowSequence { get; init; }
}

public enum MovedRow
{
    Case,
    Contact,
    Assessment,
    AssessmentDraft,
    SegmentDecision,
    SecondOpinion,
    RemoteReception,
    Intervention,
    ResponsibleWorker,
    Consent,

    /// <summary>A relation whose client was the merged one.</summary>
    Relation,

    /// <summary>A relation to the merged one.</summary>
    RelationTo,
}
