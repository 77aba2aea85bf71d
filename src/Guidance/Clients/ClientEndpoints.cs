using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Searching, recording, reading and changing clients. One client opens on the grounds the pages ask for, and a merged one's id opens the survivor.</summary>
internal static class ClientEndpoints
{
    /// <summary>Where the sentences about a client's fields are.</summary>
    public const string Texts = "Client.Problem";

    private const string CallTexts = "ClientCall.Problem";

    public static void Map(RouteGroupBuilder clients)
    {
        clients.MapPost("/search", SearchAsync).WithSummary("Search clients; what is searched for goes in the body, never in the address")
            .For(AccessRight.HandleClients).Audited(AuditAction.Search, AuditAction.Read);
        clients.MapPost("/", CreateAsync).WithSummary("Record a client, unless there is one who may be the same")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create, AuditAction.Search, AuditAction.Read)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        clients.MapGet("/{id:guid}", ReadAsync).WithSummary("Read one client")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPut("/{id:guid}", UpdateAsync).WithSummary("Change one client's data")
            .For(AccessRight.HandleClients).Audited(AuditAction.Update)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        clients.MapPost("/{id:guid}/grounds", StateGroundAsync).WithSummary("State why one must see a client of another unit; it holds for twelve hours")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        clients.MapPost("/{id:guid}/protected-details", ReadProtectedAsync).WithSummary("Read how a protected client is reached; needs the right to it, and a reason each time")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPost("/{id:guid}/log-report", ReadLogAsync).WithSummary("Print a client's own log: who has processed their data, and why")
            .For(AccessRight.PrintClientLogs).Audited(AuditAction.Export).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<ClientHitsView>> SearchAsync(ClientSearchBody body, SearchClients search, CurrentActor current, CancellationToken cancellationToken)
    {
        var hits = await search.FindAsync(body.Text, DetailsRight.OrdinaryOnly, current.Actor, AuditReasons.ClientsSearched, cancellationToken);
        return TypedResults.Ok(new ClientHitsView([.. hits.Clients.Select(ClientHitView.Of)], hits.IsCut, hits.ReadAs));
    }

    private static async Task<Results<Created<ClientCreatedView>, ProblemHttpResult>> CreateAsync(
        ClientCreateBody body, CreateClient create, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var toCreate = new ClientToCreate { Data = body.Client.ToSave(), NotTheseClients = body.NotTheseClients, Right = DetailsRight.OrdinaryOnly };
        return await create.CreateAsync(toCreate, current.Actor, AuditReasons.ClientRecorded, cancellationToken) switch
        {
            CreateClientResult.Created created => TypedResults.Created($"/api/v1/clients/{created.ClientId}", new ClientCreatedView(created.ClientId)),
            CreateClientResult.Refused refused => Refuse(refused.Problems, problems),
            CreateClientResult.DuplicatesFound found => problems.Of(ApiProblemKind.LikelyDuplicates, "duplicates", found.Duplicates.Select(LikelyDuplicateView.Of).ToList()),
            _ => throw new InvalidOperationException("Not a result of recording a client."),
        };
    }

    private static async Task<Results<Ok<ClientView>, ProblemHttpResult>> ReadAsync(
        Guid id, ClientDoor door, ReadClient read, CurrentActor current, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.ClientCard, cancellationToken);
        return entry switch
        {
            ClientEntry.Open open => TypedResults.Ok(ClientView.Of((await read.ReadAsync(open.ClientId, DetailsRight.OrdinaryOnly, current.Actor, open.Ground, cancellationToken))!)),
            ClientEntry.Shut shut => shut.Problem,
            _ => throw new InvalidOperationException("Not an answer of the door."),
        };
    }

    private static async Task<Results<Ok<ClientUpdatedView>, ProblemHttpResult>> UpdateAsync(
        Guid id, ClientUpdateBody body, ClientDoor door, UpdateClient update, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.ClientChanged, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        // How a protected client is reached was not given by the call that read them, and is left as it is.
        var toUpdate = new ClientToUpdate { ClientId = open.ClientId, Version = body.Version, Data = body.Client.ToSave(), Right = DetailsRight.OrdinaryOnly };
        return await update.UpdateAsync(toUpdate, current.Actor, open.Ground, cancellationToken) switch
        {
            UpdateClientResult.Updated updated => TypedResults.Ok(new ClientUpdatedView(open.ClientId, body.Version + (updated.Fields.Count > 0 ? 1 : 0), updated.Fields)),
            UpdateClientResult.Refused refused => Refuse(refused.Problems, problems),
            UpdateClientResult.ChangedMeanwhile => problems.Of(ApiProblemKind.ChangedMeanwhile),
            _ => throw new InvalidOperationException("Not a result of changing a client."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StateGroundAsync(
        Guid id, StatedGroundBody body, ClientGrounds grounds, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (!body.Kind.IsStated)
            return problems.Invalid(CallTexts, (nameof(body.Kind), ClientCallProblemKind.GroundNotStated));
        return await grounds.StateAsync(id, body.Kind, current.Actor, cancellationToken) ? TypedResults.NoContent() : problems.Of(ApiProblemKind.NotFound);
    }

    private static async Task<Results<Ok<ClientView>, ProblemHttpResult>> ReadProtectedAsync(
        Guid id, ProtectedDetailsBody body, ClientDoor door, ReadClient read, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken)
    {
        if (!current.Actor.MaySeeProtected)
            return problems.Of(ApiProblemKind.ProtectedNotAllowed);
        var entry = await door.AskAsync(id, AuditReasons.ProtectedDetailsAsked, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        // Asked of one client who is not protected, it must not open the protected ones close to them.
        var right = open.IsProtected ? DetailsRight.ProtectedToo : DetailsRight.OrdinaryOnly;
        var details = await read.ReadAsync(open.ClientId, right, current.Actor, open.Ground.With($"; {body.Reason}"), cancellationToken);
        return TypedResults.Ok(ClientView.Of(details!));
    }

    private static async Task<Results<Ok<ClientLogView>, ProblemHttpResult>> ReadLogAsync(
        Guid id, ClientLogBody body, ClientDoor door, ClientLogReport report, CountyCalendar calendar, TimeProvider clock, CurrentActor current,
        ApiProblems problems, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.ClientLogReport, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        DateTime? fromUtc = body.From is { } from ? calendar.StartOfDayUtc(from) : null;
        DateTime? toUtc = body.To is { } to ? calendar.StartOfDayUtc(to) : null;
        if (fromUtc > (toUtc ?? clock.GetUtcNow().UtcDateTime))
            return problems.Invalid(CallTexts, (nameof(body.From), ClientCallProblemKind.PeriodReversed));

        var request = new ClientLogRequest
        {
            ClientId = open.ClientId,
            FromUtc = fromUtc,
            ToUtc = toUtc,
            HasSpecialReason = body.SpecialReason,
        };

        // Whatever opens the client to the one who asks, the log is given because its client asked.
        var asked = open.Ground with { Reason = $"{AuditReasons.ClientLogReport}; {StatedGroundKind.ClientsRequest}" };
        return TypedResults.Ok(ClientLogView.Of((await report.ReadAsync(request, current.Actor, asked, cancellationToken))!));
    }

    private static ProblemHttpResult Refuse(IReadOnlyList<ClientProblem> found, ApiProblems problems) =>
        problems.Invalid(Texts, found.Select(problem => (problem.Field, (Enum)problem.Kind)));
}
