using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Handoffs;

/// <summary>Offers of cases between units.</summary>
internal static class HandoffEndpoints
{
    private const string Texts = "Handoffs.Problem";

    public static void Map(RouteGroupBuilder handoffs)
    {
        handoffs.MapGet("/", ListAsync).WithSummary("List the offers that wait for an answer of one's units, and those they made")
            .For(AccessRight.LogContacts).Audited(AuditAction.Read, AuditAction.Search);
        handoffs.MapPost("/", OfferAsync).WithSummary("Offer a case of one's unit to another unit")
            .WithDescription("The case stays where it is until the other unit accepts. One that would come back to a unit that has had it needs a return reason.")
            .For(AccessRight.LogContacts).Audited(AuditAction.Create).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        MapAct("accept", "Accept an offer: the case becomes one's unit's", (answer, id, actor, cancelled) => answer.AcceptAsync(id, actor, cancelled));
        MapAct("withdraw", "Withdraw an offer of one's unit", (answer, id, actor, cancelled) => answer.WithdrawAsync(id, actor, cancelled));
        MapAct("done", "Say that what one's unit was asked for is done", (answer, id, actor, cancelled) => answer.FinishAsync(id, actor, cancelled));
        handoffs.MapPost("/{id:guid}/decline", DeclineAsync).WithSummary("Decline an offer, with a reason")
            .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);

