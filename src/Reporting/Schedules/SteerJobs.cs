using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Starts and cancels jobs by hand, and tells the audit who did.</summary>
public sealed class SteerJobs(JobCatalogue catalogue, JobLog log, AuditAdministration audit, IServiceProvider services)
{
    public async Task<SteerResult> StartAsync(string name, Actor actor)
    {
        if (catalogue.Find(name) is not { } job)
            return new SteerResult.Unknown();
        if (job.CanRun?.Invoke(services) == false)
            return new SteerResult.CannotRun();

        // What cannot be audited is not done: the run waits for its entry, and fails as that did. No request's token: a browser that closes stops nothing.
        var audited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        switch (await log.StartAsync(new JobStart(job.Name, JobOrigin.Hand, actor.WorkerId), RunAuditedAsync, CancellationToken.None))
        {
            case JobStarted.Begun begun:
                try
                {
                    await audit.NoteAsync(AuditAction.Create, nameof(JobRun), begun.Run.Id, actor, $"started by hand: {job.Name}", CancellationToken.None);
                }
                catch (Exception fault)
                {
                    audited.SetException(fault);
                    throw;
                }

                audited.SetResult();
                return new SteerResult.Started(begun.Run.Id);
            case JobStarted.RunsAlready other:
                return new SteerResult.RunsAlready(other.Run.Id);
            default:
                throw new InvalidOperationException("Not a way to start.");
        }

        async Task<int> RunAuditedAsync(IServiceProvider scope, CancellationToken stop)
        {
            await audited.Task.WaitAsync(stop);
            return await job.RunAsync(scope, stop);
        }
    }

    /// <returns>False when there is no such run, or it has ended.</returns>
    public async Task<bool> CancelAsync(Guid runId, Actor actor, CancellationToken cancellationToken)
    {
        if (!await log.GoesOnAsync(runId, cancellationToken))
            return false;
        await audit.NoteAsync(AuditAction.Update, nameof(JobRun), runId, actor, "cancelled", cancellationToken);
        return await log.CancelAsync(runId, actor.WorkerId, cancellationToken);
    }
}

/// <summary>What came of starting a job by hand.</summary>
public abstract record SteerResult
{
    private SteerResult()
    {
    }

    public sealed record Started(Guid RunId) : SteerResult;

    /// <param name="RunId">The one that goes on.</param>
    public sealed record RunsAlready(Guid RunId) : SteerResult;

    /// <summary>What it needs is not there.</summary>
    public sealed record CannotRun : SteerResult;

    /// <summary>There is no such job.</summary>
    public sealed record Unknown : SteerResult;
}
