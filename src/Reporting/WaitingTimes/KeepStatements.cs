using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Lists statements, publishes them, and takes back one that was wrong.</summary>
public sealed class KeepStatements(ReportingDbContext reporting, TimeProvider clock)
{
    public Task<List<WaitingTimesStatement>> ReadAsync(CancellationToken cancellationToken) =>
        reporting.WaitingTimesStatements.AsNoTracking().OrderByDescending(statement => statement.FirstDay).ToListAsync(cancellationToken);

    public Task<WaitingTimesStatement?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        reporting.WaitingTimesStatements.AsNoTracking().SingleOrDefaultAsync(statement => statement.Id == id, cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<List<WaitingTimesStatement>> ReadPublishedAsync(CancellationToken cancellationToken) => reporting.WaitingTimesStatements.AsNoTracking()
        .Where(statement => statement.PublishedAtUtc != null)
        .OrderByDescending(statement => statement.FirstDay)
        .ToListAsync(cancellationToken);

    /// <param name="id">Which.</param>
    /// <param name="version">As it was read: what is published is what was looked at.</param>
    /// <param name="actor">Who publishes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<KeepOutcome> PublishAsync(Guid id, int version, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, statement => statement.IsPublished, statement => statement.Publish(actor.Name, clock.GetUtcNow().UtcDateTime), cancellationToken);

    /// <inheritdoc cref="PublishAsync"/>
    public Task<KeepOutcome> TakeBackAsync(Guid id, int version, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, statement => !statement.IsPublished, statement => statement.TakeBack(), cancellationToken);

    private async Task<KeepOutcome> ChangeAsync(Guid id, int version, Func<WaitingTimesStatement, bool> isDone, Action<WaitingTimesStatement> change, CancellationToken cancellationToken)
    {
        if (await reporting.WaitingTimesStatements.SingleOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } statement)
            return KeepOutcome.Unknown;
        if (isDone(statement))
            return KeepOutcome.Done;
        if (statement.Version != version)
            return KeepOutcome.ChangedMeanwhile;
        change(statement);
        try
        {
            await reporting.SaveChangesAsync(cancellationToken);
            return KeepOutcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return KeepOutcome.ChangedMeanwhile;
        }
    }
}

public enum KeepOutcome
{
    /// <summary>Also when it had been done before.</summary>
    Done,
    Unknown,

    /// <summary>It says something else now than what was looked at.</summary>
    ChangedMeanwhile,
}
