using Microsoft.AspNetCore.Antiforgery;
using Palveluohjaus.Guidance.Api;

namespace Palveluohjaus.Host.Api;

/// <summary>
/// A browser sends the session's cookie along with whatever another site makes it send: only the token shows that the caller could read our answers.
/// Asked before the body is read, and of every route under the prefix, so that no endpoint can forget it.
/// </summary>
internal sealed class RequireCsrfToken(RequestDelegate next, IAntiforgery antiforgery, ApiProblems problems)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isAsked = context.Request.IsApi() && context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<WithoutCsrfToken>() is null;
        if (!isAsked || await antiforgery.IsRequestValidAsync(context))
            await next(context);
        else
            await problems.Of(ApiProblemKind.CsrfTokenNeeded).ExecuteAsync(context);
    }
}
