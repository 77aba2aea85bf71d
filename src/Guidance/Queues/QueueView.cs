using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>One page of a unit's queue, and the whole of it in figures.</summary>
public sealed record QueueView
{
    public required QueueAsked Asked { get; init; }
    public required Unit Unit { get; init; }

    /// <summary>Of every open case of the unit, whatever is looked at.</summary>
    public required QueueCounts Counts { get; init; }

    /// <summary>The page's rows, beside how many cases are looked at.</summary>
    public required Cut<QueueRow> Rows { get; init; }

    /// <summary>How many open cases each worker of the unit has; those without a key are nobody's.</summary>
    public required IReadOnlyDictionary<Guid, int> ByWorker { get; init; }

    /// <summary>The names of those who have cases here or work the queue.</summary>
    public required IReadOnlyDictionary<Guid, string> WorkerNames { get; init; }

    public override string ToString() => $"{nameof(QueueView)} {Unit.Id}";
}

/// <summary>An open case in its place in the queue.</summary>
public sealed record QueueRow
{
    public required Guid CaseId { get; init; }

    /// <summary>Null while it is not known whose matter it is.</summary>
    public required WorkClient? Client { get; init; }

    /// <inheritdoc cref="WorkRow.OpeningContactId"/>
    public Guid? OpeningContactId { get; init; }

    public required NeedReason? Theme { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public required DueTime? Due { get; init; }

    /// <inheritdoc cref="WorkRow.Still"/>
    public StandStill? Still { get; init; }

    /// <inheritdoc cref="WorkRow.Chance"/>
    public MissChance? Chance { get; init; }

    public required Guid? WorkerId { get; init; }
    public required string? WorkerName { get; init; }

    /// <summary>The absence of whoever has it, today; null when they are here.</summary>
    public required Absence? Absence { get; init; }

    public required PriorityFacts Facts { get; init; }

    /// <summary>How much of the time to the due time has gone by, all days alike, as the priority counts it.</summary>
    public required double ElapsedShare { get; init; }

    public required CasePriority Priority { get; init; }

    public override string ToString() => $"{nameof(QueueRow)} {CaseId}";
}

/// <summary>A queue in figures.</summary>
public sealed record QueueCounts
{
    public static QueueCounts Empty { get; } = new() { Open = 0, Late = 0, Soon = 0, Untaken = 0, OldestAtUtc = null };

    public required int Open { get; init; }
    public required int Late { get; init; }
    public required int Soon { get; init; }

    /// <summary>Nobody has taken them.</summary>
    public required int Untaken { get; init; }

    /// <summary>When the one that has waited longest came; null for an empty queue.</summary>
    public required DateTime? OldestAtUtc { get; init; }
}
