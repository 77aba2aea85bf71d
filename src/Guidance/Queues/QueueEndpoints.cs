using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Queues;

/// <summary>A unit's queue: read, and its cases taken, released and given to workers of the unit.</summary>
internal static class QueueEndpoints
{
    private const string Texts = "Queue.Problem";

    public static void Map(RouteGroupBuilder queues)
    {
        queues.MapGet("/{unitId:guid}", ReadAsync).WithSummary("Read a page of a unit's queue: overdue first, then by priority")
            .For(AccessRight.LogContacts).Audited(AuditAction.Search, AuditAction.Read).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        queues.MapPost("/{unitId:guid}/take", TakeAsync).WithSummary("Take a case of the queue")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        queues.MapPost("/{unitId:guid}/release", ReleaseAsync).WithSummary("Return cases to the queue")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        queues.MapPost("/{unitId:guid}/assign", AssignAsync).WithSummary("Give cases to a worker of the unit")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<QueuePageView>, ProblemHttpResult>> ReadAsync(
        Guid unitId, [AsParameters] QueueQuery query, ReadQueuePage read, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var asked = QueueAsked.Read(unitId, query.Show, query.Worker, query.Theme, query.Due, query.Page);

        // A page passes over what it does not know, as an address may be years old; a program that filters by it would believe the filter held.
        if (FindUnread(query, asked) is { } field)
            return problems.Invalid(Texts, (field, QueueProblem.FilterUnknown));
        return await read.ReadAsync(asked, current.Actor, cancellationToken) is { } queue ? TypedResults.Ok(QueuePageView.Of(queue)) : problems.Of(ApiProblemKind.NotFound);
    }

    private static string? FindUnread(QueueQuery query, QueueAsked read) =>
        WorkbenchAddresses.IsUnread<QueueShow>(query.Show) ? nameof(query.Show)
        : !string.IsNullOrEmpty(query.Worker) && read.WorkerId is null ? nameof(query.Worker)
        : !string.IsNullOrEmpty(query.Theme) && read.Theme is null ? nameof(query.Theme)
        : WorkbenchAddresses.IsUnread<WorkGroup>(query.Due) ? nameof(query.Due)
        : WorkbenchAddresses.IsUnreadPage(query.Page) ? nameof(query.Page)
        : null;

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeAsync(
        Guid unitId, TakeCaseBody body, TakeCase take, GuidanceDbContext guidance, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (!current.Actor.UnitIds.Contains(unitId) || !await guidance.Cases.AnyAsync(each => each.Id == body.CaseId && each.ResponsibleUnitId == unitId, cancellationToken))
            return problems.Of(ApiProblemKind.NotFound);
        return await take.TakeAsync(body.CaseId, current.Actor, cancellationToken) switch
        {
            TakeCaseResult.Taken => TypedResults.NoContent(),
            TakeCaseResult.TakenBy other => problems.Of(ApiProblemKind.CaseTaken, "workerName", other.WorkerName),
            TakeCaseResult.Closed => problems.Of(ApiProblemKind.CaseClosed),
            TakeCaseResult.NotThere => problems.Of(ApiProblemKind.NotFound),
            _ => throw new InvalidOperationException("Not a result of taking a case."),
        };
    }

    private static async Task<Results<Ok<CasesMovedView>, ProblemHttpResult>> ReleaseAsync(
        Guid unitId, ReleaseCasesBody body, MoveCases move, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        body.Cases.Contains(null) ? problems.Of(ApiProblemKind.Malformed) : await MoveAsync(new CasesToMove { UnitId = unitId, Chosen = Seen(body.Cases), Reason = body.Reason }, move, current, problems, cancellationToken);

    private static async Task<Results<Ok<CasesMovedView>, ProblemHttpResult>> AssignAsync(
        Guid unitId, AssignCasesBody body, MoveCases move, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        body.Cases.Contains(null) ? problems.Of(ApiProblemKind.Malformed) : await MoveAsync(new CasesToMove { UnitId = unitId, Chosen = Seen(body.Cases), ToWorkerId = body.ToWorkerId, Reason = body.Reason }, move, current, problems, cancellationToken);

    private static IReadOnlyList<SeenCase> Seen(IReadOnlyList<SeenCaseBody?> cases) => [.. cases.OfType<SeenCaseBody>().Select(each => new SeenCase(each.CaseId, each.WorkerId))];

    private static async Task<Results<Ok<CasesMovedView>, ProblemHttpResult>> MoveAsync(CasesToMove toMove, MoveCases move, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await move.MoveAsync(toMove, current.Actor, cancellationToken) switch
        {
            MoveCasesResult.Done done => TypedResults.Ok(new CasesMovedView(done.Count(MoveOutcome.Moved), [.. done.Moves.Select(each => new CaseMoveView(each.CaseId, each.Outcome, each.WorkerName))])),
            MoveCasesResult.Refused { Problem: MoveProblem.UnitUnknown } => problems.Of(ApiProblemKind.NotFound),
            MoveCasesResult.Refused refused => problems.Invalid(Texts, (FieldOf(refused.Problem), refused.Problem)),
            _ => throw new InvalidOperationException("Not a result of moving cases."),
        };

    private static string FieldOf(MoveProblem problem) => problem switch
    {
        MoveProblem.WorkerUnknown => nameof(AssignCasesBody.ToWorkerId),
        MoveProblem.ReasonTooLong or MoveProblem.ReasonUnreadable => nameof(AssignCasesBody.Reason),
        _ => nameof(AssignCasesBody.Cases),
    };
}

/// <summary>Which of the queue's cases. All of it may be left out.</summary>
/// <param name="Show">all, untaken, mine or covered.</param>
/// <param name="Worker">The id of the worker whose cases.</param>
/// <param name="Theme">A theme by its name.</param>
/// <param name="Due">How a case stands to its due time.</param>
/// <param name="Page">From 1.</param>
internal sealed record QueueQuery(string? Show, string? Worker, string? Theme, string? Due, string? Page);

/// <summary>What is wrong with a call to a queue beside what moving cases says.</summary>
internal enum QueueProblem
{
    FilterUnknown,
}

/// <param name="CaseId">Which.</param>
internal sealed record TakeCaseBody(Guid CaseId);

/// <param name="CaseId">Which.</param>
/// <param name="WorkerId">Who had it when it was read; left out for nobody.</param>
internal sealed record SeenCaseBody(Guid CaseId, Guid? WorkerId = null);

/// <param name="Cases">500 at most.</param>
/// <param name="Reason">Why; need not be given.</param>
internal sealed record ReleaseCasesBody(IReadOnlyList<SeenCaseBody?> Cases, string? Reason = null)
{
    // A reason may tell of a client.
    public override string ToString() => $"{nameof(ReleaseCasesBody)} {Cases.Count}";
}

/// <param name="Cases">500 at most.</param>
/// <param name="ToWorkerId">A worker of the unit's queue.</param>
/// <param name="Reason">Why; need not be given.</param>
internal sealed record AssignCasesBody(IReadOnlyList<SeenCaseBody?> Cases, Guid ToWorkerId, string? Reason = null)
{
    // A reason may tell of a client.
    public override string ToString() => $"{nameof(AssignCasesBody)} {Cases.Count}";
}

internal sealed record CaseMoveView(Guid CaseId, MoveOutcome Outcome, string? WorkerName);

internal sealed record CasesMovedView(int Moved, IReadOnlyList<CaseMoveView> Cases);

/// <summary>A page of a queue as the API gives it.</summary>
internal sealed record QueuePageView
{
    public required Guid UnitId { get; init; }

    /// <summary>In the caller's language.</summary>
    public required string UnitName { get; init; }

    public required int Open { get; init; }
    public required int Overdue { get; init; }
    public required int DueSoon { get; init; }
    public required int Untaken { get; init; }
    public required DateTime? OldestReceivedAt { get; init; }

    /// <summary>How many cases match what was asked.</summary>
    public required int Count { get; init; }

    public required int Page { get; init; }
    public required int PageSize { get; init; }
    public required IReadOnlyList<QueuedCaseView> Cases { get; init; }

    public static QueuePageView Of(QueueView queue) => new()
    {
        UnitId = queue.Unit.Id,
        UnitName = queue.Unit.NameIn(CultureInfo.CurrentUICulture),
        Open = queue.Counts.Open,
        Overdue = queue.Counts.Late,
        DueSoon = queue.Counts.Soon,
        Untaken = queue.Counts.Untaken,
        OldestReceivedAt = queue.Counts.OldestAtUtc,
        Count = queue.Rows.Count,
        Page = queue.Asked.Page,
        PageSize = ReadQueuePage.PageSize,
        Cases = [.. queue.Rows.Rows.Select(QueuedCaseView.Of)],
    };

    public override string ToString() => $"{nameof(QueuePageView)} {UnitId}";
}

/// <summary>A case in its place, with the points of each term.</summary>
internal sealed record QueuedCaseView
{
    public required Guid CaseId { get; init; }
    public required Guid? ClientId { get; init; }
    public required string? ClientName { get; init; }
    public required bool IsProtected { get; init; }
    public required NeedReason? Theme { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required DateTime? DueAt { get; init; }
    public required WorkGroup Due { get; init; }
    public required Guid? WorkerId { get; init; }
    public required string? WorkerName { get; init; }

    /// <summary>The last day of the absence of whoever has it; null when they are not away.</summary>
    public required DateOnly? WorkerAwayUntil { get; init; }

    public required double Points { get; init; }
    public required QueuedPointsView PointsOf { get; init; }

    public static QueuedCaseView Of(QueueRow row) => new()
    {
        CaseId = row.CaseId,
        ClientId = row.Client?.Id,
        ClientName = row.Client?.Name,
        IsProtected = row.Client?.IsProtected ?? false,
        Theme = row.Theme,
        ReceivedAt = row.ReceivedAtUtc,
        DueAt = row.Due?.AtUtc,
        Due = row.Due?.Group ?? WorkGroup.Later,
        WorkerId = row.WorkerId,
        WorkerName = row.WorkerName,
        WorkerAwayUntil = row.Absence?.ToDay,
        Points = row.Priority.TotalTenths / 10.0,
        PointsOf = new QueuedPointsView(
            row.Priority.UrgencyTenths / 10.0, row.Priority.DeadlineTenths / 10.0, row.Priority.WaitingTenths / 10.0,
            row.Priority.SegmentTenths / 10.0, row.Priority.CallLateTenths / 10.0, row.Priority.AskedAgainTenths / 10.0),
    };

    public override string ToString() => $"{nameof(QueuedCaseView)} {CaseId}";
}

internal sealed record QueuedPointsView(double Urgency, double Deadline, double Waiting, double Segment, double CallLate, double AskedAgain);
