using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Host.Api;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Palveluohjaus.Host.Http;

/// <summary>
/// Where a program asked and not a person, a failure is answered as problem details: a trace id and no exception text. Whoever asked is told when to ask again if the database
/// cannot take anything at the moment.
/// </summary>
internal sealed partial class ProblemForMachines(IProblemDetailsService problems, ApiProblems apiProblems, IOptions<JsonOptions> json, ILogger<ProblemForMachines> logger) : IExceptionHandler
{
    /// <summary>A request that cannot be read is its sender's fault, and a database that is away or full nobody's here; whatever else is ours.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        _ when StorageFaults.IsDiskFull(exception) => StatusCodes.Status507InsufficientStorage,
        _ when TellOutages.IsOutage(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, isOutage) = (StatusOf(exception), TellOutages.IsOutage(exception));
        var asksForPage = httpContext.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) ?? false);
        if (isOutage)
        {
            var fault = exception.GetBaseException();
            LogOutage(httpContext.TraceIdentifier, fault.GetType().Name, fault.Message);
            httpContext.Response.Headers.RetryAfter = TellOutages.RetryAfterSeconds;
        }

        // The request's own path is the error page's by now.
        if (ApiRoutes.IsApi(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path) || (isOutage && !asksForPage))
        {
            if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } unreadable)
            {
                await Malformed(unreadable, httpContext).ExecuteAsync(httpContext);
                return true;
            }

            await (exception is OutcomeUnknownException ? apiProblems.Of(ApiProblemKind.OutcomeUnknown) : apiProblems.OfStatus(status)).ExecuteAsync(httpContext);
            return true;
        }

        if (isOutage)
            await TellOutages.DescribeAsync(httpContext, exception);
        if (asksForPage)
            return false;

        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = httpContext.Response.StatusCode, Extensions = { ["traceId"] = httpContext.TraceIdentifier } },
        });
    }

    /// <summary>Says where a body stopped being what is asked for; and of one that stopped as a whole, as when something is missing, what it must hold.</summary>
    private ProblemHttpResult Malformed(BadHttpRequestException unreadable, HttpContext context)
    {
        if (unreadable.InnerException is not JsonException { Path: var path })
            return apiProblems.Of(ApiProblemKind.Malformed);
        return path is null or "$"
            ? apiProblems.Of(ApiProblemKind.Malformed, [new("path", "$"), new("required", RequiredMembers(context))])
            : apiProblems.Of(ApiProblemKind.Malformed, "path", path);
    }

    private IReadOnlyList<string> RequiredMembers(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body
            ? [.. json.Value.SerializerOptions.GetTypeInfo(body).Properties.Where(member => member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false }).Select(member => member.Name)]
            : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not answer request {TraceId}: {FaultType}, {Fault}")]
    private partial void LogOutage(string traceId, string faultType, string fault);
}
