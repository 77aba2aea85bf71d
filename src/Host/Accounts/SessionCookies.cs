using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Host.Api;

namespace Palveluohjaus.Host.Accounts;

/// <summary>Sessions, what each endpoint asks of them, and how often one may try to sign in.</summary>
internal static class SessionCookies
{
    public const string SignInPath = "/sign-in";

    /// <summary>A shared desk that was left alone shuts by itself.</summary>
    private static readonly TimeSpan IdleAtMost = TimeSpan.FromHours(1);

    private static readonly TimeSpan CodeAwaitedFor = TimeSpan.FromMinutes(5);
    private static readonly PathString[] PasswordPaths = [SignInPath, "/link", "/set-up", "/settings"];
    private static readonly PathString[] TriedPaths = [.. PasswordPaths, "/feedback", $"{ApiRoutes.Prefix}/v1/session", $"{ApiRoutes.Prefix}/v1/settings"];
    private static readonly TimeSpan AttemptWindow = TimeSpan.FromMinutes(1);

    public static void AddSessions(this IServiceCollection services, CookieSecurePolicy securePolicy)
    {
        services.AddSingleton<SessionEvents>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Secure(cookie.Cookie, "palveluohjaus.session", securePolicy);
                cookie.EventsType = typeof(SessionEvents);
                cookie.ExpireTimeSpan = IdleAtMost;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = SignInPath;
                cookie.ReturnUrlParameter = "returnUrl";
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
            {
                Secure(cookie.Cookie, "palveluohjaus.code", securePolicy);
                cookie.ExpireTimeSpan = CodeAwaitedFor;
            })
            .AddScheme<AuthenticationSchemeOptions, SystemKeyHandler>(SystemKeyHandler.SchemeName, configureOptions: null);
        services.AddAuthorization(authorization =>
        {
            foreach (var right in Enum.GetValues<AccessRight>())
            {
                authorization.AddPolicy(AccessAttribute.PolicyOf(right), policy =>
                {
                    // What a key opens, a session does not, and the other way round.
                    if (right == AccessRight.SendContacts)
                        policy.AddAuthenticationSchemes(SystemKeyHandler.SchemeName);
                    policy.RequireClaim(SessionEvents.RightClaim, right.ToString());
                });
            }

            // An endpoint that says nothing of who may use it is used by nobody. Where no route leads there is nothing to guard: that is 404, 405 or 415.
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder()
                .RequireAssertion(asked => asked.Resource is HttpContext context && context.GetEndpoint() is not RouteEndpoint).Build();
        });
        services.AddScoped(provider =>
        {
            var request = provider.GetRequiredService<IHttpContextAccessor>();
            return new CurrentActor(() => request.HttpContext?.Features.Get<RecognisedSystem>()?.Actor ?? request.HttpContext?.Features.Get<SignedIn>()?.Actor);
        });
    }

    public static void AddSignInLimits(this IServiceCollection services, int attemptsPerMinute) => services.AddSingleton(_ => new KeyAttempts(attemptsPerMinute)).AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            TakesSecrets(context.Request)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = attemptsPerMinute, Window = AttemptWindow, QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter(string.Empty));
    });

    /// <summary>Where a password, a code or a link is tried.</summary>
    private static bool TakesSecrets(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && TriedPaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whose forms hold a password or a code: no answer repeats what was typed into them.</summary>
    public static bool TakesPasswords(PathString path) => PasswordPaths.Any(each => path.StartsWithSegments(each, StringComparison.OrdinalIgnoreCase));

    private static void Secure(CookieBuilder cookie, string name, CookieSecurePolicy securePolicy)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = securePolicy;
    }
}
