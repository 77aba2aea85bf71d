using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>A client's consents and those close to them.</summary>
internal static class ClientTieEndpoints
{
    public static void Map(RouteGroupBuilder clients)
    {
        clients.MapGet("/{id:guid}/consents", ReadConsentsAsync).WithSummary("Read how a client's consents stand")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPost("/{id:guid}/consents", RecordConsentAsync).WithSummary("Record a client's answer; the latest one holds")
            .For(AccessRight.HandleClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        clients.MapGet("/{id:guid}/relations", ReadRelationsAsync).WithSummary("Read who is close to a client")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPost("/{id:guid}/relations", RelateAsync).WithSummary("Link a client to someone close")
            .For(AccessRight.HandleClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        clients.MapDelete("/{id:guid}/relations/{relationId:guid}", EndRelationAsync).WithSummary("End a link")
            .For(AccessRight.HandleClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IReadOnlyList<ConsentNow>>, ProblemHttpResult>> ReadConsentsAsync(
        Guid id, ClientDoor door, ReadClient read, CurrentActor current, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.Consents, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        var details = await read.ReadAsync(open.ClientId, DetailsRight.OrdinaryOnly, current.Actor, open.Ground, cancellationToken);
        return TypedResults.Ok(details!.Consents);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RecordConsentAsync(
        Guid id, ConsentBody body, ClientDoor door, RecordConsent record, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.Consents, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        return Conclude(
            await record.RecordAsync(new ConsentToRecord(open.ClientId, body.Kind, body.Answer, body.AnsweredOn), current.Actor, open.Ground, cancellationToken),
            problems);
    }

    private static async Task<Results<Ok<RelationsView>, ProblemHttpResult>> ReadRelationsAsync(
        Guid id, ClientDoor door, ReadClient read, CurrentActor current, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.CloseOnes, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        var details = await read.ReadAsync(open.ClientId, DetailsRight.OrdinaryOnly, current.Actor, open.Ground, cancellationToken);
        return TypedResults.Ok(new RelationsView(details!.Reach is null, details.Reach?.CloseOnes ?? []));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RelateAsync(
        Guid id, RelationBody body, ClientDoor door, RelateClients relate, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.CloseOnes, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        if (open.IsProtected && !current.Actor.MaySeeProtected)
            return problems.Of(ApiProblemKind.ProtectedNotAllowed);

        var toAdd = new RelationToAdd
        {
            ClientId = open.ClientId,
            RelatedClientId = body.RelatedClientId,
            OutsiderName = body.OutsiderName,
            OutsiderPhone = body.OutsiderPhone,
            Kind = body.Kind,
        };
        return Conclude(await relate.AddAsync(toAdd, current.Actor, open.Ground, cancellationToken), problems);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndRelationAsync(
        Guid id, Guid relationId, ClientDoor door, RelateClients relate, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.CloseOnes, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        if (open.IsProtected && !current.Actor.MaySeeProtected)
            return problems.Of(ApiProblemKind.ProtectedNotAllowed);

        return await relate.EndAsync(open.ClientId, relationId, current.Actor, open.Ground, cancellationToken)
            ? TypedResults.NoContent()
            : problems.Of(ApiProblemKind.NotFound);
    }

    private static Results<NoContent, ProblemHttpResult> Conclude(IReadOnlyList<ClientProblem> found, ApiProblems problems) => found.Count == 0
        ? TypedResults.NoContent()
        : problems.Invalid(ClientEndpoints.Texts, found.Select(problem => (problem.Field, (Enum)problem.Kind)));
}
