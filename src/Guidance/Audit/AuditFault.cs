namespace Palveluohjaus.Guidance.Audit;

/// <summary>Something the audit should not show.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Place">Where; of a gap its first missing entry, of a head the last entry it should know.</param>
/// <param name="Count">How many entries it concerns.</param>
public sealed record AuditFault(AuditFaultKind Kind, AuditPlace Place, long Count = 1);

public enum AuditFaultKind
{
    /// <summary>The entry, its place or its hash is not what was sealed.</summary>
    Altered,

    /// <summary>Entries are missing. The one after them cannot be verified: its hash covers the last of them.</summary>
    Removed,

    /// <summary>An entry beyond what its chain's head knows, or in no chain: the product did not write it.</summary>
    Added,

    /// <summary>The chain's head does not verify, or the keys are not those of this database.</summary>
    HeadAltered,

    /// <summary>The chain has no head.</summary>
    HeadMissing,

    /// <summary>A head that no chain of this database has.</summary>
    HeadAdded,

    /// <summary>The head verifies and knows another last entry: an older or newer head was put in its place.</summary>
    HeadOfOtherEntries,

    /// <summary>What a head noted earlier knew is not there: the database, or its audit, was put back to an earlier state.</summary>
    NotAsNoted,

    /// <summary>Clients or cases are stored and nothing was ever audited.</summary>
    AuditMissing,
}
