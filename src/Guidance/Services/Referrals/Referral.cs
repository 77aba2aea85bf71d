namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>
/// That the client of a case was guided to a service (palveluun ohjaus), and how it went: the loop back to the one who guided. Whose it is the case says:
/// a case that is given to its client later, or goes along when two clients are made one, takes its referrals with it.
/// </summary>
public sealed class Referral
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required Guid ServiceId { get; init; }

    /// <summary>Who guided.</summary>
    public Guid? MadeByWorkerId { get; init; }

    /// <summary>The unit they acted for.</summary>
    public Guid? UnitId { get; init; }

    public required DateTime MadeAtUtc { get; init; }
    public ReferralState State { get; private set; }

    /// <summary>When the last step happened, not when it was recorded.</summary>
    public required DateTime LastStepAtUtc { get; set; }

    /// <summary>When whoever guided, or who stands in for them, had opened it after it was declined; null until then.</summary>
    public DateTime? DeclineSeenAtUtc { get; private set; }

    /// <summary>Of the form it was made with: sent twice, it makes one referral.</summary>
    public required Guid SubmissionKey { get; init; }

    public int Version { get; private set; }

    public bool IsOpen => IsOpenIn(State);

    public static bool IsOpenIn(ReferralState state) => state is not (ReferralState.Declined or ReferralState.Ended);

    /// <summary>What may come next.</summary>
    public static IReadOnlyList<ReferralState> NextOf(ReferralState state) => state switch
    {
        ReferralState.Made => [ReferralState.Accepted, ReferralState.Declined, ReferralState.Waiting, ReferralState.Started, ReferralState.Ended],
        ReferralState.Accepted => [ReferralState.Waiting, ReferralState.Started, ReferralState.Declined, ReferralState.Ended],
        ReferralState.Waiting => [ReferralState.Started, ReferralState.Declined, ReferralState.Ended],
        ReferralState.Started => [ReferralState.Ended],
        ReferralState.Declined or ReferralState.Ended => [],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    /// <summary>Why a client was not served is what the next referral learns from.</summary>
    public static bool NeedsReason(ReferralState from, ReferralState to) =>
        to == ReferralState.Declined || (to == ReferralState.Ended && from != ReferralState.Started);

    /// <summary>The last step was recorded by mistake.</summary>
    public void GoBack(ReferralStep before)
    {
        (State, LastStepAtUtc, DeclineSeenAtUtc) = (before.State, before.OccurredAtUtc, null);
        Version++;
    }

    public Referral Become(ReferralState state, DateTime occurredAtUtc)
    {
        if (!NextOf(State).Contains(state))
            throw new InvalidOperationException($"A referral that is {State} does not become {state}.");
        (State, LastStepAtUtc, DeclineSeenAtUtc) = (state, occurredAtUtc, null);
        Version++;
        return this;
    }
}

/// <summary>How far a referral has come, and the kind of each step that brought it there.</summary>
public enum ReferralState
{
    Made,
    Accepted,

    /// <summary>Accepted, and in the service's queue.</summary>
    Waiting,
    Started,
    Declined,

    /// <summary>The service ended, or the client did not take it after all.</summary>
    Ended,
}

/// <summary>One step of a referral. Append-only: what was recorded by mistake is taken back by a step that says so.</summary>
public sealed class ReferralStep
{
    public const int NoteMaxLength = 500;

    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    public required Guid ReferralId { get; init; }
    public required ReferralState State { get; init; }
    public required DateTime OccurredAtUtc { get; init; }
    public required DateTime RecordedAtUtc { get; init; }
    public Guid? WorkerId { get; init; }
    public Guid? UnitId { get; init; }

    /// <summary>The step, by its <see cref="Sequence"/>, that was recorded by mistake; the state is then what it goes back to. Null for an ordinary step.</summary>
    public long? TakesBack { get; init; }

    /// <summary>Those that count, in the order in which they were recorded.</summary>
    public static List<ReferralStep> Standing(IReadOnlyCollection<ReferralStep> steps)
    {
        var taken = steps.Select(step => step.TakesBack).OfType<long>().ToHashSet();
        return [.. steps.Where(step => step.TakesBack is null && !taken.Contains(step.Sequence)).OrderBy(step => step.Sequence)];
    }

    /// <summary>Why it was declined, what the service said: written of a person, and shown as other such words are.</summary>
    public string? Note { get; init; }
}
