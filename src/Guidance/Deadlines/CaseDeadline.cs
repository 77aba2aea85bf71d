namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>One time limit of a case, by the version of the rule that was in force when it began. See <see cref="DeadlineBook"/>.</summary>
public sealed class CaseDeadline
{
    public required Guid CaseId { get; init; }
    public required string RuleCode { get; init; }
    public required DateOnly RuleValidFrom { get; init; }
    public required DeadlineTarget Target { get; init; }
    public required DeadlineTrigger Trigger { get; init; }
    public required bool IsStatutory { get; init; }
    public required bool IsPausable { get; init; }

    /// <summary>The rule's own, kept so that the case can be counted when the rule is gone from the files.</summary>
    public int Amount { get; private set; }

    /// <inheritdoc cref="Amount"/>
    public DeadlineUnit Unit { get; private set; }

    public DateTime FromUtc { get; private set; }

    /// <summary>The first instant that is late. While the time stands still, what it would be if it went on now.</summary>
    public DateTime DueAtUtc { get; private set; }

    /// <summary>When the first of the county's shares of it is used (see <see cref="DeadlineShare"/>); null while the time stands still.</summary>
    public DateTime? HalfAtUtc { get; private set; }

    /// <summary>The second share.</summary>
    /// <inheritdoc cref="HalfAtUtc"/>
    public DateTime? MostAtUtc { get; private set; }

    /// <summary>When it was done, late or not.</summary>
    public DateTime? MetAtUtc { get; private set; }

    /// <summary>When it was no longer owed: the case was closed, or turned out not to be one the rule concerns.</summary>
    public DateTime? EndedAtUtc { get; private set; }

    public bool IsOpen => MetAtUtc is null && EndedAtUtc is null;

    /// <summary>What is to be warned of at an instant: nothing of one that stands still.</summary>
    public WarningLevel LevelAt(DateTime nowUtc) => WarningLevels.At(HalfAtUtc, MostAtUtc, HalfAtUtc is null ? null : DueAtUtc, nowUtc);

    /// <returns>Whether anything changed.</returns>
    internal bool Set(int amount, DeadlineUnit unit, DateTime fromUtc, DateTime dueAtUtc, (DateTime? HalfAtUtc, DateTime? MostAtUtc) warns, DateTime? metAtUtc, DateTime? endedAtUtc)
    {
        if ((Amount, Unit, FromUtc, DueAtUtc, HalfAtUtc, MostAtUtc, MetAtUtc, EndedAtUtc) == (amount, unit, fromUtc, dueAtUtc, warns.HalfAtUtc, warns.MostAtUtc, metAtUtc, endedAtUtc))
            return false;
        (Amount, Unit, FromUtc, DueAtUtc, HalfAtUtc, MostAtUtc, MetAtUtc, EndedAtUtc) = (amount, unit, fromUtc, dueAtUtc, warns.HalfAtUtc, warns.MostAtUtc, metAtUtc, endedAtUtc);
        return true;
    }
}

/// <summary>A time during which a case's promises stood still. What a law gives goes on.</summary>
public sealed class DeadlinePause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required DateTime FromUtc { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? UntilUtc { get; private set; }

    public required PauseReason Reason { get; init; }
    public required Guid? WorkerId { get; init; }

    public void End(DateTime untilUtc)
    {
        if (UntilUtc is not null)
            throw new InvalidOperationException("The pause has ended already.");
        ArgumentOutOfRangeException.ThrowIfLessThan(untilUtc, FromUtc);
        UntilUtc = untilUtc;
    }
}

public enum PauseReason
{
    WaitingForClient,
    WaitingForDocuments,
    ClientAway,
    ClientAsked,
}
