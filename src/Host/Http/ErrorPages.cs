using Microsoft.AspNetCore.Diagnostics;

namespace Palveluohjaus.Host.Http;

/// <summary>Lets the error pages be shown also when what failed was a form.</summary>
internal sealed class ErrorPages(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Sent on as a post, the error page would be refused for the same fault again.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            context.Request.Method = HttpMethods.Get;

        await next(context);

        // A form without a valid token is answered by the framework with a content type and no content, which would pass for a page.
        if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false })
            context.Response.ContentType = null;
    }
}
