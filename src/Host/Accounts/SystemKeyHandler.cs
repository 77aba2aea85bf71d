using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Host.Accounts;

/// <summary>Recognises another system by its key. Asked only where a call says that it is a system's, so that the key opens nothing else.</summary>
internal sealed class SystemKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, RecogniseSystem systems, KeyAttempts attempts, ApiProblems problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "system-key";
    public const string Header = "X-Api-Key";

    private TimeSpan? _wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var keys))
            return AuthenticateResult.NoResult();

        var address = Context.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        _wait = attempts.WaitOf(address);
        if (_wait is not null)
            return AuthenticateResult.Fail("Too many wrong keys.");

        if (await systems.FindAsync(keys.ToString(), Context.RequestAborted) is not { } system)
        {
            attempts.CountFailure(address);
            return AuthenticateResult.Fail("No such key.");
        }

        Context.Features.Set(system);
        var claims = system.Actor.Rights.Select(right => new Claim(SessionEvents.RightClaim, right.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
        {
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return problems.Of(ApiProblemKind.TooManyAttempts).ExecuteAsync(Context);
        }

        // Who has signed in is known, and may not; a key is nothing for a person to look for.
        var isPerson = Context.Features.Get<SignedIn>() is not null && !Request.Headers.ContainsKey(Header);
        return problems.Of(isPerson ? ApiProblemKind.NotAllowed : ApiProblemKind.KeyRefused).ExecuteAsync(Context);
    }
}
