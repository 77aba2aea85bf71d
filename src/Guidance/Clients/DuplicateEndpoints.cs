using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>Clients recorded twice: who may be one person, making them one, and taking it back.</summary>
internal static class DuplicateEndpoints
{
    private const int MostPairs = 100;

    public static void Map(RouteGroupBuilder clients)
    {
        clients.MapGet("/duplicates", ListAsync).WithSummary("List pairs of clients who may be one person")
            .For(AccessRight.MergeClients).Audited(AuditAction.Search, AuditAction.Read);
        clients.MapGet("/{id:guid}/duplicates", ListOfOneAsync).WithSummary("List those who may be the same person as one client")
            .For(AccessRight.HandleClients).Audited(AuditAction.Search, AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPost("/merges", MergeAsync).WithSummary("Make one of two clients; needs a ground for each")
            .For(AccessRight.MergeClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        clients.MapDelete("/merges/{mergeId:guid}", UndoAsync).WithSummary("Take a merge back")
            .For(AccessRight.MergeClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<DuplicatePairView>>> ListAsync(FindDuplicates duplicates, CurrentActor current, CancellationToken cancellationToken)
    {
        var pairs = await duplicates.ListAsync(MostPairs, DetailsRight.OrdinaryOnly, current.Actor, AuditReasons.DuplicatesLookedFor, cancellationToken);
        return TypedResults.Ok(pairs.Select(pair => new DuplicatePairView(ClientHitView.Of(pair.Earlier), ClientHitView.Of(pair.Later), pair.Grounds)).ToList());
    }

    private static async Task<Results<Ok<List<LikelyDuplicateView>>, ProblemHttpResult>> ListOfOneAsync(
        Guid id, ClientDoor door, FindDuplicates duplicates, CurrentActor current, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.DuplicatesLookedFor, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        var found = await duplicates.OfAsync(open.ClientId, DetailsRight.OrdinaryOnly, current.Actor, AuditReasons.DuplicatesLookedFor, cancellationToken);
        return TypedResults.Ok(found.Select(LikelyDuplicateView.Of).ToList());
    }

    private static async Task<Results<Created<MergedView>, ProblemHttpResult>> MergeAsync(
        MergeBody body, ClientDoor door, MergeClients merge, CurrentActor current, ApiProblems problems, IStringLocalizer<GuidanceTexts> texts, CancellationToken cancellationToken)
    {
        var survivor = await door.AskAsync(body.SurvivorId, AuditReasons.ClientsMerged, cancellationToken);
        if (survivor is not ClientEntry.Open open)
            return ((ClientEntry.Shut)survivor).Problem;
        if (await door.AskAsync(body.MergedId, AuditReasons.ClientsMerged, cancellationToken) is ClientEntry.Shut shut)
            return shut.Problem;

        return await merge.MergeAsync(body.SurvivorId, body.MergedId, current.Actor, open.Ground, cancellationToken) switch
        {
            MergeClientsResult.Merged merged => TypedResults.Created($"/api/v1/clients/merges/{merged.MergeId}", new MergedView(merged.MergeId, merged.RowsMoved)),
            MergeClientsResult.Refused refused => Refuse(refused.Refusal, problems, texts),
            _ => throw new InvalidOperationException("Not a result of merging."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(
        Guid mergeId, GuidanceDbContext guidance, ClientDoor door, MergeClients merge, CurrentActor current, ApiProblems problems, IStringLocalizer<GuidanceTexts> texts,
        CancellationToken cancellationToken)
    {
        var made = await guidance.Set<ClientMerge>().AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == mergeId, cancellationToken);
        if (made is null)
            return problems.Of(ApiProblemKind.NotFound);
        var entry = await door.AskAsync(made.SurvivorId, AuditReasons.MergeUndone, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;

        return await merge.UndoAsync(mergeId, current.Actor, open.Ground, cancellationToken) is MergeClientsResult.Refused refused
            ? Refuse(refused.Refusal, problems, texts)
            : TypedResults.NoContent();
    }

    private static ProblemHttpResult Refuse(MergeRefusal refusal, ApiProblems problems, IStringLocalizer<GuidanceTexts> texts) =>
        problems.Of(ApiProblemKind.MergeRefused, "refusal", new ApiFieldError(refusal.ToString(), texts[$"MergeClients.Refusal.{refusal}"]));
}
