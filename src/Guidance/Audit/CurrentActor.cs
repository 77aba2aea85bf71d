namespace Palveluohjaus.Guidance.Audit;

/// <summary>Who is at the desk in this request. The host says how to find out: today the demo's worker, with accounts the one who signed in.</summary>
public sealed class CurrentActor(Func<CancellationToken, Task<Actor>> find)
{
    private Task<Actor>? _found;

    public Task<Actor> FindAsync(CancellationToken cancellationToken) => _found ??= find(cancellationToken);
}
