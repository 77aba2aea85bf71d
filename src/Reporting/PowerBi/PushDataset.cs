namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What is known of the county's push dataset: which one it is, and how its tables hang together.</summary>
public sealed class PushDataset
{
    public const int NameMaxLength = 256;
    public const int DatasetIdMaxLength = 100;
    public const int HashMaxLength = 64;

    public required Guid WorkspaceId { get; init; }

    /// <summary>As the settings have it.</summary>
    public required string Name { get; init; }

    /// <summary>The service's own.</summary>
    public required string DatasetId { get; set; }

    /// <summary>Of the names of the tables and of their relationships, which the service lets nobody change.</summary>
    public required string Shape { get; set; }

    /// <summary>Removed by command: the schedule leaves it so, until a command fills it again.</summary>
    public bool IsRemoved { get; set; }
}

/// <summary>
/// How far a table of a push dataset has been filled. The service can neither tell which rows it has nor take one twice without having it twice, so it is written
/// down before and after each batch.
/// </summary>
public sealed class PushTable
{
    public const int NameMaxLength = 100;

    public required string DatasetId { get; init; }
    public required string Name { get; init; }

    /// <summary>The hash of its columns and measures, as the service has them.</summary>
    public required string Schema { get; set; }

    /// <summary>The hash of the rows that are there, whole; null while they are not.</summary>
    public string? Content { get; private set; }

    /// <summary>The hash of the rows that it is being filled with; null before it was emptied for them.</summary>
    public string? Filling { get; private set; }

    /// <summary>How many rows of those the service said it took.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>How many rows are on their way, and may have arrived or not.</summary>
    public int Sending { get; private set; }

    /// <summary>Of two that fill it at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Whether filling can go on where it stopped.</summary>
    public bool CanGoOnWith(string hash) => Filling == hash && Sending == 0;

    /// <summary>How many of the rows with this hash the service has already.</summary>
    public long AcknowledgedOf(string hash) => CanGoOnWith(hash) ? Acknowledged : 0;

    /// <summary>From now on nothing is known of its rows.</summary>
    internal void Doubt() => (Content, Filling, Acknowledged, Sending, Version) = (null, null, 0, 0, Version + 1);

    /// <summary>It is empty.</summary>
    internal void Begin(string hash) => (Content, Filling, Acknowledged, Sending, Version) = (null, hash, 0, 0, Version + 1);

    internal void Send(int rows) => (Sending, Version) = (rows, Version + 1);

    internal void Acknowledge() => (Acknowledged, Sending, Version) = (Acknowledged + Sending, 0, Version + 1);

    /// <summary>What was on its way was not taken.</summary>
    internal void TakeBack() => (Sending, Version) = (0, Version + 1);

    internal void Complete() => (Content, Filling, Version) = (Filling, null, Version + 1);
}
