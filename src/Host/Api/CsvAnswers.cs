using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Palveluohjaus.Guidance.Api;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Palveluohjaus.Host.Api;

/// <summary>
/// Every GET of the API answers in JSON, or in CSV when <c>Accept</c> asks for that rather. What asks for neither is refused before anything is read.
/// A filter on the endpoints would do it too, but the framework then builds each of them anew at every start, which takes longer than all the rest of it.
/// </summary>
internal sealed class CsvAnswers(RequestDelegate next, ApiProblems problems, IOptions<JsonOptions> json)
{
    public const string Csv = "text/csv";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<CsvWhenAsked>() is null)
        {
            await next(context);
            return;
        }

        var (asJson, asCsv) = (Wish(context.Request, MediaTypeNames.Application.Json), Wish(context.Request, Csv));
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (asJson <= 0 && asCsv <= 0)
            await problems.Of(ApiProblemKind.NotAcceptable).ExecuteAsync(context);
        else if (asCsv <= asJson)
            await next(context);
        else
            await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = context.Response.Body;
        using var answered = new MemoryStream();
        context.Response.Body = answered;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        answered.Position = 0;
        if (TypeOf(context) is { } type)
        {
            using var answer = await JsonDocument.ParseAsync(answered, cancellationToken: context.RequestAborted);
            await new CsvTable(answer.RootElement, type, json.Value.SerializerOptions).SendAsync(context);
        }
        else
        {
            await answered.CopyToAsync(body, context.RequestAborted);
        }
    }

    /// <returns>What the answer holds; null for a refusal, and for what is no JSON.</returns>
    private static Type? TypeOf(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status200OK && MediaTypeHeaderValue.TryParse(context.Response.ContentType, out var content) && content.MediaType == MediaTypeNames.Application.Json
            ? context.GetEndpoint()!.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(produced => produced.StatusCode == StatusCodes.Status200OK)?.Type
            : null;

    /// <summary>How much a type is wanted, 0–1: what names it more exactly holds. Nothing said is everything welcome, JSON first.</summary>
    private static double Wish(HttpRequest request, string type)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var asked) || asked.Count == 0)
            return type == MediaTypeNames.Application.Json ? 1 : 0.5;
        var wanted = new MediaTypeHeaderValue(type);
        return asked.Where(each => wanted.IsSubsetOf(new MediaTypeHeaderValue(each.MediaType)))
            .OrderBy(each => each.MatchesAllTypes ? 2 : each.MatchesAllSubTypes ? 1 : 0)
            .Select(each => each.Quality ?? 1).FirstOrDefault();
    }
}

/// <summary>Of an endpoint: it answers as <see cref="CsvAnswers"/> says.</summary>
internal sealed record CsvWhenAsked;
