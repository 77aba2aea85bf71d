using Microsoft.Extensions.DependencyInjection;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>The latest facts, shared by all who ask: what a refresh changed is taken in once, and what it did not change is shared with the facts before it.</summary>
public sealed class CurrentFacts(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim _oneLoader = new(1);
    private volatile FactSnapshot? _latest;

    /// <inheritdoc cref="LoadFacts.ReadStateAsync"/>
    public async Task<(long Version, long FiguresVersion, DateTime? RefreshedAtUtc)> ReadStateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LoadFacts>().ReadStateAsync(cancellationToken);
    }

    public async Task<FactSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        var (version, figuresVersion, refreshedAtUtc) = await ReadStateAsync(cancellationToken);
        if (_latest is { } latest && latest.Version == version && latest.FiguresVersion == figuresVersion)
            return latest with { RefreshedAtUtc = refreshedAtUtc };

        await _oneLoader.WaitAsync(cancellationToken);
        try
        {
            if (_latest is { } loadedMeanwhile && loadedMeanwhile.Version == version && loadedMeanwhile.FiguresVersion == figuresVersion)
                return loadedMeanwhile;
            await using var scope = scopes.CreateAsyncScope();
            return _latest = await scope.ServiceProvider.GetRequiredService<LoadFacts>().LoadAsync(_latest, cancellationToken);
        }
        finally
        {
            _oneLoader.Release();
        }
    }

    public void Dispose() => _oneLoader.Dispose();
}
