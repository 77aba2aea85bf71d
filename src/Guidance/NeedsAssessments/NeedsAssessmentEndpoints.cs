using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>The assessment of a case's need for services: read, saved as it grows, ended; and who waits for housing.</summary>
internal static class NeedsAssessmentEndpoints
{
    private const string Texts = "NeedsAssessment.Problem";

    public static void Map(RouteGroupBuilder cases, RouteGroupBuilder housing)
    {
        cases.MapGet("/{caseId:guid}/needs-assessment", ReadAsync).WithSummary("Read the assessment of a case's need for services")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        cases.MapPut("/{caseId:guid}/needs-assessment", SaveAsync).WithSummary("Begin or save the assessment: participants, conclusion, the plan's goals, housing")
            .WithDescription("It takes the version that was read, 0 for one that has not been begun, and all of the data. Once it has ended only goals and housing go on.")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create, AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        cases.MapPost("/{caseId:guid}/needs-assessment/complete", CompleteAsync).WithSummary("Save and conclude the assessment")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create, AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        cases.MapPost("/{caseId:guid}/needs-assessment/unnecessary", FindUnnecessaryAsync).WithSummary("Record that an assessment is evidently unnecessary, and why")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create, AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        cases.MapPost("/{caseId:guid}/needs-assessment/reopen", ReopenAsync).WithSummary("Reopen an assessment that was ended by mistake, with a reason")
            .For(AccessRight.HandleClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        housing.MapGet("/criteria", ReadCriteria).WithSummary("Read the criteria for housing services for older people").For(AccessRight.HandleClients).WithoutClientData();
        housing.MapGet("/queue", ReadQueueAsync).WithSummary("List who of one's units' clients waits for housing, the longest wait first")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read, AuditAction.Search);
    }

