using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Host.Api;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Host.Accounts;

/// <summary>Asks the database at every request whether the session still holds and what its owner may do now.</summary>
internal sealed class SessionEvents(TimeProvider clock) : CookieAuthenticationEvents
{
    public const string RightClaim = "right";
    private const string BeganAt = "began";

    /// <summary>However busy the desk is: a working day.</summary>
    private static readonly TimeSpan LastsAtMost = TimeSpan.FromHours(12);

    public override Task SigningIn(CookieSigningInContext context)
    {
        context.Properties.Items[BeganAt] = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    /// <summary>A desk speaks the language of whoever signs in at it.</summary>
    public override async Task SignedIn(CookieSignedInContext context)
    {
        if (Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var accountId)
            && Languages.Find(await context.HttpContext.RequestServices.GetRequiredService<ReadSignedIn>().FindLanguageAsync(accountId, context.HttpContext.RequestAborted)) is { } language)
        {
            LanguageCookie.Append(context.HttpContext, language);
        }
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // The page that tells of a failure reads nothing: what failed may be the database that knows of sessions. The cookie stays as good as it was.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        if (!HasEnded(context.Properties)
            && SessionPrincipal.Read(context.Principal) is { } session
            && await context.HttpContext.RequestServices.GetRequiredService<ReadSignedIn>().FindAsync(session, context.HttpContext.RequestAborted) is { } signedIn)
        {
            context.HttpContext.Features.Set(signedIn);
            context.ReplacePrincipal(new ClaimsPrincipal(new ClaimsIdentity(
                [.. context.Principal!.Claims, .. signedIn.Actor.Rights.Select(right => new Claim(RightClaim, right.ToString()))],
                IdentityConstants.ApplicationScheme)));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        // A program is answered with a status and never sent to a page.
        if (!context.Request.IsApi())
            return base.RedirectToLogin(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool HasEnded(AuthenticationProperties properties) =>
        !properties.Items.TryGetValue(BeganAt, out var began)
        || !long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        || clock.GetUtcNow().UtcTicks - ticks > LastsAtMost.Ticks;
}
