namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What somebody does in the county; it decides what the account may do. See <see cref="RoleRights"/>.</summary>
public enum AccountRole
{
    /// <summary>Logs contacts and handles clients.</summary>
    Guide,

    /// <summary>A guide who also makes one of a client recorded twice, hands clients their log, and shares out the unit's work.</summary>
    TeamLead,

    /// <summary>Steers by figures and sees no client.</summary>
    Manager,

    /// <summary>Looks into figures and sees no client.</summary>
    Analyst,

    /// <summary>Keeps accounts and units, and sees neither clients nor figures.</summary>
    Admin,
}