    private static async Task<Results<Ok<NeedsAssessmentView>, ProblemHttpResult>> ReadAsync(
        Guid caseId, KeepNeedsAssessment keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await keep.ReadAsync(caseId, current.Actor, cancellationToken) is { } found
            ? TypedResults.Ok(NeedsAssessmentView.Of(found))
            : problems.Of(ApiProblemKind.NotFound);

    private static Task<Results<NoContent, ProblemHttpResult>> SaveAsync(
        Guid caseId, NeedsAssessmentBody body, KeepNeedsAssessment keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        KeepAsync(caseId, body, NeedsAssessmentAct.Save, keep, current, problems, cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> CompleteAsync(
        Guid caseId, NeedsAssessmentBody body, KeepNeedsAssessment keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        KeepAsync(caseId, body, NeedsAssessmentAct.Complete, keep, current, problems, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepAsync(
        Guid caseId, NeedsAssessmentBody body, NeedsAssessmentAct act, KeepNeedsAssessment keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (body.Participants.Contains(null) || body.Goals.Contains(null))
            return problems.Of(ApiProblemKind.Malformed);
        var content = new NeedsAssessmentContent
        {
            Participants = [.. body.Participants.Select(each => new Participant(each!.Profession, Handoffs.HandoffSteps.Written(each.Name)))],
            Conclusion = Handoffs.HandoffSteps.Written(body.Conclusion),
            Goals = [.. body.Goals.Select(each => new PlanGoal(Handoffs.HandoffSteps.Written(each!.Text), Handoffs.HandoffSteps.Written(each.Who), each.ByDay, each.State))],
            HousingAnswers = body.HousingAnswers,
            HousingDecidedOn = body.HousingDecidedOn,
            HousingEndedOn = body.HousingEndedOn,
        };
        return Conclude(await keep.KeepAsync(new NeedsAssessmentToKeep { CaseId = caseId, Version = body.Version, Act = act, Content = content }, current.Actor, cancellationToken), problems);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> FindUnnecessaryAsync(
        Guid caseId, UnnecessaryBody body, KeepNeedsAssessment keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        // What was written of the assessment so far stays as it is.
        var content = body.Version > 0 && await keep.ReadAsync(caseId, current.Actor, cancellationToken) is { Assessment: { } begun } ? begun.Content : new NeedsAssessmentContent();
        var toKeep = new NeedsAssessmentToKeep
        {
            CaseId = caseId,
            Version = body.Version,
            Act = NeedsAssessmentAct.FindUnnecessary,
            Content = content,
            UnnecessaryReasonKind = body.ReasonKind,
            UnnecessaryReason = body.Reason,
        };
        return Conclude(await keep.KeepAsync(toKeep, current.Actor, cancellationToken), problems);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReopenAsync(
        Guid caseId, ReopenBody body, ReopenNeedsAssessment reopen, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(await reopen.ReopenAsync(caseId, body.Version, body.Reason, current.Actor, cancellationToken), problems);

    private static Ok<HousingCriteriaView> ReadCriteria(HousingCriteria criteria) =>
        TypedResults.Ok(new HousingCriteriaView(criteria.Id, [.. criteria.All.Select(each => new HousingCriterionView(each.Code, each.IsRequired, each.Name.In(CultureInfo.CurrentUICulture)))]));

    private static async Task<Ok<HousingQueueView>> ReadQueueAsync(ReadHousingWaits read, CurrentActor current, CancellationToken cancellationToken)
    {
        var waits = await read.ReadAsync(current.Actor, cancellationToken);
        return TypedResults.Ok(new HousingQueueView(
            waits.Count,
            [.. waits.Rows.Select(row => new HousingWaitView(row.CaseId, row.Client.Id, row.Client.Name, row.Client.IsProtected, row.DecidedOn, row.DaysWaited, row.Unit.Id))]));
    }

    private static Results<NoContent, ProblemHttpResult> Conclude(KeepNeedsAssessmentResult result, ApiProblems problems) => result switch
    {
        KeepNeedsAssessmentResult.Kept => TypedResults.NoContent(),
        KeepNeedsAssessmentResult.NotThere => problems.Of(ApiProblemKind.NotFound),
        KeepNeedsAssessmentResult.ChangedMeanwhile { WorkerName: { } name } => problems.Of(ApiProblemKind.ChangedMeanwhile, "workerName", name),
        KeepNeedsAssessmentResult.ChangedMeanwhile => problems.Of(ApiProblemKind.ChangedMeanwhile),
        KeepNeedsAssessmentResult.Refused { Problems: var all } when all.Contains(NeedsAssessmentProblem.CaseClosed) => problems.Of(ApiProblemKind.CaseClosed),
        KeepNeedsAssessmentResult.Refused { Problems: var all } when all.Contains(NeedsAssessmentProblem.HasEnded) => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", nameof(NeedsAssessmentProblem.HasEnded)),
        KeepNeedsAssessmentResult.Refused { Problems: [NeedsAssessmentProblem.NotEnded] } => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", nameof(NeedsAssessmentProblem.NotEnded)),
        KeepNeedsAssessmentResult.Refused refused => problems.Invalid(Texts, refused.Problems.Select(problem => (FieldOf(problem), (Enum)problem))),
        _ => throw new InvalidOperationException("Not a result of keeping an assessment."),
    };

    private static string FieldOf(NeedsAssessmentProblem problem) => problem switch
    {
        NeedsAssessmentProblem.ParticipantTooLong or NeedsAssessmentProblem.ParticipantMissing or NeedsAssessmentProblem.ParticipantUnnamed => nameof(NeedsAssessmentBody.Participants),
        NeedsAssessmentProblem.GoalMissing or NeedsAssessmentProblem.GoalTooLong or NeedsAssessmentProblem.GoalDayUnreadable or NeedsAssessmentProblem.GoalDayImpossible => nameof(NeedsAssessmentBody.Goals),
        NeedsAssessmentProblem.CriterionUnknown => nameof(NeedsAssessmentBody.HousingAnswers),
        NeedsAssessmentProblem.UnnecessaryReasonMissing => nameof(UnnecessaryBody.ReasonKind),
        NeedsAssessmentProblem.UnnecessaryTextMissing or NeedsAssessmentProblem.UnnecessaryTextTooLong => nameof(UnnecessaryBody.Reason),
        NeedsAssessmentProblem.ReopenReasonMissing or NeedsAssessmentProblem.ReopenReasonTooLong => nameof(ReopenBody.Reason),
        _ => NeedsAssessmentForm.ControlOf(problem),
    };
}

/// <summary>All of an assessment: what is left out becomes empty.</summary>
internal sealed record NeedsAssessmentBody
{
    /// <summary>That was read; 0 for one that has not been begun.</summary>
    public required int Version { get; init; }

    public IReadOnlyList<ParticipantBody?> Participants { get; init; } = [];
    public string? Conclusion { get; init; }
    public IReadOnlyList<PlanGoalBody?> Goals { get; init; } = [];

    /// <summary>Whether each criterion for housing is met, by its code; one that was not answered is left out.</summary>
    public IReadOnlyDictionary<string, bool> HousingAnswers { get; init; } = new Dictionary<string, bool>();

    public DateOnly? HousingDecidedOn { get; init; }
    public DateOnly? HousingEndedOn { get; init; }

    public override string ToString() => nameof(NeedsAssessmentBody);
}

internal sealed record ParticipantBody(Profession? Profession = null, string? Name = null)
{
    public override string ToString() => nameof(ParticipantBody);
}

internal sealed record PlanGoalBody(string? Text = null, string? Who = null, DateOnly? ByDay = null, GoalState State = GoalState.Planned)
{
    public override string ToString() => nameof(PlanGoalBody);
}

/// <param name="Version">That was read; 0 for one that has not been begun.</param>
/// <param name="ReasonKind">Why.</param>
/// <param name="Reason">In words; needed with Other.</param>
internal sealed record UnnecessaryBody(int Version, UnnecessaryReason ReasonKind, string? Reason = null)
{
    public override string ToString() => nameof(UnnecessaryBody);
}

/// <param name="Version">That was read.</param>
/// <param name="Reason">Why it was ended by mistake.</param>
internal sealed record ReopenBody(int Version, string? Reason = null)
{
    public override string ToString() => nameof(ReopenBody);
}

/// <summary>An assessment as the API gives it.</summary>
internal sealed record NeedsAssessmentView
{
    public required Guid CaseId { get; init; }
    public required Guid ClientId { get; init; }

    /// <summary>Null when none has been begun.</summary>
    public required NeedsAssessmentState? State { get; init; }

    public required int Version { get; init; }
    public required DateTime? StartedAt { get; init; }
    public required DateTime? EndedAt { get; init; }
    public required DateTime? SavedAt { get; init; }
    public required string? SavedBy { get; init; }
    public required IReadOnlyList<ParticipantBody> Participants { get; init; }
    public required string? Conclusion { get; init; }
    public required IReadOnlyList<PlanGoalBody> Goals { get; init; }
    public required UnnecessaryReason? UnnecessaryReasonKind { get; init; }
    public required string? UnnecessaryReason { get; init; }
    public required IReadOnlyDictionary<string, bool> HousingAnswers { get; init; }
    public required bool AreHousingCriteriaMet { get; init; }
    public required DateOnly? HousingDecidedOn { get; init; }
    public required DateOnly? HousingEndedOn { get; init; }

    public static NeedsAssessmentView Of(CaseToAssess found) => new()
    {
        CaseId = found.Case.Id,
        ClientId = found.ClientId,
        State = found.Assessment?.State,
        Version = found.Assessment?.Version ?? 0,
        StartedAt = found.Assessment?.StartedAtUtc,
        EndedAt = found.Assessment?.EndedAtUtc,
        SavedAt = found.Assessment?.SavedAtUtc,
        SavedBy = found.SavedByName,
        Participants = [.. (found.Assessment?.Participants ?? []).Select(each => new ParticipantBody(each.Profession, each.Name))],
        Conclusion = found.Assessment?.Conclusion,
        Goals = [.. (found.Assessment?.Goals ?? []).Select(each => new PlanGoalBody(each.Text, each.Who, each.ByDay, each.State))],
        UnnecessaryReasonKind = found.Assessment?.UnnecessaryReasonKind,
        UnnecessaryReason = found.Assessment?.UnnecessaryReason,
        HousingAnswers = found.Assessment?.HousingAnswers ?? new Dictionary<string, bool>(),
        AreHousingCriteriaMet = found.Assessment?.AreHousingCriteriaMet ?? false,
        HousingDecidedOn = found.Assessment?.HousingDecidedOn,
        HousingEndedOn = found.Assessment?.HousingEndedOn,
    };

    public override string ToString() => $"{nameof(NeedsAssessmentView)} {CaseId}";
}

/// <param name="Id">The list and its version.</param>
/// <param name="Criteria">Named in the caller's language.</param>
internal sealed record HousingCriteriaView(string Id, IReadOnlyList<HousingCriterionView> Criteria);

internal sealed record HousingCriterionView(string Code, bool IsRequired, string Name);

/// <param name="Count">Of all; at most 500 are listed.</param>
/// <param name="Clients">Who has waited longest comes first.</param>
internal sealed record HousingQueueView(int Count, IReadOnlyList<HousingWaitView> Clients);

internal sealed record HousingWaitView(Guid CaseId, Guid ClientId, string ClientName, bool IsProtected, DateOnly DecidedOn, int DaysWaited, Guid UnitId)
{
    public override string ToString() => $"{nameof(HousingWaitView)} {CaseId}";
}
