using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>What the workbench shows. Each list is cut to what fits and stands beside its whole count.</summary>
public sealed record WorkbenchView
{
    public required WorkAsked Asked { get; init; }
    public WorkView View => Asked.View;
    public WorkGroup? Group => Asked.Group;
    public int Page => Asked.Page;
    public required IReadOnlyDictionary<WorkGroup, int> Counts { get; init; }
    public required IReadOnlyDictionary<WorkGroup, IReadOnlyList<WorkRow>> Rows { get; init; }
    public required Cut<WorkRow> Received { get; init; }
    public required Cut<OwedCall> Calls { get; init; }
    public required int LateCallCount { get; init; }
    public required Cut<DraftRow> Drafts { get; init; }
    public required Cut<ReviewRow> Reviews { get; init; }

    /// <summary>Matters by the level of their worst deadline; those without a warning are left out.</summary>
    public required IReadOnlyDictionary<WarningLevel, int> WarningCounts { get; init; }

    /// <summary>The worst first.</summary>
    public required Cut<WarningRow> Warnings { get; init; }

    /// <summary>Second opinions asked of one's units that are not about one's own decision.</summary>
    public required int SecondOpinionCount { get; init; }

    public required TodayCounts Today { get; init; }
    public int Count => Counts.Values.Sum();

    public override string ToString() => $"{nameof(WorkbenchView)} {View}";
}

/// <summary>The beginning of a list, and how long it is.</summary>
public sealed record Cut<T>(IReadOnlyList<T> Rows, int Count)
{
    public override string ToString() => $"{Rows.Count}/{Count}";
}

/// <summary>The day in figures. Each opens the list of <see cref="TodayList"/> it counts.</summary>
public sealed record TodayCounts
{
    public required int Contacts { get; init; }
    public required int Solved { get; init; }
    public required int FailureDemand { get; init; }

    /// <summary>Calls promised for today.</summary>
    public required int CallbacksPromised { get; init; }

    /// <summary>Of these, the ones made by the promised time.</summary>
    public required int CallbacksKept { get; init; }

    public required int Suggestions { get; init; }

    /// <summary>From the end of a contact to its recording; null when nothing was recorded at a desk today.</summary>
    public required int? MedianDelayMinutes { get; init; }
}
