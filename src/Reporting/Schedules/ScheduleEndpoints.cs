using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Texts;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What the schedules page shows and does, for other programs.</summary>
internal static class ScheduleEndpoints
{
    public static void Map(RouteGroupBuilder schedules)
    {
        schedules.MapGet("/", ListAsync).WithSummary("List the jobs, when each runs next and how its last run went").For(AccessRight.AdministerAccounts).WithoutClientData();
        schedules.MapGet("/{job}/runs", ListRunsAsync).WithSummary("List a job's runs, the latest first").For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
        schedules.MapPost("/{job}/runs", StartAsync).WithSummary("Start a job")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<ScheduleView>>> ListAsync(ReadJobs read, IStringLocalizer<ReportingTexts> texts, CancellationToken cancellationToken)
    {
        var view = await read.ReadAsync(cancellationToken);
        return TypedResults.Ok(view.Jobs.Select(each => new ScheduleView(
            each.Job.Name, texts[$"Job.{each.Job.Name}"], each.State, (each.Job.When as JobTrigger.Cron)?.Expression, (int?)(each.Job.When as JobTrigger.Every)?.Interval.TotalMinutes, each.NextAtUtc,
            each.Latest is { } latest ? ScheduleRunView.Of(latest) : null)).ToList());
    }

    private static async Task<Results<Ok<ScheduleRunsView>, ProblemHttpResult>> ListRunsAsync(
        string job, JobCatalogue catalogue, ReadJobs read, ApiProblems problems, CancellationToken cancellationToken, int page = 1)
    {
        if (catalogue.Find(job) is null)
            return problems.Of(ApiProblemKind.NotFound);
        var view = await read.ReadRunsAsync(new JobRunFilter(job, null), page, cancellationToken);
        return TypedResults.Ok(new ScheduleRunsView(view.Count, view.Page, [.. view.Runs.Select(ScheduleRunView.Of)]));
    }

    private static async Task<Results<Accepted<ScheduleRunView>, ProblemHttpResult>> StartAsync(
        string job, SteerJobs steer, ReadJobs read, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await steer.StartAsync(job, current.Actor) switch
        {
            SteerResult.Started started => TypedResults.Accepted($"/api/v1/schedules/{job}/runs", ScheduleRunView.Of((await read.FindRunAsync(started.RunId, cancellationToken))!)),
            SteerResult.RunsAlready other => problems.Of(ApiProblemKind.JobCannotStart, [new("reason", nameof(SteerResult.RunsAlready)), new("run", other.RunId)]),
            SteerResult.CannotRun => problems.Of(ApiProblemKind.JobCannotStart, "reason", nameof(SteerResult.CannotRun)),
            _ => problems.Of(ApiProblemKind.NotFound),
        };
}

/// <param name="Job">The job's name, as addresses have it.</param>
/// <param name="Title">The same for a person, in the caller's language.</param>
/// <param name="State">Whether it runs by itself.</param>
/// <param name="Cron">When, Europe/Helsinki; null when it runs by an interval.</param>
/// <param name="EveryMinutes">The interval; null when it runs by the clock.</param>
/// <param name="NextAt">Null when nothing is planned.</param>
/// <param name="Latest">Null when it has never run.</param>
internal sealed record ScheduleView(string Job, string Title, JobState State, string? Cron, int? EveryMinutes, DateTime? NextAt, ScheduleRunView? Latest);

/// <param name="Count">On all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="Runs">Of this page.</param>
internal sealed record ScheduleRunsView(int Count, int Page, IReadOnlyList<ScheduleRunView> Runs);

internal sealed record ScheduleRunView(
    Guid Id, string Job, JobRunState State, JobOrigin Origin, string? StartedBy, DateTime StartedAt, DateTime? EndedAt, int DurationSeconds, int RowsDone, JobFault? Fault, string? ErrorType)
{
    public static ScheduleRunView Of(JobRunView run) => new(
        run.Id, run.Job, run.State, run.Origin, run.StartedBy, run.StartedAtUtc, run.EndedAtUtc, run.DurationSeconds, run.RowsDone, run.Fault, run.ErrorType);
}
