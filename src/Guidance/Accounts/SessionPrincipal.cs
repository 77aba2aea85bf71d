using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>Begins a session, and makes what its cookie holds: which account and which session. All else is read anew at each request.</summary>
public sealed class SessionPrincipal(GuidanceDbContext guidance, TimeProvider clock) : IUserClaimsPrincipalFactory<Account>
{
    private const string SessionClaim = "session";
    private const string StampClaim = "stamp";

    /// <summary>The session is stored before its cookie is made: a cookie never outlives what the database knows of it.</summary>
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var session = guidance.Add(new AccountSession { AccountId = user.Id, BeganAtUtc = clock.GetUtcNow().UtcDateTime }).Entity;
        await guidance.SaveChangesAsync();
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                new Claim(SessionClaim, session.Id.ToString()),
                new Claim(StampClaim, user.SecurityStamp ?? string.Empty),
            ],
            IdentityConstants.ApplicationScheme));
    }

    /// <returns>Null when the principal is none of ours.</returns>
    public static SessionKey? Read(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var accountId)
        && Guid.TryParse(principal.FindFirstValue(SessionClaim), out var sessionId)
        && principal.FindFirstValue(StampClaim) is { } stamp
            ? new SessionKey(accountId, sessionId, stamp)
            : null;
}

/// <summary>What a session's cookie says.</summary>
/// <param name="AccountId">Whose session it is.</param>
/// <param name="SessionId">Which of theirs.</param>
/// <param name="SecurityStamp">The account's stamp when the session began; a changed password or second factor gives another.</param>
public sealed record SessionKey(Guid AccountId, Guid SessionId, string SecurityStamp);
