using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Reads what jobs there are, when each runs next, and what became of its runs: from the database, and of those not stored yet from memory.</summary>
public sealed class ReadJobs(JobCatalogue catalogue, JobLog log, ReportingDbContext reporting, GuidanceReads guidance, TimeProvider clock, IServiceProvider services)
{
    public const int PageSize = 50;

    /// <summary>Every job, as the catalogue has them.</summary>
    public async Task<JobsView> ReadAsync(CancellationToken cancellationToken)
    {
        await log.StoreWaitingAsync();
        var (now, scheduler) = (clock.GetUtcNow().UtcDateTime, await FindSchedulerAsync(cancellationToken));
        var (latest, isWhole) = (new List<JobRun>(), true);
        foreach (var job in catalogue.All)
        {
            if (!isWhole)
                break;
            try
            {
                // One job at a time: each is a step in an index, where all at once would be read through.
                if (await reporting.JobRuns.AsNoTracking().Where(run => run.Job == job.Name).OrderByDescending(run => run.StartedAtUtc).FirstOrDefaultAsync(cancellationToken) is { } run)
                    latest.Add(run);
            }
            catch (DbException)
            {
                isWhole = false;
            }
        }

        var newest = Merge(latest).GroupBy(run => run.Job).ToDictionary(group => group.Key, group => group.MaxBy(run => run.StartedAtUtc)!);
        var workers = await NamesAsync([.. newest.Values], cancellationToken);
        var views = new List<JobView>();
        foreach (var job in catalogue.All)
        {
            // What a job needs comes first: without it no hand starts it either.
            var state = job.CanRun?.Invoke(services) == false ? JobState.Needs : job.IsOn ? JobState.On : JobState.Off;
            var next = (DateTime?)null;
            if (state == JobState.On && scheduler is not null && isWhole)
                (next, isWhole) = await FindNextAsync(scheduler, job, cancellationToken);
            views.Add(new JobView(job, state, next, newest.GetValueOrDefault(job.Name) is { } run ? ViewOf(run, now, workers) : null));
        }

        return new JobsView(views, scheduler is not null, isWhole);
    }

    /// <summary>The latest runs first.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="page">From 1.</param>
    public async Task<JobRunsView> ReadRunsAsync(JobRunFilter filter, int page, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (silent, ahead) = (now - log.SilentAfter, now + log.SilentAfter);
        var asked = reporting.JobRuns.AsNoTracking();
        if (filter.Job is { } job)
            asked = asked.Where(run => run.Job == job);
        asked = filter.State switch
        {
            null => asked,
            JobRunState.Running => asked.Where(run => run.State == JobRunState.Running && run.HeartbeatAtUtc >= silent && run.HeartbeatAtUtc <= ahead),
            JobRunState.Interrupted => asked.Where(run => run.State == JobRunState.Interrupted || (run.State == JobRunState.Running && (run.HeartbeatAtUtc < silent || run.HeartbeatAtUtc > ahead))),
            { } state => asked.Where(run => run.State == state),
        };
        var (stored, count, isWhole) = (new List<JobRun>(), 0, true);
        try
        {
            count = await asked.CountAsync(cancellationToken);
            page = Math.Clamp(page, 1, Math.Max(1, ((count - 1) / PageSize) + 1));
            stored = await asked.OrderByDescending(run => run.StartedAtUtc).ThenByDescending(run => run.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        }
        catch (DbException)
        {
            (page, isWhole) = (1, false);
        }

        var shown = (page == 1 ? Merge(stored) : stored)
            .Where(run => (filter.Job is null || run.Job == filter.Job) && (filter.State is null || log.StateOf(run) == filter.State))
            .OrderByDescending(run => run.StartedAtUtc).ThenByDescending(run => run.Id).ToList();
        var workers = await NamesAsync(shown, cancellationToken);
        return new JobRunsView(shown.ConvertAll(run => ViewOf(run, now, workers)), Math.Max(count, shown.Count), page, isWhole);
    }

    public async Task<JobRunView?> FindRunAsync(Guid id, CancellationToken cancellationToken)
    {
        var run = log.InMemory.FirstOrDefault(each => each.Id == id) ?? await reporting.JobRuns.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancellationToken);
        return run is null ? null : ViewOf(run, clock.GetUtcNow().UtcDateTime, await NamesAsync([run], cancellationToken));
    }

    /// <summary>What this process knows of a run is newer than its row.</summary>
    private List<JobRun> Merge(List<JobRun> stored) => [.. log.InMemory.Concat(stored).DistinctBy(run => run.Id)];

