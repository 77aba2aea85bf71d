using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Host.Accounts;
using Palveluohjaus.Reporting;

namespace Palveluohjaus.Host.Api;

/// <summary>The JSON API under <c>/api/v1</c>: what holds for every call of it.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api";
    public const string CsrfHeader = "X-CSRF-Token";
    private const string SystemKeyScheme = "systemKey";
    private const string Root = $"{Prefix}/v1";

    public static bool IsApi(this HttpRequest request) => IsApi(request.Path);

    public static bool IsApi(PathString path) => path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http =>
        {
            var json = http.SerializerOptions;
            json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));

            // A member we do not know is refused: passed over, a mistyped one would look as if it had been stored.
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.RespectNullableAnnotations = true;
            json.RespectRequiredConstructorParameters = true;
            json.NumberHandling = JsonNumberHandling.Strict;
        });

        // A body that cannot be read comes out as an exception, which says where: ProblemForMachines tells the caller.
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", openApi =>
        {
            openApi.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith($"{Root}/", StringComparison.Ordinal);
            openApi.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessAttribute>().Any(access => access.Right == AccessRight.SendContacts))
                    DescribeKeyed(operation, context.Document!);
                if (string.Equals(context.Description.HttpMethod, HttpMethods.Get, StringComparison.Ordinal))
                    DescribeCsv(operation);
                return Task.CompletedTask;
            });
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
        });
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi($"{Root}/openapi.json").AllowAnonymous().WithMetadata(new NoClientDataAttribute());
        var api = app.MapGroup(Root).WithMetadata(new CsvWhenAsked());
        api.MapGuidanceApi();
        api.MapReportingApi();
    }

    /// <summary>A call that another system makes with its key: neither session nor token, and safe to send again.</summary>
    private static void DescribeKeyed(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SystemKeyScheme, document)] = [] }];
        foreach (var header in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Header))
            header.Required = true;
        if (operation.Responses is { } responses && responses.TryGetValue("200", out var answer) && answer is OpenApiResponse replayed)
        {
            replayed.Description = "The same contact came before under this key: its id again, nothing stored twice.";
            replayed.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Idempotency-Replayed"] = new OpenApiHeader { Description = "true", Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean } },
            };
        }
    }

    /// <summary>Every answer to a GET can be had as CSV.</summary>
    private static void DescribeCsv(OpenApiOperation operation)
    {
        operation.Responses ??= [];
        if (operation.Responses.TryGetValue("200", out var answer) && answer is OpenApiResponse given)
            (given.Content ??= new Dictionary<string, OpenApiMediaType>())[CsvAnswers.Csv] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        operation.Responses["406"] = new OpenApiResponse { Description = "Neither JSON nor CSV is accepted." };
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Palveluohjaus",
            Version = "v1",
            Description = $"Refusals are RFC 9457 problem details whose type begins with {ApiProblems.TypePrefix}. See docs/api.md.",
        };

        // The address a document was asked at says nothing to who keeps it.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "palveluohjaus.session", Description = "Set by POST /api/v1/session." },
            ["csrf"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = CsrfHeader, Description = "csrfToken of GET /api/v1/session; for every call but a GET." },
            [SystemKeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = SystemKeyHandler.Header, Description = "A sending system's key; an admin adds the system, and the key is shown once." },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("session", document)] = [],
                [new OpenApiSecuritySchemeReference("csrf", document)] = [],
            },
        ];
    }
}
