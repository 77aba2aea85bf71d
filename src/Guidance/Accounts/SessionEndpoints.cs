using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Signing in and out by the API. The session is the pages' own: one cookie, one set of rules.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder session)
    {
        session.MapGet("/", ReadAsync).WithSummary("Who has signed in, with the token that every writing call needs")
            .AllowAnonymous().WithoutClientData().Refuses(StatusCodes.Status401Unauthorized);

        // There is no session yet whose token could be asked for. Another site cannot sign its visitor in to an account of its own all the same: a form
        // cannot send JSON, anything else is 415, and a script would have to ask us first (CORS), which is never answered.
        session.MapPost("/", SignInAsync).WithSummary("Sign in, with a code where the account has a second factor")
            .AllowAnonymous().WithoutClientData().WithMetadata(WithoutCsrfToken.Instance)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests);
        session.MapDelete("/", SignOutAsync).WithSummary("Sign out").For(AccessRight.OwnAccount).WithoutClientData();
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> ReadAsync(
        HttpContext context, IAntiforgery antiforgery, GuidanceReads guidance, ApiProblems problems, CancellationToken cancellationToken) =>
        context.Features.Get<SignedIn>() is { } signedIn
            ? TypedResults.Ok(await ViewAsync(signedIn, context, antiforgery, guidance, cancellationToken))
            : problems.Of(ApiProblemKind.NotSignedIn);

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> SignInAsync(
        SignInBody body, HttpContext context, SignIn signIn, ReadSignedIn read, IAntiforgery antiforgery, GuidanceReads guidance, ApiProblems problems,
        CancellationToken cancellationToken)
    {
        var outcome = await signIn.WithPasswordAndCodeAsync(body.Account, body.Password, body.Code, cancellationToken);
        if (outcome != SignInOutcome.Done)
            return problems.Of(outcome == SignInOutcome.CodeNeeded ? ApiProblemKind.CodeNeeded : ApiProblemKind.SignInRefused);

        // The token is bound to the account: it is made for the one who has just come in.
        return await read.FindAsync(SessionPrincipal.Read(context.User)!, cancellationToken) is { } signedIn
            ? TypedResults.Ok(await ViewAsync(signedIn, context, antiforgery, guidance, cancellationToken))
            : problems.Of(ApiProblemKind.SignInRefused);
    }

    private static async Task<NoContent> SignOutAsync(SignIn signIn, CurrentActor current, CancellationToken cancellationToken)
    {
        await signIn.OutAsync(current.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<SessionView> ViewAsync(SignedIn signedIn, HttpContext context, IAntiforgery antiforgery, GuidanceReads guidance, CancellationToken cancellationToken)
    {
        var unitIds = signedIn.Actor.UnitIds;
        var units = await guidance.Units.Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        return new SessionView
        {
            AccountId = signedIn.Actor.AccountId!.Value,
            Account = signedIn.Actor.Name,
            WorkerName = signedIn.WorkerName,
            Roles = signedIn.Roles,
            Rights = [.. signedIn.Actor.Rights.Order()],
            MaySeeProtected = signedIn.Actor.MaySeeProtected,
            Units = [.. unitIds.Select(unitId => UnitView.Of(units[unitId]))],
            Language = signedIn.Language,
            UsesSingleKeys = signedIn.UsesSingleKeys,
            CsrfToken = antiforgery.GetAndStoreTokens(context).RequestToken!,
        };
    }
}
