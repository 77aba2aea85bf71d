namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>What can be wrong between the product and Power BI. What to do about each is among the texts, <c>PowerBiFault.{name}</c>.</summary>
public enum PowerBiFault
{
    /// <summary>No server has the name of one of the addresses.</summary>
    NameUnknown,

    /// <summary>Nothing answers, or it hung up.</summary>
    ServiceAway,

    /// <summary>It did not answer in time.</summary>
    Silent,

    /// <summary>It answered that something of its own is wrong.</summary>
    ServiceBroken,
    CertificateNotTrusted,

    /// <summary>It asks to wait for longer than a run waits.</summary>
    Throttled,
    TenantUnknown,
    ClientUnknown,
    SecretWrong,
    SecretExpired,

    /// <summary>The certificate that the product signs in with is not the application's, or is too old.</summary>
    CertificateRefused,
    ClockOff,
    ManagedIdentityAway,

    /// <summary>The directory let the application not in, for a reason that is not among these.</summary>
    SignInRefused,

    /// <summary>The directory let the application in, and Power BI did not.</summary>
    TokenRefused,

    /// <summary>No rights to the workspace, or too few.</summary>
    NotAllowed,
    WorkspaceNotFound,

    /// <summary>It was there, and has been deleted.</summary>
    DatasetGone,

    /// <summary>It has never been made.</summary>
    DatasetNotMade,

    /// <summary>Several of the workspace have its name.</summary>
    DatasetAmbiguous,

    /// <summary>Another kind of dataset has its name: rows cannot be pushed into it.</summary>
    DatasetNotPush,

    /// <summary>It was not filled to its end: a push was stopped midway, or what is in it was not put there from here.</summary>
    DatasetHalfFilled,

    /// <summary>Its tables are not those of this version, and the service has no way to change them.</summary>
    SchemaChanged,

    /// <summary>More tables, columns or rows than a push dataset holds.</summary>
    TooMuch,

    /// <summary>No such report in the workspace: it may be another workspace's, or another county's.</summary>
    ReportNotFound,

    /// <summary>A report of another kind, without a dataset.</summary>
    ReportWithoutDataset,

    /// <summary>The report is in the workspace, and what it shows is not.</summary>
    DatasetElsewhere,

    /// <summary>The report lacks the page of a dashboard that it is to show.</summary>
    PagesMissing,

    /// <summary>The dataset has no roles, so that its rows cannot be limited to a reader's units.</summary>
    RowsNotLimited,

    /// <summary>The service did not take a request as it was sent.</summary>
    RequestRefused,
    AnswerNotUnderstood,
}

/// <summary>A request to Power BI came to nothing. Neither a secret nor a token, nor anything of the answer but its code, is in it.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="code">The service's own code for it, for whoever is asked for help; null when it gave none.</param>
public sealed class PowerBiFaultException(PowerBiFault fault, string? code = null) : Exception($"Power BI: {fault}{(code is null ? string.Empty : $" ({code})")}.")
{
    public PowerBiFault Fault => fault;

    public string? Code => code;

    /// <summary>True when the service may have done what it was asked before it fell silent.</summary>
    public bool MayHaveBeenDone { get; init; }

    /// <summary>Whether the same may go well later, without anybody mending anything.</summary>
    public bool IsPassing => fault is PowerBiFault.NameUnknown or PowerBiFault.ServiceAway or PowerBiFault.Silent or PowerBiFault.ServiceBroken or PowerBiFault.Throttled;

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The end of that, by our clock.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How far the service's clock is before ours, of <see cref="PowerBiFault.ClockOff"/>; null when it does not tell the time.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>What is missing, by its names or ids; null where there is nothing to name.</summary>
    public string? Missing { get; init; }
}
