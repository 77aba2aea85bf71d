using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Where other systems send contacts: a chat, an electronic form.</summary>
internal static class ContactEndpoints
{
    private const string Texts = "ReceiveContact.Problem";

    public static void Map(RouteGroupBuilder contacts) =>
        contacts.MapPost("/", ReceiveAsync).WithSummary("Send one contact from another system")
            .WithDescription("Answers 201 when the contact is stored, and 200 with the same id when the same key and body come again.")
            .For(AccessRight.SendContacts).Audited(AuditAction.Create)
            // The key is a header, which a browser sends for nobody but its own page's script: no other site can make one call here.
            .WithMetadata(WithoutCsrfToken.Instance)
            .Accepts<ReceivedContactBody>("application/json")
            .Refuses(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status409Conflict,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status429TooManyRequests,
                StatusCodes.Status503ServiceUnavailable,
                StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Created<ReceivedContactView>, Ok<ReceivedContactView>, ProblemHttpResult>> ReceiveAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyKeys.Header), Description("Made by the sender, one for each contact: 1–200 characters.")] string? idempotencyKey,
        ReceiveContact receive,
        ApiProblems problems,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken)
    {
        if (!IdempotencyKeys.IsUsable(idempotencyKey))
            return problems.Of(ApiProblemKind.IdempotencyKeyNeeded);
        if (!context.Request.HasJsonContentType())
            return problems.Of(ApiProblemKind.NotJson);

        ReceivedContactBody? body;
        try
        {
            // Read here and not by the framework, which would not say where it stopped.
            body = await JsonSerializer.DeserializeAsync<ReceivedContactBody>(context.Request.Body, json.Value.SerializerOptions, cancellationToken);
        }
        catch (JsonException unreadable)
        {
            return problems.Of(ApiProblemKind.Malformed, "path", unreadable.Path ?? "$");
        }

        if (body is null)
            return problems.Of(ApiProblemKind.Malformed);

        switch (await receive.ReceiveAsync(body, idempotencyKey!, context.Features.GetRequiredFeature<RecognisedSystem>(), cancellationToken))
        {
            case ReceiveContactResult.Received received:
                // The system may not read contacts, so there is no address to give.
                return TypedResults.Created((string?)null, new ReceivedContactView(received.ContactId));
            case ReceiveContactResult.ReceivedBefore before:
                IdempotencyKeys.MarkReplayed(context);
                return TypedResults.Ok(new ReceivedContactView(before.ContactId));
            case ReceiveContactResult.KeyUsedForAnother:
                return problems.Of(ApiProblemKind.IdempotencyKeyReused);
            case ReceiveContactResult.Refused refused:
                return problems.Invalid(Texts, refused.Problems.Select(problem => (problem.Field, (Enum)problem.Kind)));
            default:
                throw new InvalidOperationException("Not a result of receiving a contact.");
        }
    }
}