    private async Task<IScheduler?> FindSchedulerAsync(CancellationToken cancellationToken) =>
        services.GetService<ISchedulerFactory>() is { } schedulers ? await schedulers.GetScheduler(cancellationToken) : null;

    /// <summary>The nodes of a server keep their schedules in its database, which may not answer either.</summary>
    private static async Task<(DateTime? AtUtc, bool IsKnown)> FindNextAsync(IScheduler scheduler, ScheduledJob job, CancellationToken cancellationToken)
    {
        try
        {
            return ((await scheduler.GetTrigger(new TriggerKey(job.Name), cancellationToken))?.NextFireTimeUtc?.UtcDateTime, true);
        }
        catch (SchedulerException fault) when (JobFaults.IsStorage(fault.GetBaseException()))
        {
            return (null, false);
        }
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(List<JobRun> runs, CancellationToken cancellationToken)
    {
        var ids = runs.SelectMany(run => new[] { run.StartedByWorkerId, run.CancelledByWorkerId }).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : await guidance.Workers.Where(worker => ids.Contains(worker.Id)).ToDictionaryAsync(worker => worker.Id, worker => worker.Name, cancellationToken);
    }

    private JobRunView ViewOf(JobRun run, DateTime now, Dictionary<Guid, string> workers)
    {
        var state = log.StateOf(run);
        var ended = run.EndedAtUtc ?? (state == JobRunState.Interrupted ? run.HeartbeatAtUtc : null);
        return new JobRunView
        {
            Id = run.Id,
            Job = run.Job,
            State = state,
            Origin = run.Origin,
            StartedBy = run.StartedByWorkerId is { } starter ? workers.GetValueOrDefault(starter) : null,
            CancelledBy = run.CancelledByWorkerId is { } canceller ? workers.GetValueOrDefault(canceller) : null,
            IsBeingCancelled = state == JobRunState.Running && (run.CancelAskedAtUtc is not null || run.CancelledByWorkerId is not null),
            Node = run.Node,
            StartedAtUtc = run.StartedAtUtc,
            EndedAtUtc = ended,
            DurationSeconds = (int)Math.Max(0, Math.Round(((ended ?? now) - run.StartedAtUtc).TotalSeconds)),
            RowsDone = run.RowsDone,
            Fault = run.Fault,
            ErrorType = run.ErrorType,
        };
    }
}

/// <param name="Jobs">As the catalogue has them.</param>
/// <param name="HasScheduler">False in a process that runs no schedules.</param>
/// <param name="IsWhole">False when the database did not answer: only what this process remembers is told.</param>
public sealed record JobsView(IReadOnlyList<JobView> Jobs, bool HasScheduler, bool IsWhole);

/// <param name="Job">The entry of the catalogue.</param>
/// <param name="State">Whether it runs by itself.</param>
/// <param name="NextAtUtc">Null when nothing is planned.</param>
/// <param name="Latest">Null when it has never run.</param>
public sealed record JobView(ScheduledJob Job, JobState State, DateTime? NextAtUtc, JobRunView? Latest);

public enum JobState
{
    On,

    /// <summary>The settings or the product have it off; it may be started by hand.</summary>
    Off,

    /// <summary>Something it needs is not there.</summary>
    Needs,
}

/// <param name="Job">Null for all.</param>
/// <param name="State">Null for all.</param>
public sealed record JobRunFilter(string? Job, JobRunState? State);

/// <param name="Runs">Of this page, the latest first.</param>
/// <param name="Count">On all pages.</param>
/// <param name="Page">The page that was read, from 1.</param>
/// <param name="IsWhole">False when the database did not answer.</param>
public sealed record JobRunsView(IReadOnlyList<JobRunView> Runs, int Count, int Page, bool IsWhole);

/// <summary>A run as it is told of.</summary>
public sealed record JobRunView
{
    public required Guid Id { get; init; }
    public required string Job { get; init; }
    public required JobRunState State { get; init; }
    public required JobOrigin Origin { get; init; }

    /// <summary>The worker's name; null when none started it.</summary>
    public string? StartedBy { get; init; }

    /// <summary>The worker's name; null when none cancelled it.</summary>
    public string? CancelledBy { get; init; }

    public bool IsBeingCancelled { get; init; }
    public required string Node { get; init; }
    public required DateTime StartedAtUtc { get; init; }

    /// <summary>Of an interrupted run, when it was last heard of; null while it runs.</summary>
    public DateTime? EndedAtUtc { get; init; }

    /// <summary>So far, while it runs.</summary>
    public required int DurationSeconds { get; init; }

    public required int RowsDone { get; init; }
    public JobFault? Fault { get; init; }

    /// <summary>The type of the error, for whoever is asked for help.</summary>
    public string? ErrorType { get; init; }
}
