using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Services.Referrals;

/// <summary>Clients guided to services, and how it went on: the loop back to the one who guided.</summary>
internal static class ReferralEndpoints
{
    private const string Texts = "Referrals.Problem";

    public static void Map(RouteGroupBuilder referrals)
    {
        referrals.MapGet("/", ListAsync).WithSummary("List open referrals, and those declined lately: one's own, or with view=team one's units'")
            .For(AccessRight.LogContacts).Audited(AuditAction.Read, AuditAction.Search);
        referrals.MapGet("/{id:guid}", ReadAsync).WithSummary("Read a referral and its steps")
            .For(AccessRight.LogContacts).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        referrals.MapPost("/", MakeAsync).WithSummary("Guide the client of an open case to a service")
            .WithDescription("Answers 201 when the referral is made, and 200 with the same id when the same submissionKey comes again with the same case and service.")
            .For(AccessRight.LogContacts).Audited(AuditAction.Create).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        referrals.MapPost("/{id:guid}/steps", RecordAsync).WithSummary("Record that a referral was accepted, declined, waits, started or ended")
            .WithDescription("Declining, and ending before the service started, need a note that says why. What cannot come next is refused with StepNotPossible.")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        referrals.MapPost("/{id:guid}/take-back", TakeBackAsync).WithSummary("Take the last step of a referral back, recorded by mistake")
            .WithDescription("It needs a note that says why. Both stay among the steps, and a deadline that a service's start had ended runs again.")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(
        Guid id, TakeBackBody body, TakeBackReferralStep takeBack, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await takeBack.TakeBackAsync(id, body.Version, body.Note, current.Actor, cancellationToken) switch
        {
            ReferralResult.Done => TypedResults.NoContent(),
            ReferralResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of a referral."),
        };

    private static async Task<Ok<ReferralsView>> ListAsync(string? view, string? page, ReadReferrals read, CurrentActor current, CancellationToken cancellationToken)
    {
        var asked = WorkbenchAddresses.ReadPage(page);
        var (rows, count) = await read.ListAsync(WorkbenchAddresses.Read<WorkView>(view) ?? WorkView.Mine, asked, current.Actor, cancellationToken);
        return TypedResults.Ok(new ReferralsView(count, asked, ReadReferrals.PageSize, [.. rows.Select(ReferralView.Of)]));
    }

    private static async Task<Results<Ok<ReferralWithStepsView>, ProblemHttpResult>> ReadAsync(Guid id, ReadReferrals read, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await read.FindAsync(id, current.Actor, cancellationToken) is { } found
            ? TypedResults.Ok(new ReferralWithStepsView(
                ReferralView.Of(found.Row),
                found.Version,
                Referral.NextOf(found.Row.State),
                [.. found.Steps.Select(step => new ReferralStepView(step.State, step.OccurredAtUtc, step.WorkerName, step.Note, step.TakesBack, step.IsTakenBack))]))
            : problems.Of(ApiProblemKind.NotFound);

    private static async Task<Results<Created<ReferralMadeView>, Ok<ReferralMadeView>, ProblemHttpResult>> MakeAsync(
        ReferralBody body, MakeReferral make, CurrentActor current, ApiProblems problems, HttpContext context, CancellationToken cancellationToken)
    {
        var toMake = new ReferralToMake { CaseId = body.CaseId, ServiceId = body.ServiceId, Note = body.Note ?? string.Empty, SubmissionKey = body.SubmissionKey };
        switch (await make.MakeAsync(toMake, current.Actor, cancellationToken))
        {
            case ReferralResult.Done { CameBefore: true } before:
                IdempotencyKeys.MarkReplayed(context);
                return TypedResults.Ok(new ReferralMadeView(before.ReferralId));
            case ReferralResult.Done done:
                return TypedResults.Created($"{context.Request.PathBase}{context.Request.Path.Value!.TrimEnd('/')}/{done.ReferralId}", new ReferralMadeView(done.ReferralId));
            case ReferralResult.Refused refused:
                return Refuse(refused, problems);
            default:
                throw new InvalidOperationException("Not a result of a referral.");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RecordAsync(
        Guid id, ReferralStepBody body, RecordReferralStep record, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await record.RecordAsync(new StepToRecord { ReferralId = id, State = body.State, OccurredOn = body.OccurredOn, Note = body.Note ?? string.Empty, Version = body.Version }, current.Actor, cancellationToken) switch
        {
            ReferralResult.Done => TypedResults.NoContent(),
            ReferralResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of a referral."),
        };

    private static ProblemHttpResult Refuse(ReferralResult.Refused refused, ApiProblems problems) => refused.Kind switch
    {
        ReferralProblemKind.NotThere => problems.Of(ApiProblemKind.NotFound),
        ReferralProblemKind.CaseClosed => problems.Of(ApiProblemKind.CaseClosed),
        ReferralProblemKind.ChangedMeanwhile => problems.Of(ApiProblemKind.ChangedMeanwhile),
        ReferralProblemKind.KeyReused => problems.Of(ApiProblemKind.IdempotencyKeyReused),
        _ when refused.IsConflict => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", refused.Kind.ToString()),
        _ => problems.Invalid(Texts, (FieldOf(refused), refused.Kind)),
    };

    private static string FieldOf(ReferralResult.Refused refused) => refused.Kind switch
    {
        ReferralProblemKind.ServiceNotThere => nameof(ReferralBody.ServiceId),
        _ when refused.Field == MakeReferral.CaseField => nameof(ReferralBody.CaseId),
        _ when refused.Field == TakeBackReferralStep.NoteField => nameof(TakeBackBody.Note),
        _ => refused.Field,
    };
}

/// <summary>A referral to make.</summary>
internal sealed record ReferralBody
{
    public required Guid CaseId { get; init; }
    public required Guid ServiceId { get; init; }

    /// <summary>What the service is told, or why this one.</summary>
    public string? Note { get; init; }

    /// <summary>A new UUID for each referral.</summary>
    public required Guid SubmissionKey { get; init; }

    public override string ToString() => $"{nameof(ReferralBody)} {CaseId}";
}

/// <summary>How a referral goes on.</summary>
internal sealed record ReferralStepBody
{
    public required ReferralState State { get; init; }

    /// <summary>Of the referral as it was read.</summary>
    public required int Version { get; init; }

    /// <summary>The county's day on which it happened; left out for now.</summary>
    public DateOnly? OccurredOn { get; init; }

    public string? Note { get; init; }

    public override string ToString() => nameof(ReferralStepBody);
}

/// <param name="Version">Of the referral as it was read.</param>
/// <param name="Note">Why.</param>
internal sealed record TakeBackBody(int Version, string? Note = null)
{
    public override string ToString() => nameof(TakeBackBody);
}

internal sealed record ReferralMadeView(Guid Id);

/// <param name="Count">Of all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">How many a page has.</param>
/// <param name="Referrals">Those declined lately first, then those that have waited longest since their last step.</param>
internal sealed record ReferralsView(int Count, int Page, int PageSize, IReadOnlyList<ReferralView> Referrals);

/// <summary>A referral as the API gives it.</summary>
internal sealed record ReferralView
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>Null for an anonymous case.</summary>
    public required Guid? ClientId { get; init; }

    public required Guid ServiceId { get; init; }

    /// <summary>In the caller's language, or in one it is written in.</summary>
    public required string ServiceName { get; init; }

    public required ReferralState State { get; init; }
    public required DateTime MadeAt { get; init; }
    public required string? MadeBy { get; init; }
    public required DateTime LastStepAt { get; init; }
    public required int DaysSinceLastStep { get; init; }
    public required NeedReason? Theme { get; init; }

    /// <summary>What was written at the last step.</summary>
    public required string? LastNote { get; init; }

    public static ReferralView Of(ReferralRow row) => new()
    {
        Id = row.Id,
        CaseId = row.CaseId,
        ClientId = row.Client?.Id,
        ServiceId = row.ServiceId,
        ServiceName = row.ServiceName,
        State = row.State,
        MadeAt = row.MadeAtUtc,
        MadeBy = row.WorkerName,
        LastStepAt = row.LastStepAtUtc,
        DaysSinceLastStep = row.DaysSinceLastStep,
        Theme = row.Theme,
        LastNote = row.LastNote,
    };

    public override string ToString() => $"{nameof(ReferralView)} {Id}";
}

/// <param name="Referral">As it stands.</param>
/// <param name="Version">To be sent with the next step.</param>
/// <param name="Next">What may come next.</param>
/// <param name="Steps">The oldest first.</param>
internal sealed record ReferralWithStepsView(ReferralView Referral, int Version, IReadOnlyList<ReferralState> Next, IReadOnlyList<ReferralStepView> Steps);

/// <param name="State">What it brought the referral to.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="WorkerName">Who recorded it.</param>
/// <param name="Note">What was written at it.</param>
/// <param name="TakesBack">Which state it took back as a mistake; null for an ordinary step.</param>
/// <param name="IsTakenBack">Whether it was itself a mistake.</param>
internal sealed record ReferralStepView(ReferralState State, DateTime OccurredAt, string? WorkerName, string? Note, ReferralState? TakesBack, bool IsTakenBack)
{
    public override string ToString() => $"{nameof(ReferralStepView)} {State}";
}
