using System.Collections.Concurrent;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>All facts as of one refresh, in memory, in columns. Immutable once loaded; every metric reads from here.</summary>
/// <param name="Version">The refresh it shows; see <see cref="RefreshState.Version"/>.</param>
/// <param name="RefreshedAtUtc">When the facts were last known to be up to date; null when never.</param>
public sealed record FactSnapshot(long Version, DateTime? RefreshedAtUtc)
{
    public CaseTable Cases { get; init; } = new();
    public ContactTable Contacts { get; init; } = new();
    public DecisionTable Decisions { get; init; } = new();
    public ReferralTable Referrals { get; init; } = new();
    public InterventionTable Interventions { get; init; } = new();
    public CoverageTable Coverage { get; init; } = new();
    public FeedbackTable Feedback { get; init; } = new();

    /// <summary>What was entered from elsewhere; no refresh changes it.</summary>
    public FigureTable Figures { get; init; } = new();

    /// <summary>Which figures these are; see <see cref="LoadFacts.ReadStateAsync"/>.</summary>
    public long FiguresVersion { get; init; }

    public IReadOnlyList<FactTable> Tables => [Cases, Contacts, Decisions, Referrals, Interventions, Coverage, Feedback, Figures];

    /// <summary>When the first case or contact came, in UTC ticks; <see cref="FactTable.Never"/> when there is none.</summary>
    public long EarliestAt => Math.Min(Cases.ReceivedAt.First(Cases), Contacts.StartedAt.First(Contacts));

    /// <summary>What the numbers in <see cref="CaseTable.Trace"/> stand for.</summary>
    public IReadOnlyList<TraceWord> TraceWords { get; init; } = [];

    /// <summary>What facts name by an id: read anew each time, for it may be corrected.</summary>
    internal FactNames Names { get; init; } = FactNames.None;

    /// <summary>What has been worked out of these facts, for as long as they are the latest. A copy that only says when they were refreshed shares it.</summary>
    internal ConcurrentDictionary<object, Lazy<object>> WorkedOut { get; init; } = [];

    /// <summary>The numbers by which <see cref="CaseTable.ClientNumber"/> tells clients apart. Used by the one who loads only.</summary>
    internal Dictionary<Guid, int> ClientNumbers { get; init; } = [];
}

/// <summary>The codes of units and the sectors of services.</summary>
internal sealed record FactNames(Dictionary<Guid, string> UnitCodes, Dictionary<Guid, string> Sectors)
{
    public static FactNames None { get; } = new([], []);

    /// <summary>Whether everything these name, others name the same.</summary>
    public bool IsPartOf(FactNames others) =>
        UnitCodes.All(each => others.UnitCodes.TryGetValue(each.Key, out var code) && code == each.Value)
        && Sectors.All(each => others.Sectors.TryGetValue(each.Key, out var sector) && sector == each.Value);
}
