using Palveluohjaus.Guidance.Api;

namespace Palveluohjaus.Host.Api;

/// <summary>Where the framework refused a call by a bare status, the answer gets its problem details, so that a program is never sent a page.</summary>
internal sealed class ApiAnswers(RequestDelegate next, ApiProblems problems)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Request.IsApi() && context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest })
            await problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
    }
}
