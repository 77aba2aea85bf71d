namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Need to know: which role may do what. Nobody sees a client because of rank alone.</summary>
public static class RoleRights
{
    public static IReadOnlySet<AccessRight> Of(IEnumerable<AccountRole> roles) => roles.SelectMany(Of).ToHashSet();

    private static AccessRight[] Of(AccountRole role) => role switch
    {
        AccountRole.Guide => [AccessRight.OwnAccount, AccessRight.LogContacts, AccessRight.HandleClients, AccessRight.ReadFigures, AccessRight.ListFigureRows],
        AccountRole.TeamLead => [.. Of(AccountRole.Guide), AccessRight.MergeClients, AccessRight.AssignCases, AccessRight.PrintClientLogs, AccessRight.KeepServices],
        AccountRole.Manager => [AccessRight.OwnAccount, AccessRight.ReadFigures, AccessRight.EnterFigures, AccessRight.PublishWaitingTimes],
        AccountRole.Analyst => [AccessRight.OwnAccount, AccessRight.ReadFigures, AccessRight.EnterFigures, AccessRight.ExportData],
        AccountRole.Admin => [AccessRight.OwnAccount, AccessRight.AdministerAccounts, AccessRight.PublishWaitingTimes],
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };
}
