using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>
/// Why a case stands where it does in its queue: the points of each term, in tenths so that what is shown adds up to what is ordered by.
/// </summary>
public readonly record struct CasePriority(int UrgencyTenths, int DeadlineTenths, int WaitingTenths, int SegmentTenths, int CallLateTenths, int AskedAgainTenths)
{
    public int TotalTenths => UrgencyTenths + DeadlineTenths + WaitingTenths + SegmentTenths + CallLateTenths + AskedAgainTenths;

    /// <summary>Points = urgency + share of the deadline used × points at the due time + days waited × points a day + segment + flags.</summary>
    /// <param name="facts">The case.</param>
    /// <param name="weights">The points.</param>
    /// <param name="nowUtc">When it is looked at.</param>
    /// <returns>Depends on nothing else, so that the same case has the same points wherever it is asked.</returns>
    public static CasePriority Of(in PriorityFacts facts, PriorityWeights weights, DateTime nowUtc)
    {
        var deadline = facts.ElapsedShareAt(nowUtc) * weights.AtDueTime;
        var days = Math.Max(0, Math.Floor((nowUtc - facts.ReceivedAtUtc).TotalDays));
        return new CasePriority(
            Tenths(weights.Urgency[facts.Urgency]),
            Tenths(Math.Min(deadline, weights.DeadlineMost)),
            Tenths(Math.Min(days * weights.PerDayWaited, weights.WaitingMost)),
            Tenths(facts.Segment is { } segment ? weights.Segments.GetValueOrDefault(segment) : 0),
            Tenths(facts.IsCallLate ? weights.Flags[PrioritySign.CallLate] : 0),
            Tenths(facts.HasAskedAgain ? weights.Flags[PrioritySign.AskedAgain] : 0));
    }

    private static int Tenths(double points) => (int)Math.Round(points * 10, MidpointRounding.AwayFromZero);
}

/// <summary>What a case's place in the queue depends on.</summary>
public readonly record struct PriorityFacts
{
    public required DateTime ReceivedAtUtc { get; init; }
    public required DateTime? DueAtUtc { get; init; }

    /// <summary>From when <see cref="DueAtUtc"/> is counted; null for from receiving.</summary>
    public DateTime? DueFromUtc { get; init; }

    internal DateTime CountedFromUtc => DueFromUtc ?? ReceivedAtUtc;

    /// <summary>How much of the time to the due time has gone by, all days alike: 1 at the due time, 0 where nothing is due.</summary>
    public double ElapsedShareAt(DateTime nowUtc) => DueAtUtc is not { } due ? 0
        : due <= CountedFromUtc ? 1
        : Math.Max(0, (nowUtc - CountedFromUtc) / (due - CountedFromUtc));

    /// <inheritdoc cref="Cases.GuidanceCase.Urgency"/>
    public Urgency Urgency { get; init; }

    /// <summary>The client's confirmed segment.</summary>
    public string? Segment { get; init; }

    /// <inheritdoc cref="PrioritySign.CallLate"/>
    public bool IsCallLate { get; init; }

    /// <inheritdoc cref="PrioritySign.AskedAgain"/>
    public bool HasAskedAgain { get; init; }
}
