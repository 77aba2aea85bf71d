using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Api;

namespace Palveluohjaus.Host.Http;

/// <summary>Where a program asked and not a person, a failure is answered as problem details: a trace id and no exception text.</summary>
internal sealed class ProblemForMachines(IProblemDetailsService problems, ApiProblems apiProblems) : IExceptionHandler
{
    /// <summary>What holds a database up, such as a backup or a rebuild, lasts rather seconds than minutes.</summary>
    private const string RetryAfterSeconds = "10";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The request's own path is the error page's by now.
        if (ApiRoutes.IsApi(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path))
        {
            if (StorageFaults.IsBusy(exception) || StorageFaults.IsUnusable(exception))
            {
                httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                await apiProblems.Of(ApiProblemKind.Unavailable).ExecuteAsync(httpContext);
                return true;
            }

            await apiProblems.OfStatus((exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError).ExecuteAsync(httpContext);
            return true;
        }

        var asksForPage = httpContext.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) ?? false);
        if (asksForPage)
            return false;

        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Extensions = { ["traceId"] = httpContext.TraceIdentifier } },
        });
    }
}
