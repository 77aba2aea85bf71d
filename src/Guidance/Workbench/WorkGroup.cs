using Palveluohjaus.Guidance.Cases;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>How soon a matter is due, in the order of the list.</summary>
public enum WorkGroup
{
    /// <summary>The due time has passed.</summary>
    Late,

    /// <summary>Due on the county's present day or the next.</summary>
    Soon,

    /// <summary>Due after that, or never.</summary>
    Later,
}

internal static class WorkGroups
{
    extension(IQueryable<GuidanceCase> cases)
    {
        /// <summary>Those of a group.</summary>
        /// <param name="group">Which.</param>
        /// <param name="nowUtc">Now.</param>
        /// <param name="laterFromUtc">From <see cref="DueTime.LaterFromUtc"/>.</param>
        public IQueryable<GuidanceCase> DueIn(WorkGroup group, DateTime nowUtc, DateTime laterFromUtc) => group switch
        {
            WorkGroup.Late => cases.Where(each => each.DueAtUtc <= nowUtc),
            WorkGroup.Soon => cases.Where(each => each.DueAtUtc > nowUtc && each.DueAtUtc <= laterFromUtc),
            WorkGroup.Later => cases.Where(each => each.DueAtUtc == null || each.DueAtUtc > laterFromUtc),
            _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Not a group."),
        };
    }
}
