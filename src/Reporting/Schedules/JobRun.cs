namespace Palveluohjaus.Reporting.Schedules;

/// <summary>One run of a scheduled job: the health check and the dashboards read the same row.</summary>
public sealed class JobRun
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Job { get; init; }
    public required DateTime StartedAtUtc { get; init; }
    public DateTime? EndedAtUtc { get; set; }
    public int RowsDone { get; set; }

    /// <summary>The type of what went wrong; its message may hold data and stays out of the database.</summary>
    public string? ErrorType { get; set; }
}
