namespace Palveluohjaus.Guidance.Workbench;

/// <summary>What of the workbench is looked at.</summary>
/// <param name="View">One's own work, or one's units'.</param>
/// <param name="Group">The group of matters that is looked at page by page; null when all begin.</param>
/// <param name="List">The list at the side that is looked at page by page; null when all begin.</param>
/// <param name="Page">Of the group or the list, from 1.</param>
public sealed record WorkAsked(WorkView View, WorkGroup? Group = null, WorkList? List = null, int Page = 1)
{
    /// <summary>How many rows of a list are passed over, and how many are read.</summary>
    public (int Skip, int Take) SliceOf(WorkList list, int takenAtFirst) =>
        List == list ? ((Page - 1) * ReadWorkbench.PageSize, ReadWorkbench.PageSize) : (0, takenAtFirst);
}

/// <summary>The lists beside the work itself.</summary>
public enum WorkList
{
    Calls,
    Received,
    Drafts,
    Reviews,
    Warnings,
}
