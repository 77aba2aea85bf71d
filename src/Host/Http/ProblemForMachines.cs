using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Palveluohjaus.Host.Http;

/// <summary>Where a program asked and not a person, a failure is answered as problem details: a trace id and no exception text.</summary>
internal sealed class ProblemForMachines(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
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
