namespace Palveluohjaus.Reporting.Facts;

/// <summary>How far the facts have come: one row, written in the same transaction as the facts themselves.</summary>
public sealed class RefreshState
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    /// <summary>Raised at every refresh that changed a fact. Readers that keep facts in memory compare it.</summary>
    public long Version { get; private set; }

    /// <summary>The version that threw everything away and numbered it anew: what a reader holds of an earlier one is of no use.</summary>
    public long RebuiltAtVersion { get; private set; }

    public DateTime RefreshedAtUtc { get; private set; } = DateTime.UnixEpoch;

    public void Advance(DateTime refreshedAtUtc, bool isRebuilt)
    {
        (Version, RefreshedAtUtc) = (Version + 1, refreshedAtUtc);
        if (isRebuilt)
            RebuiltAtVersion = Version;
    }

    public void Seen(DateTime refreshedAtUtc) => RefreshedAtUtc = refreshedAtUtc;
}

/// <summary>What Guidance leaves behind when something happens, in rising numbers.</summary>
public enum ChangeSource
{
    CaseEvents,
    Decisions,
    ClientChanges,
    ReferralSteps,
    InterventionEntries,

    /// <summary>Clients whose time to be kept is over: of them nothing else is left.</summary>
    RemovedClients,

    /// <summary>The same of cases that had no client.</summary>
    RemovedAnonymousCases,
}

/// <summary>The last row of a source that a refresh has taken in.</summary>
public sealed class RefreshMark
{
    public required ChangeSource Source { get; init; }
    public long LastSequence { get; set; }
}

/// <summary>
/// Numbers of a source that were not there when later ones were. Where several write at once, a row is numbered before it is committed: it may still come.
/// Where nothing comes, its transaction was taken back.
/// </summary>
public sealed class SequenceGap
{
    public required ChangeSource Source { get; init; }

    /// <summary>The first that is missing.</summary>
    public required long From { get; init; }

    /// <summary>The last that is missing.</summary>
    public required long To { get; init; }

    public required DateTime SeenAtUtc { get; init; }
}
