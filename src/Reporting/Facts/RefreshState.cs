namespace Palveluohjaus.Reporting.Facts;

/// <summary>How far the facts have come: one row, written in the same transaction as the facts themselves.</summary>
public sealed class RefreshState
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;
    public long LastCaseEventSequence { get; private set; }
    public long LastDecisionSequence { get; private set; }
    public long LastClientChangeSequence { get; private set; }

    /// <summary>Raised at every refresh that changed a fact. Readers that keep facts in memory compare it.</summary>
    public long Version { get; private set; }

    public DateTime RefreshedAtUtc { get; private set; }

    public void Advance(RefreshMarks marks, DateTime refreshedAtUtc)
    {
        LastCaseEventSequence = marks.LastCaseEvent;
        LastDecisionSequence = marks.LastDecision;
        LastClientChangeSequence = marks.LastClientChange;
        RefreshedAtUtc = refreshedAtUtc;
        Version++;
    }

    public void StartOver() => (LastCaseEventSequence, LastDecisionSequence, LastClientChangeSequence) = (0, 0, 0);

    public void Seen(DateTime refreshedAtUtc) => RefreshedAtUtc = refreshedAtUtc;
}

/// <summary>The last rows of Guidance that a refresh has taken in.</summary>
public sealed record RefreshMarks(long LastCaseEvent, long LastDecision, long LastClientChange);
