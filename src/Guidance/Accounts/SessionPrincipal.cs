using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What a session's cookie holds: which account, and its stamp. All else is read anew at each request.</summary>
public sealed class SessionPrincipal : IUserClaimsPrincipalFactory<Account>
{
    public const string StampClaim = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(StampClaim, user.SecurityStamp ?? string.Empty)],
        IdentityConstants.ApplicationScheme)));
}
