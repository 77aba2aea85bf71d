namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What a page or an address asks of the one who opens it. Each endpoint names one with <see cref="AccessAttribute"/>.</summary>
public enum AccessRight
{
    /// <summary>One's own settings: everybody who has signed in.</summary>
    OwnAccount,

    LogContacts,

    /// <summary>To search, read, create and change clients. Which client's card opens is decided by <see cref="Clients.ClientGrounds"/>.</summary>
    HandleClients,

    MergeClients,

    /// <summary>To give a colleague's case, or one nobody has, to a worker of the unit, and to plan its absences, duty and capacity. One's own case anybody may give on.</summary>
    AssignCases,

    /// <summary>To print a client's own log report.</summary>
    PrintClientLogs,

    ReadFigures,

    /// <summary>To open the list of cases behind a figure, of one's own units: for those who both read figures and handle clients.</summary>
    ListFigureRows,

    /// <summary>To download event logs and the analysis file: rows of persons, under pseudonyms.</summary>
    ExportData,

    AdministerAccounts,

    /// <summary>To add and change the county's own services of the directory. Whoever guides finds services and confirms their waiting times.</summary>
    KeepServices,

    /// <summary>To publish the half-yearly statements of waiting times, which hold no client's data.</summary>
    PublishWaitingTimes,

    /// <summary>To enter and correct figures of other systems: baselines, emergency visits, inhabitants. They hold no client's data.</summary>
    EnterFigures,

    /// <summary>To send contacts from another system. No role has it: it comes with a sending system's key, and nothing else does.</summary>
    SendContacts,
}
