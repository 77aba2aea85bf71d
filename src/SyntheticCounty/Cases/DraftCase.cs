using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>A case while its history is being written: what has happened to it, and what will if nothing comes in between.</summary>
internal sealed class DraftCase
{
    public required Guid Id { get; init; }
    public required NeedReason Theme { get; init; }
    public required ContactChannel Channel { get; init; }
    public required LifeStage Stage { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public required UnitCode OpeningUnit { get; init; }
    public required Guid OpeningWorkerId { get; init; }

    public List<DraftEvent> Events { get; } = [];
    public List<Contact> Contacts { get; } = [];

    /// <summary>Whether an assessment has been promised, so that the statutory time runs.</summary>
    public bool IsPromised { get; set; }

    /// <summary>When the first assessment is made, if one is to be.</summary>
    public DateTime? FirstAssessmentAtUtc { get; set; }

    public DateTime? ClosedAtUtc { get; private set; }
    public bool IsClosedByContact { get; private set; }

    // A contact that closes a case does so when it is logged; a planned closing is still ahead until its moment.
    public bool IsOpenAt(DateTime utc) => ClosedAtUtc is null || (!IsClosedByContact && ClosedAtUtc > utc);

    public UnitCode UnitAt(DateTime utc)
    {
        var unit = OpeningUnit;
        foreach (var draft in Events)
        {
            if (draft.To is { } to && draft.OccurredAtUtc <= utc)
                unit = to;
        }

        return unit;
    }

    /// <summary>Forgets what was planned after <paramref name="utc"/>, and the planned closing whenever it is, because something else came first.</summary>
    public void ReplanFrom(DateTime utc)
    {
        Events.RemoveAll(draft => draft.OccurredAtUtc > utc || draft.Kind == CaseEventKind.Closed);
        ClosedAtUtc = null;
    }

    public void Add(CaseEventKind kind, DateTime occurredAtUtc, DateTime recordedAtUtc, UnitCode? to = null) =>
        Events.Add(new DraftEvent(kind, occurredAtUtc, recordedAtUtc) { To = to });

    public void Close(DateTime closedAtUtc, DateTime recordedAtUtc, Contact? by = null)
    {
        ClosedAtUtc = closedAtUtc;
        IsClosedByContact = by is not null;
        Events.Add(new DraftEvent(CaseEventKind.Closed, closedAtUtc, recordedAtUtc) { ContactId = by?.Id, WorkerId = by?.WorkerId });
    }
}

/// <summary>An event without its unit, which follows from the handoffs before it.</summary>
internal sealed record DraftEvent(CaseEventKind Kind, DateTime OccurredAtUtc, DateTime RecordedAtUtc)
{
    /// <summary>The unit that takes the case on, for a handoff.</summary>
    public UnitCode? To { get; init; }

    /// <summary>Null leaves it to whoever is responsible then.</summary>
    public Guid? WorkerId { get; init; }

    public Guid? ContactId { get; init; }
}
