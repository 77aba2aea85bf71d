using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>One run of a job, written when it starts: the page, the health check and the next run read the same row.</summary>
public sealed class JobRun
{
    public const int JobMaxLength = 60;
    public const int NodeMaxLength = 60;
    public const int ErrorTypeMaxLength = 200;

    /// <summary>A process that has said nothing of its run for this long is taken for dead: the run is shown as interrupted, and the next may start.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(3);

    /// <summary>The same on a server, where a heartbeat waits for nobody: three of them did not come.</summary>
    public static readonly TimeSpan SilentOnServerAfter = TimeSpan.FromSeconds(45);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Job { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public required JobOrigin Origin { get; init; }

    /// <summary>Who started it by hand; null otherwise.</summary>
    public Guid? StartedByWorkerId { get; init; }

    /// <summary>The process it runs in: the machine's name, the process's number and four letters of chance, for numbers come again.</summary>
    public required string Node { get; init; }

    public JobRunState State { get; private set; } = JobRunState.Running;

    /// <summary>The job's name as long as it runs, null afterwards. Unique, so that the database lets one run of a job start and no other, from whatever process.</summary>
    public string? Holds { get; internal set; }

    public DateTime HeartbeatAtUtc { get; internal set; }
    public DateTime? EndedAtUtc { get; private set; }
    public int RowsDone { get; private set; }
    public JobFault? Fault { get; private set; }

    /// <summary>The type of what went wrong, or of Power BI which fault; its message may hold data and stays out of the database.</summary>
    public string? ErrorType { get; private set; }

    /// <summary>Set by another process; the one that runs it looks at every heartbeat.</summary>
    public DateTime? CancelAskedAtUtc { get; internal set; }

    /// <summary>Null also when a shutdown cancelled it.</summary>
    public Guid? CancelledByWorkerId { get; internal set; }

    /// <summary>As it is shown: a run whose process has fallen silent is not running any more.</summary>
    public JobRunState StateAt(DateTime nowUtc, TimeSpan silentAfter) => State == JobRunState.Running && IsSilentAt(nowUtc, silentAfter) ? JobRunState.Interrupted : State;

    /// <summary>Also when the heartbeat lies far ahead: the clock was put back since.</summary>
    public bool IsSilentAt(DateTime nowUtc, TimeSpan silentAfter) => (nowUtc - HeartbeatAtUtc).Duration() > silentAfter;

    internal void Succeed(int rowsDone) => (State, RowsDone) = (JobRunState.Succeeded, rowsDone);

    internal void BeCancelled() => State = JobRunState.Cancelled;

    internal void Fail(Exception error)
    {
        var type = error is PowerBiFaultException refused ? refused.Fault.ToString() : error.GetType().Name;
        (State, Fault, ErrorType) = (JobRunState.Failed, JobFaults.Of(error), type.Length > ErrorTypeMaxLength ? type[..ErrorTypeMaxLength] : type);
    }

    internal void End(DateTime nowUtc) => (EndedAtUtc, HeartbeatAtUtc, Holds) = (nowUtc, nowUtc, null);
}

public enum JobRunState
{
    Running,
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>Its process ended without a word.</summary>
    Interrupted,
}

public enum JobOrigin
{
    Schedule,

    /// <summary>A button of a page, or the API.</summary>
    Hand,

    /// <summary>The command line of the server.</summary>
    Command,
}
