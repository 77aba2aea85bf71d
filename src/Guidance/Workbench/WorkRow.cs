using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>An open matter on the work list.</summary>
public sealed record WorkRow
{
    public required Guid CaseId { get; init; }

    /// <summary>Null while it is not known whose matter it is.</summary>
    public required WorkClient? Client { get; init; }

    /// <summary>The contact that brought the matter, where its receipt is the only way to it: of an anonymous one.</summary>
    public Guid? OpeningContactId { get; init; }

    public required NeedReason? Theme { get; init; }
    public required ContactChannel Channel { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }

    /// <summary>Null when nothing was promised and no law gives a day.</summary>
    public required DueTime? Due { get; init; }

    /// <summary>Why nothing is due: a promise stands still. Null while a deadline runs, or none is there.</summary>
    public StandStill? Still { get; init; }

    /// <summary>That it is missed; null when nothing is owed, it is late already, or there is too little history.</summary>
    public MissChance? Chance { get; init; }

    public required CaseStages Stages { get; init; }

    /// <summary>A first assessment of the matter that is being filled in.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>How many of its items have an answer.</summary>
    public int DraftAnswerCount { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? WorkerName { get; init; }

    public override string ToString() => $"{nameof(WorkRow)} {CaseId}";
}

/// <summary>A matter one of whose deadlines has come to a level.</summary>
public sealed record WarningRow
{
    public required Guid CaseId { get; init; }

    /// <summary>Null while it is not known whose matter it is.</summary>
    public required WorkClient? Client { get; init; }

    /// <summary>Of the case's deadlines, the one that is worst.</summary>
    public required DueTime Due { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? WorkerName { get; init; }

    public override string ToString() => $"{nameof(WarningRow)} {CaseId}";
}

/// <summary>As much of a client as a work list shows.</summary>
public sealed record WorkClient
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required int Age { get; init; }
    public required bool IsProtected { get; init; }

    /// <summary>Null for a protected client.</summary>
    public required string? MunicipalityCode { get; init; }

    /// <summary>The code of the segment that holds; null when none has been confirmed.</summary>
    public string? Segment { get; init; }

    public override string ToString() => $"{nameof(WorkClient)} {Id}";
}

/// <summary>A call that was promised.</summary>
public sealed record OwedCall
{
    public required Guid ContactId { get; init; }
    public required Guid CaseId { get; init; }
    public required DateTime PromisedAtUtc { get; init; }

    /// <summary>Null for an anonymous contact.</summary>
    public required WorkClient? Client { get; init; }

    /// <summary>Null when it is not known, and for a protected client.</summary>
    public required string? Phone { get; init; }

    public required NeedReason? Theme { get; init; }

    public override string ToString() => $"{nameof(OwedCall)} {ContactId}";
}

/// <summary>A first assessment that is being filled in.</summary>
public sealed record DraftRow
{
    public required Guid DraftId { get; init; }
    public required WorkClient Client { get; init; }
    public required int AnswerCount { get; init; }
    public required string? SuggestedSegment { get; init; }
    public required DateTime SavedAtUtc { get; init; }

    public override string ToString() => $"{nameof(DraftRow)} {DraftId}";
}

/// <summary>A segment that is to be looked at again.</summary>
public sealed record ReviewRow(WorkClient Client, DateOnly ReviewOn)
{
    public override string ToString() => $"{nameof(ReviewRow)} {Client.Id}";
}
