using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Api;

/// <summary>Makes every refusal of the API (RFC 9457): a type that stays, and a sentence in the caller's language. Never an exception's text.</summary>
public sealed class ApiProblems(IStringLocalizer<GuidanceTexts> texts)
{
    public const string TypePrefix = "urn:palveluohjaus:problem:";
    private const string Errors = "errors";

    public static string TypeOf(ApiProblemKind kind) => TypePrefix + JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public ProblemHttpResult Of(ApiProblemKind kind) => Of(kind, StatusOf(kind), []);

    /// <param name="kind">What was refused.</param>
    /// <param name="member">The member that tells more.</param>
    /// <param name="value">What it tells.</param>
    public ProblemHttpResult Of(ApiProblemKind kind, string member, object value) => Of(kind, StatusOf(kind), [new(member, value)]);

    /// <param name="kind">What was refused.</param>
    /// <param name="members">What tells more.</param>
    public ProblemHttpResult Of(ApiProblemKind kind, IReadOnlyList<KeyValuePair<string, object?>> members) => Of(kind, StatusOf(kind), members);

    /// <summary>For a status that the framework gave by itself.</summary>
    public ProblemHttpResult OfStatus(int status) => Of(
        Enum.GetValues<ApiProblemKind>().Where(kind => kind is not (ApiProblemKind.SignInRefused or ApiProblemKind.CodeNeeded)).Cast<ApiProblemKind?>()
            .FirstOrDefault(kind => StatusOf(kind!.Value) == status) ?? ApiProblemKind.Failed,
        status,
        []);

    /// <param name="family">Where the sentences are among the texts: <c>{family}.{code}</c>.</param>
    /// <param name="problems">The field, as it is called in the code, and what is wrong with it.</param>
    public ProblemHttpResult Invalid(string family, params IEnumerable<(string Field, Enum Code)> problems) => Of(
        ApiProblemKind.Invalid,
        Errors,
        problems.GroupBy(problem => JsonNamingPolicy.CamelCase.ConvertName(problem.Field)).ToDictionary(
            field => field.Key,
            field => field.Select(problem => new ApiFieldError(problem.Code.ToString(), texts[$"{family}.{problem.Code}"])).ToList()));

    private ProblemHttpResult Of(ApiProblemKind kind, int status, IEnumerable<KeyValuePair<string, object?>> members) =>
        TypedResults.Problem(title: texts[$"Api.Problem.{kind}"], statusCode: status, type: TypeOf(kind), extensions: members);

    private static int StatusOf(ApiProblemKind kind) => kind switch
    {
        ApiProblemKind.Malformed or ApiProblemKind.IdempotencyKeyNeeded => StatusCodes.Status400BadRequest,
        ApiProblemKind.NotSignedIn or ApiProblemKind.SignInRefused or ApiProblemKind.KeyRefused or ApiProblemKind.CodeNeeded => StatusCodes.Status401Unauthorized,
        ApiProblemKind.NotAllowed or ApiProblemKind.CsrfTokenNeeded or ApiProblemKind.GroundNeeded or ApiProblemKind.ProtectedNotAllowed => StatusCodes.Status403Forbidden,
        ApiProblemKind.NotFound => StatusCodes.Status404NotFound,
        ApiProblemKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ApiProblemKind.NotAcceptable => StatusCodes.Status406NotAcceptable,
        ApiProblemKind.LikelyDuplicates or ApiProblemKind.ChangedMeanwhile or ApiProblemKind.MergeRefused or ApiProblemKind.CaseTaken or ApiProblemKind.CaseClosed or ApiProblemKind.JobCannotStart or ApiProblemKind.SecondFactorIsOn or ApiProblemKind.IdempotencyKeyReused => StatusCodes.Status409Conflict,
        ApiProblemKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiProblemKind.NotJson => StatusCodes.Status415UnsupportedMediaType,
        ApiProblemKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ApiProblemKind.TooManyAttempts => StatusCodes.Status429TooManyRequests,
        ApiProblemKind.Failed => StatusCodes.Status500InternalServerError,
        ApiProblemKind.PowerBiRefused => StatusCodes.Status502BadGateway,
        ApiProblemKind.Unavailable or ApiProblemKind.OutcomeUnknown or ApiProblemKind.PowerBiAway => StatusCodes.Status503ServiceUnavailable,
        ApiProblemKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of problem."),
    };
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Code">Stays the same from version to version.</param>
/// <param name="Message">The same for a person, in the caller's language.</param>
public sealed record ApiFieldError(string Code, string Message);
