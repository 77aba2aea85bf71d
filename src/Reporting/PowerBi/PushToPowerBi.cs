using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Brings the county's Power BI up to date with the latest facts. If it stops, the next run goes on from there.</summary>
public sealed class PushToPowerBi
{
    private readonly PushRows _push;
    private readonly OpenModelRows _rows;

    internal PushToPowerBi(PushRows push, OpenModelRows rows) => (_push, _rows) = (push, rows);

    /// <summary>By the schedule: a dataset that somebody removed does not come back by itself.</summary>
    public Task<PushSummary> RunAsync(Actor actor, CancellationToken cancellationToken) => RunAsync(order => order, actor, progress: null, cancellationToken);

    /// <summary>By command: a dataset that was removed is made again.</summary>
    /// <param name="isRefill">Whether also what has not changed is emptied and filled again.</param>
    /// <param name="actor">Who pushes.</param>
    /// <param name="progress">Told now and then of rows that were worked out, and of every batch that the service has taken.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on from there.</param>
    /// <exception cref="PowerBiFaultException">It came to nothing, or not to its end.</exception>
    public Task<PushSummary> RunByHandAsync(bool isRefill, Actor actor, IProgress<PushProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(order => order with { IsRefill = isRefill, MayMakeAgain = true }, actor, progress, cancellationToken);

    /// <inheritdoc cref="PushRows.RemoveAsync"/>
    public Task<bool> RemoveAsync(Actor actor, CancellationToken cancellationToken) => _push.RemoveAsync(actor, cancellationToken);

    private async Task<PushSummary> RunAsync(Func<PushOrder, PushOrder> change, Actor actor, IProgress<PushProgress>? progress, CancellationToken cancellationToken)
    {
        var rows = await _rows.OpenAsync(cancellationToken);
        return await _push.RunAsync(change(new PushOrder(new DescribeSemanticModel().Describe(), rows.Read)), actor, progress, cancellationToken);
    }
}
