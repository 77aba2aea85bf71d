using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What kind of thing stopped a job. What to do about each is among the texts, <c>JobFault.{kind}</c>.</summary>
public enum JobFault
{
    DatabaseBusy,
    DatabaseAway,
    DatabaseDamaged,
    DiskFull,
    MailServer,

    /// <summary>The promoted model cannot be used.</summary>
    Model,

    /// <summary>Figures did not reach the county's Power BI.</summary>
    PowerBi,
    Other,
}

internal static class JobFaults
{
    public static JobFault Of(Exception error) => error switch
    {
        _ when StorageFaults.IsBusy(error) => JobFault.DatabaseBusy,
        _ when StorageFaults.IsDiskFull(error) => JobFault.DiskFull,
        _ when StorageFaults.IsDamaged(error) => JobFault.DatabaseDamaged,
        _ when StorageFaults.IsUnusable(error) => JobFault.DatabaseAway,
        MailFaultException => JobFault.MailServer,
        ChampionUnusableException => JobFault.Model,
        PowerBiFaultException => JobFault.PowerBi,
        _ when IsOf<SocketException>(error) && IsStorage(error) => JobFault.DatabaseAway,
        _ => JobFault.Other,
    };

    /// <summary>Whether the database, and not what was asked of it, is at fault or may be.</summary>
    public static bool IsStorage(Exception error) => IsOf<DbException>(error) || error is DbUpdateException;

    private static bool IsOf<T>(Exception? error)
        where T : Exception => error is T || (error is not null && IsOf<T>(error.InnerException));
}