        void MapAct(string name, string summary, Func<AnswerHandoff, Guid, Actor, CancellationToken, Task<AnswerHandoffResult>> act) =>
            handoffs.MapPost($"/{{id:guid}}/{name}", async (Guid id, AnswerHandoff answer, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
                Conclude(await act(answer, id, current.Actor, cancellationToken), problems)).WithSummary(summary)
                .For(AccessRight.LogContacts).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<HandoffsView>> ListAsync(ReadHandoffs read, CurrentActor current, CancellationToken cancellationToken)
    {
        var lists = await read.ReadListsAsync(current.Actor, cancellationToken);
        return TypedResults.Ok(new HandoffsView(ViewOf(lists.Waiting), ViewOf(lists.Sent), ViewOf(lists.Declined), ViewOf(lists.Accepted)));

        static HandoffListView ViewOf(Workbench.Cut<HandoffRow> list) => new(list.Count, [.. list.Rows.Select(HandoffView.Of)]);
    }

    private static async Task<Results<Created<HandoffOfferedView>, ProblemHttpResult>> OfferAsync(
        HandoffBody body, OfferHandoff offer, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var toOffer = new HandoffToOffer
        {
            CaseId = body.CaseId,
            ToUnitId = body.ToUnitId,
            ReasonKind = body.ReasonKind,
            Reason = body.Reason,
            ReturnReasonKind = body.ReturnReasonKind,
            ReturnReason = body.ReturnReason,
        };
        return await offer.OfferAsync(toOffer, current.Actor, cancellationToken) switch
        {
            OfferHandoffResult.Offered offered => TypedResults.Created((string?)null, new HandoffOfferedView(offered.HandoffId)),
            OfferHandoffResult.Refused { Problems: [HandoffProblem.OfferOpen or HandoffProblem.CaseClosed] } refused => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", refused.Problems[0].ToString()),
            OfferHandoffResult.Refused refused => problems.Invalid(Texts, refused.Problems.Select(problem => (FieldOf(problem), (Enum)problem))),
            OfferHandoffResult.NotThere => problems.Of(ApiProblemKind.NotFound),
            _ => throw new InvalidOperationException("Not a result of offering."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeclineAsync(
        Guid id, DeclineBody body, AnswerHandoff answer, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(await answer.DeclineAsync(id, body.ReasonKind, body.Reason, current.Actor, cancellationToken), problems);

    private static Results<NoContent, ProblemHttpResult> Conclude(AnswerHandoffResult result, ApiProblems problems) => result switch
    {
        AnswerHandoffResult.Done => TypedResults.NoContent(),
        AnswerHandoffResult.Told told => problems.Of(ApiProblemKind.ChangedMeanwhile, "state", told.State.ToString()),
        AnswerHandoffResult.Refused { Problem: HandoffProblem.CaseClosed or HandoffProblem.CaseMoved or HandoffProblem.UnitClosed } refused => problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", refused.Problem.ToString()),
        AnswerHandoffResult.Refused refused => problems.Invalid(Texts, (FieldOf(refused.Problem), refused.Problem)),
        AnswerHandoffResult.NotThere => problems.Of(ApiProblemKind.NotFound),
        _ => throw new InvalidOperationException("Not a result of answering."),
    };

    private static string FieldOf(HandoffProblem problem) => problem switch
    {
        HandoffProblem.DeclineReasonMissing => nameof(DeclineBody.ReasonKind),
        HandoffProblem.DeclineReasonTextMissing => nameof(DeclineBody.Reason),
        HandoffProblem.UnitMissing or HandoffProblem.UnitUnknown or HandoffProblem.UnitClosed or HandoffProblem.SameUnit or HandoffProblem.CircularChain => nameof(HandoffBody.ToUnitId),
        _ => HandoffForm.ControlOf(problem),
    };
}

/// <summary>A case to offer.</summary>
public sealed record HandoffBody
{
    public required Guid CaseId { get; init; }
    public required Guid ToUnitId { get; init; }
    public required HandoffReason ReasonKind { get; init; }
    public string? Reason { get; init; }
    public ReturnReason? ReturnReasonKind { get; init; }
    public string? ReturnReason { get; init; }

    public override string ToString() => $"{nameof(HandoffBody)} {CaseId}";
}

/// <summary>Why an offer is declined.</summary>
public sealed record DeclineBody
{
    public required DeclineReason ReasonKind { get; init; }
    public string? Reason { get; init; }

    public override string ToString() => nameof(DeclineBody);
}

public sealed record HandoffOfferedView(Guid Id);

public sealed record HandoffsView(HandoffListView Waiting, HandoffListView Sent, HandoffListView Declined, HandoffListView Accepted);

/// <param name="Count">Of all; at most 200 are listed.</param>
/// <param name="Handoffs">The oldest first, of the accepted the latest.</param>
public sealed record HandoffListView(int Count, IReadOnlyList<HandoffView> Handoffs);

/// <summary>An offer.</summary>
public sealed record HandoffView
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid? ClientId { get; init; }
    public required Guid? FromUnitId { get; init; }
    public required Guid ToUnitId { get; init; }
    public required HandoffState State { get; init; }
    public required HandoffReason ReasonKind { get; init; }
    public required string? Reason { get; init; }
    public required ReturnReason? ReturnReasonKind { get; init; }
    public required string? ReturnReason { get; init; }
    public required DateTime OfferedAt { get; init; }
    public required DateTime? AnsweredAt { get; init; }
    public required DeclineReason? DeclineReasonKind { get; init; }
    public required string? DeclineReason { get; init; }
    public required DateTime CaseReceivedAt { get; init; }
    public required DateTime? CaseDueAt { get; init; }

    internal static HandoffView Of(HandoffRow row) => new()
    {
        Id = row.Handoff.Id,
        CaseId = row.Handoff.CaseId,
        ClientId = row.Client?.Id,
        FromUnitId = row.Handoff.FromUnitId,
        ToUnitId = row.Handoff.ToUnitId,
        State = row.Handoff.State,
        ReasonKind = row.Handoff.ReasonKind,
        Reason = row.Handoff.Reason,
        ReturnReasonKind = row.Handoff.ReturnReasonKind,
        ReturnReason = row.Handoff.ReturnReason,
        OfferedAt = row.Handoff.OfferedAtUtc,
        AnsweredAt = row.Handoff.AnsweredAtUtc,
        DeclineReasonKind = row.Handoff.DeclineReasonKind,
        DeclineReason = row.Handoff.DeclineReason,
        CaseReceivedAt = row.ReceivedAtUtc,
        CaseDueAt = row.Due?.AtUtc,
    };

    public override string ToString() => $"{nameof(HandoffView)} {Id}";
}
