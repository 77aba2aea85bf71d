namespace Palveluohjaus.SyntheticCounty;

/// <summary>What was generated and stored.</summary>
public sealed record CountySummary
{
    public required DateTime StartsAtUtc { get; init; }
    public required DateTime EndsAtUtc { get; init; }
    public required int Clients { get; init; }
    public required int Contacts { get; init; }
    public required int AnonymousContacts { get; init; }
    public required int Cases { get; init; }
    public required int OpenCases { get; init; }
    public required int CaseEvents { get; init; }
    public required int Assessments { get; init; }
    public required int SegmentDecisions { get; init; }
}

/// <summary>How far a generation has come: what is on disk, not what has been thought up.</summary>
public sealed record CountyProgress(int ClientsStored, int ClientCount, int ContactsStored);

/// <summary>What a database holds of a county.</summary>
public enum CountyPresence
{
    /// <summary>Nothing of its own: a county can be generated into it.</summary>
    None,

    /// <summary>A county, fictional or real, with its row in place.</summary>
    Complete,

    /// <summary>Clients or units but no county row: a generation stopped half-way. Such a database is thrown away and made again.</summary>
    Interrupted,
}
