using System.Globalization;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>Which of a unit's open cases are looked at. All of it stands in the address, so that a view can be kept and sent.</summary>
public sealed record QueueAsked
{
    public required Guid UnitId { get; init; }
    public QueueShow Show { get; init; }

    /// <summary>Whose cases; null for everybody's.</summary>
    public Guid? WorkerId { get; init; }

    public NeedReason? Theme { get; init; }
    public WorkGroup? Due { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public bool IsFiltered => this with { Page = 1 } != new QueueAsked { UnitId = UnitId };

    /// <summary>What cannot be read is left out: an old or mistyped address shows more, never an error.</summary>
    public static QueueAsked Read(Guid unitId, string? show, string? worker, string? theme, string? due, string? page) => new()
    {
        UnitId = unitId,
        Show = WorkbenchAddresses.Read<QueueShow>(show) ?? QueueShow.All,
        WorkerId = Guid.TryParse(worker, out var workerId) ? workerId : null,
        Theme = Enum.GetValues<NeedReason>().Where(each => each.ToString() == theme).Cast<NeedReason?>().FirstOrDefault(),
        Due = WorkbenchAddresses.Read<WorkGroup>(due),
        Page = WorkbenchAddresses.ReadPage(page),
    };

    public string Address()
    {
        var query = string.Join('&', new[]
        {
            Show == QueueShow.All ? null : $"show={Show.ToString().ToLowerInvariant()}",
            WorkerId is { } worker ? $"worker={worker}" : null,
            Theme is { } theme ? $"theme={theme}" : null,
            Due is { } due ? $"due={due.ToString().ToLowerInvariant()}" : null,
            Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={Page}") : null,
        }.OfType<string>());
        return $"/queues/{UnitId}{(query.Length > 0 ? "?" : null)}{query}";
    }
}

public enum QueueShow
{
    All,

    /// <summary>Nobody has taken them.</summary>
    Untaken,

    /// <summary>One's own.</summary>
    Mine,

    /// <summary>Of those away whom one covers oneself, or the queue does.</summary>
    Covered,
}
