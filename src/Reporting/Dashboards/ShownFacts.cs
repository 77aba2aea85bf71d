using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The facts that dashboards show. Of a small county these are the latest. Of a large one they are the last whose usual views were opened ahead of their readers: a refresh
/// every few minutes would else have each reader wait for what the one before had at once. Every page says of when its figures are.
/// </summary>
public sealed class ShownFacts(CurrentFacts currentFacts)
{
    /// <summary>Cases and contacts together, up to which a reader hardly notices being the first.</summary>
    internal const int MostRowsAtOnce = 200_000;

    private volatile FactSnapshot? _ready;

    /// <summary>What counts as large: a test's county is smaller.</summary>
    internal int RowsAtOnce { get; init; } = MostRowsAtOnce;

    public async Task<FactSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        if (_ready is not { } ready)
            return await currentFacts.GetAsync(cancellationToken);

        // An earlier version is another database, put in this one's place; and who has entered a figure looks for it.
        var (version, figuresVersion, refreshedAtUtc) = await currentFacts.ReadStateAsync(cancellationToken);
        if (version < ready.Version || figuresVersion != ready.FiguresVersion)
            return await currentFacts.GetAsync(cancellationToken);
        return version == ready.Version ? ready with { RefreshedAtUtc = refreshedAtUtc } : ready;
    }

    /// <summary>From now on these are shown.</summary>
    internal void Show(FactSnapshot opened) => _ready = opened.Cases.Count + opened.Contacts.Count > RowsAtOnce ? opened : null;

    /// <summary>The latest are shown until some have been opened again: who has asked for new figures wants these, and waits.</summary>
    internal void ShowLatest() => _ready = null;
}
