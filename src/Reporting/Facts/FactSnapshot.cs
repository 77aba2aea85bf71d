namespace Palveluohjaus.Reporting.Facts;

/// <summary>All facts as of one refresh, in memory, in columns. Immutable once loaded; every metric reads from here.</summary>
/// <param name="Version">The refresh it shows; see <see cref="RefreshState.Version"/>.</param>
/// <param name="RefreshedAtUtc">When the facts were last known to be up to date; null when never.</param>
public sealed record FactSnapshot(long Version, DateTime? RefreshedAtUtc, CaseTable Cases, ContactTable Contacts, DecisionTable Decisions)
{
    public FeedbackTable Feedback { get; init; } = new(0);
}
