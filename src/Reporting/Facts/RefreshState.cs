namespace Palveluohjaus.Reporting.Facts;

/// <summary>How far the facts have come: one row, written in the same transaction as the facts themselves.</summary>
public sealed class RefreshState
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;
    public long LastCaseEventSequence { get; private set; }
    public long LastDecisionSequence { get; private set; }

    /// <summary>Raised at every refresh that changed a fact. Readers that keep facts in memory compare it.</summary>
    public long Version { get; private set; }

    public DateTime RefreshedAtUtc { get; private set; }

    public void Advance(long lastCaseEventSequence, long lastDecisionSequence, DateTime refreshedAtUtc)
    {
        LastCaseEventSequence = lastCaseEventSequence;
        LastDecisionSequence = lastDecisionSequence;
        RefreshedAtUtc = refreshedAtUtc;
        Version++;
    }

    public void StartOver() => (LastCaseEventSequence, LastDecisionSequence) = (0, 0);

    public void Seen(DateTime refreshedAtUtc) => RefreshedAtUtc = refreshedAtUtc;
}
