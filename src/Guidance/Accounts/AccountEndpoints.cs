using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Accounts, for an admin.</summary>
internal static class AccountEndpoints
{
    public const string Texts = "Account.Problem";
    private const string Root = "/api/v1/accounts";

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", ListAsync).WithSummary("List the accounts").For(AccessRight.AdministerAccounts).WithoutClientData();
        accounts.MapPost("/", AddAsync).WithSummary("Add an account; answers a link that sets its password, once")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        accounts.MapGet("/{id:guid}", ReadAsync).WithSummary("Read one account")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
        accounts.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change an account's worker name, roles, units and right to protected clients")
            .For(AccessRight.AdministerAccounts).WithoutClientData()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        accounts.MapPost("/{id:guid}/link", InviteAsync).WithSummary("Make a new link that sets the password; earlier ones end")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
        accounts.MapPost("/{id:guid}/disable", DisableAsync).WithSummary("Shut an account at once")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        accounts.MapPost("/{id:guid}/enable", EnableAsync).WithSummary("Open an account again, and its lock-out")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
        accounts.MapDelete("/{id:guid}/second-factor", ResetSecondFactorAsync).WithSummary("Take off the second factor of a lost phone")
            .For(AccessRight.AdministerAccounts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<AccountSummary>>> ListAsync(ReadAccounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ReadAllAsync(cancellationToken));

    private static async Task<Results<Ok<AccountSummary>, ProblemHttpResult>> ReadAsync(Guid id, ReadAccounts accounts, ApiProblems problems, CancellationToken cancellationToken) =>
        await accounts.FindAsync(id, cancellationToken) is { } found ? TypedResults.Ok(found) : problems.Of(ApiProblemKind.NotFound);

    private static async Task<Results<Created<AccountInvitedView>, ProblemHttpResult>> AddAsync(
        AccountToSave body, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await keep.AddAsync(body, current.Actor, cancellationToken) switch
        {
            AccountResult.Invited invited => TypedResults.Created($"{Root}/{invited.AccountId}", ViewOf(invited)),
            AccountResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of adding an account."),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, AccountToSave body, GuidanceDbContext guidance, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await OfExistingAsync(id, guidance, problems, () => keep.ChangeAsync(id, body, current.Actor, cancellationToken), cancellationToken);

    private static async Task<Results<Ok<AccountInvitedView>, ProblemHttpResult>> InviteAsync(
        Guid id, GuidanceDbContext guidance, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await guidance.Accounts.AnyAsync(account => account.Id == id, cancellationToken)
            && await keep.InviteAsync(id, current.Actor, cancellationToken) is AccountResult.Invited invited
            ? TypedResults.Ok(ViewOf(invited))
            : problems.Of(ApiProblemKind.NotFound);

    private static Task<Results<NoContent, ProblemHttpResult>> DisableAsync(
        Guid id, GuidanceDbContext guidance, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        OfExistingAsync(id, guidance, problems, () => keep.DisableAsync(id, current.Actor, cancellationToken), cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> EnableAsync(
        Guid id, GuidanceDbContext guidance, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        OfExistingAsync(id, guidance, problems, () => keep.EnableAsync(id, current.Actor, cancellationToken), cancellationToken);

    private static Task<Results<NoContent, ProblemHttpResult>> ResetSecondFactorAsync(
        Guid id, GuidanceDbContext guidance, KeepAccounts keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        OfExistingAsync(id, guidance, problems, () => keep.ResetSecondFactorAsync(id, current.Actor, cancellationToken), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> OfExistingAsync(
        Guid id, GuidanceDbContext guidance, ApiProblems problems, Func<Task<AccountResult>> change, CancellationToken cancellationToken)
    {
        if (!await guidance.Accounts.AnyAsync(account => account.Id == id, cancellationToken))
            return problems.Of(ApiProblemKind.NotFound);

        try
        {
            return await change() switch
            {
                AccountResult.Refused { Problems: [{ Kind: AccountProblemKind.ChangedMeanwhile }] } => problems.Of(ApiProblemKind.ChangedMeanwhile),
                AccountResult.Refused refused => Refuse(refused, problems),
                _ => TypedResults.NoContent(),
            };
        }
        catch (DbUpdateException)
        {
            // Another admin, or the account's owner, saved the same account at the same moment.
            return problems.Of(ApiProblemKind.ChangedMeanwhile);
        }
    }

    private static ProblemHttpResult Refuse(AccountResult.Refused refused, ApiProblems problems) =>
        problems.Invalid(Texts, refused.Problems.Select(problem => (problem.Field, (Enum)problem.Kind)));

    private static AccountInvitedView ViewOf(AccountResult.Invited invited) => new(invited.AccountId, $"/link?token={Uri.EscapeDataString(invited.Token)}");
}
