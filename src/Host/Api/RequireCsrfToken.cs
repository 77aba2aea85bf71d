using Microsoft.AspNetCore.Antiforgery;
using Palveluohjaus.Guidance.Api;

namespace Palveluohjaus.Host.Api;

/// <summary>A browser sends the session's cookie along with whatever another site makes it send: only the token shows that the caller could read our answers.</summary>
internal sealed class RequireCsrfToken(IAntiforgery antiforgery, ApiProblems problems) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var isExempt = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<WithoutCsrfToken>() is not null;
        return isExempt || await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : problems.Of(ApiProblemKind.CsrfTokenNeeded);
    }
}
