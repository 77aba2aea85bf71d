namespace Palveluohjaus.Guidance.Clients;

/// <summary>The merges of one client, the latest first.</summary>
public sealed record ClientMerges
{
    /// <summary>The client who remained.</summary>
    public required Guid ClientId { get; init; }

    public required string ClientName { get; init; }
    public required IReadOnlyList<MergeShown> Merges { get; init; }

    public override string ToString() => $"{nameof(ClientMerges)} {ClientId}";
}

/// <summary>One merge as it is shown.</summary>
public sealed record MergeShown
{
    public required Guid MergeId { get; init; }

    /// <summary>Null when the merge was undone and this is another person.</summary>
    public required string? SurvivorName { get; init; }

    /// <inheritdoc cref="SurvivorName"/>
    public required string? MergedName { get; init; }

    public required DateTime MergedAtUtc { get; init; }
    public required string MergedBy { get; init; }
    public required DateTime? UndoneAtUtc { get; init; }
    public required string? UndoneBy { get; init; }

    /// <summary>False also when the survivor was merged on since: then the later merge has to be undone first.</summary>
    public required bool IsUndoable { get; init; }

    public required IReadOnlyList<RowsMoved> Moved { get; init; }

    public override string ToString() => $"{nameof(MergeShown)} {MergeId}";
}

/// <summary>How many rows of one kind followed the survivor.</summary>
public sealed record RowsMoved(MovedRow Row, int Count);
