using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Dashboards;

/// <summary>
/// The facts that dashboards show. Of a small county these are the latest. Of a large one they are the last whose usual views were opened ahead of their readers: a refresh
/// every few minutes would else have each reader wait for what the one before had at once. Every page says of when its figures are.
/// </summary>
/// <param name="currentFacts">The latest.</param>
/// <param name="mostRowsAtOnce">Cases and contacts together, up to which a county is small: a reader hardly notices being the first.</param>
public sealed class ShownFacts(CurrentFacts currentFacts, int mostRowsAtOnce = ShownFacts.MostRowsAtOnce)
{
    internal const int MostRowsAtOnce = 200_000;

    private readonly Lock _choosing = new();
    private FactSnapshot? _ready;
    private int _timesAsked;

    /// <summary>How often the latest were asked for. Who opens views ahead takes it down before beginning.</summary>
    internal int TimesAsked => Volatile.Read(ref _timesAsked);

    public async Task<FactSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ready) is not { } ready)
            return await currentFacts.GetAsync(cancellationToken);

        var (version, figuresVersion, refreshedAtUtc) = await currentFacts.ReadStateAsync(cancellationToken);

        // Another database has been put in this one's place.
        if (version < ready.Version)
            ShowLatest();

        // Who has entered a figure looks for it.
        if (version < ready.Version || figuresVersion != ready.FiguresVersion)
            return await currentFacts.GetAsync(cancellationToken);
        if (version > ready.Version)
            return ready;

        // Kept, so that pages do not say an earlier time when the next version comes.
        var seen = ready with { RefreshedAtUtc = refreshedAtUtc };
        Interlocked.CompareExchange(ref _ready, seen, ready);
        return seen;
    }

    /// <summary>From now on these are shown.</summary>
    /// <param name="opened">Whose usual views are open.</param>
    /// <param name="timesAsked">As it was when they were begun: who has asked for the latest since has seen newer ones.</param>
    internal void Show(FactSnapshot opened, int timesAsked)
    {
        lock (_choosing)
        {
            if (timesAsked == _timesAsked)
                Volatile.Write(ref _ready, opened.Cases.Count + opened.Contacts.Count > mostRowsAtOnce ? opened : null);
        }
    }

    /// <summary>The latest are shown until some have been opened again: who has asked for new figures wants these, and waits.</summary>
    internal void ShowLatest()
    {
        lock (_choosing)
        {
            _timesAsked++;
            Volatile.Write(ref _ready, null);
        }
    }
}
