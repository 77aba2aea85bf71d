using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Guidance.Services;

/// <summary>The directory of services: found, read, its waiting times confirmed, and the county's own part kept.</summary>
internal static class ServiceEndpoints
{
    private const string Texts = "Services.Problem";

    public static void Map(RouteGroupBuilder services)
    {
        services.MapGet("/", FindAsync).WithSummary("Find services: the best match first, then what has room and the shortest wait")
            .WithDescription("text, theme, segment, stage, municipality, language, sector and page are the finder's own, as they stand in its address.")
            .For(AccessRight.LogContacts).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        services.MapGet("/{id:guid}", ReadAsync).WithSummary("Read one service").For(AccessRight.LogContacts).WithoutClientData().Refuses(StatusCodes.Status404NotFound);
        services.MapPost("/", AddAsync).WithSummary("Add a service of the county's own")
            .For(AccessRight.KeepServices).WithoutClientData().Refuses(StatusCodes.Status422UnprocessableEntity);
        services.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change a service; of one of the national catalogue only the segments are the county's")
            .For(AccessRight.KeepServices).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        services.MapPost("/{id:guid}/wait", ConfirmWaitAsync).WithSummary("Confirm a service's capacity and waiting time")
            .For(AccessRight.LogContacts).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        MapOffer("withdraw", "Take one of the county's own services out of the finder", isOffered: false);
        MapOffer("restore", "Bring one of the county's own services back", isOffered: true);

        void MapOffer(string name, string summary, bool isOffered) =>
            services.MapPost($"/{{id:guid}}/{name}", async (Guid id, KeepServices keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
                Conclude(await keep.OfferAsync(id, isOffered, current.Actor, cancellationToken), problems)).WithSummary(summary)
                .For(AccessRight.KeepServices).WithoutClientData().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<FoundServicesView>, ProblemHttpResult>> FindAsync([AsParameters] FinderQuery query, FindServices find, ApiProblems problems, TimeProvider clock, CancellationToken cancellationToken)
    {
        var search = ServiceSearch.Read(query.Text, query.Theme, query.Segment, query.Stage, query.Municipality, query.Language, query.Sector, query.Page);

        // A page passes over what it does not know, as an address may be years old; a program that filters by it would believe the filter held.
        if (FindUnread(query, search) is { } field)
            return problems.Invalid(Texts, (field, ServiceProblemKind.FilterUnknown));
        var found = await find.FindAsync(search, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return TypedResults.Ok(new FoundServicesView(found.Count, found.OfAll, search.Page, FindServices.PageSize, [.. found.Page.Select(service => ServiceView.Of(service, now))]));
    }

    private static string? FindUnread(FinderQuery query, ServiceSearch read) =>
        IsUnread(query.Theme, read.Theme) ? nameof(query.Theme)
        : IsUnread(query.Segment, read.Segment) ? nameof(query.Segment)
        : IsUnread(query.Stage, read.LifeStage) ? nameof(query.Stage)
        : IsUnread(query.Municipality, read.MunicipalityCode) ? nameof(query.Municipality)
        : IsUnread(query.Language, read.Language) ? nameof(query.Language)
        : IsUnread(query.Sector, read.Sector) ? nameof(query.Sector)
        : WorkbenchAddresses.IsUnreadPage(query.Page) ? nameof(query.Page)
        : null;

    private static bool IsUnread(string? given, object? read) => !string.IsNullOrEmpty(given) && read is null;

    private static async Task<Results<Ok<ServiceView>, ProblemHttpResult>> ReadAsync(Guid id, GuidanceReads guidance, ApiProblems problems, TimeProvider clock, CancellationToken cancellationToken) =>
        await guidance.GuidanceServices.FirstOrDefaultAsync(service => service.Id == id, cancellationToken) is { } found
            ? TypedResults.Ok(ServiceView.Of(found, clock.GetUtcNow().UtcDateTime))
            : problems.Of(ApiProblemKind.NotFound);

    private static async Task<Results<Created<ServiceAddedView>, ProblemHttpResult>> AddAsync(
        ServiceBody body, KeepServices keep, CurrentActor current, ApiProblems problems, HttpRequest request, CancellationToken cancellationToken) =>
        body.HasNull ? problems.Of(ApiProblemKind.Malformed) : await keep.AddAsync(body.ToKeep(), current.Actor, cancellationToken) switch
        {
            ServiceResult.Saved saved => TypedResults.Created($"{request.PathBase}{request.Path.Value!.TrimEnd('/')}/{saved.ServiceId}", new ServiceAddedView(saved.ServiceId)),
            ServiceResult.Refused refused => Refuse(refused, problems),
            _ => throw new InvalidOperationException("Not a result of keeping a service."),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, ServiceBody body, KeepServices keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        body.HasNull || body.Version is null ? problems.Of(ApiProblemKind.Malformed) : Conclude(await keep.ChangeAsync(id, body.ToKeep(), current.Actor, cancellationToken), problems);

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmWaitAsync(
        Guid id, WaitBody body, KeepServices keep, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        Conclude(await keep.ConfirmWaitAsync(id, body.Capacity, body.WaitingDays, current.Actor, cancellationToken), problems);

    private static Results<NoContent, ProblemHttpResult> Conclude(ServiceResult result, ApiProblems problems) => result switch
    {
        ServiceResult.Saved => TypedResults.NoContent(),
        ServiceResult.Refused refused => Refuse(refused, problems),
        _ => throw new InvalidOperationException("Not a result of keeping a service."),
    };

    private static ProblemHttpResult Refuse(ServiceResult.Refused refused, ApiProblems problems) => refused.Problems[0].Kind switch
    {
        ServiceProblemKind.NotThere => problems.Of(ApiProblemKind.NotFound),
        ServiceProblemKind.ChangedMeanwhile => problems.Of(ApiProblemKind.ChangedMeanwhile),
        _ => problems.Invalid(Texts, refused.Problems.Select(problem => (problem.Field, (Enum)problem.Kind))),
    };
}

/// <summary>What is looked for. All of it may be left out.</summary>
internal sealed record FinderQuery(string? Text, string? Theme, string? Segment, string? Stage, string? Municipality, string? Language, string? Sector, string? Page);

/// <summary>All of a service: what is left out becomes empty.</summary>
internal sealed record ServiceBody
{
    /// <summary>That was read; left out for a new one.</summary>
    public int? Version { get; init; }

    public required ServiceSector Sector { get; init; }
    public string Provider { get; init; } = string.Empty;
    public string NameFi { get; init; } = string.Empty;
    public string NameSv { get; init; } = string.Empty;
    public string NameEn { get; init; } = string.Empty;
    public string DescriptionFi { get; init; } = string.Empty;
    public string DescriptionSv { get; init; } = string.Empty;
    public string DescriptionEn { get; init; } = string.Empty;
    public IReadOnlyList<string?> Keywords { get; init; } = [];
    public IReadOnlyList<string?> Languages { get; init; } = [];
    public IReadOnlyList<string?> MunicipalityCodes { get; init; } = [];
    public IReadOnlyList<NeedReason> Themes { get; init; } = [];
    public IReadOnlyList<LifeStage> LifeStages { get; init; } = [];
    public IReadOnlyList<string?> Segments { get; init; } = [];
    public string Phone { get; init; } = string.Empty;
    public string Email { get; init; } = string.Empty;
    public string WebAddress { get; init; } = string.Empty;
    public string StreetAddress { get; init; } = string.Empty;

    internal bool HasNull => Keywords.Contains(null) || Languages.Contains(null) || MunicipalityCodes.Contains(null) || Segments.Contains(null);

    internal ServiceToKeep ToKeep() => new()
    {
        Content = new ServiceContent
        {
            Sector = Sector,
            Provider = Provider,
            NameFi = NameFi,
            NameSv = NameSv,
            NameEn = NameEn,
            DescriptionFi = DescriptionFi,
            DescriptionSv = DescriptionSv,
            DescriptionEn = DescriptionEn,
            Keywords = [.. Keywords.OfType<string>()],
            Languages = [.. Languages.OfType<string>()],
            MunicipalityCodes = [.. MunicipalityCodes.OfType<string>()],
            Themes = Themes,
            LifeStages = LifeStages,
            Phone = Phone,
            Email = Email,
            WebAddress = WebAddress,
            StreetAddress = StreetAddress,
        },
        Segments = [.. Segments.OfType<string>()],
        Version = Version,
    };
}

/// <param name="Capacity">What was told of room.</param>
/// <param name="WaitingDays">0–3650; null when it was not told.</param>
internal sealed record WaitBody(ServiceCapacity Capacity, int? WaitingDays = null);

internal sealed record ServiceAddedView(Guid Id);

/// <param name="Count">How many match on all pages.</param>
/// <param name="OfAll">How many services are on offer.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">How many a page has.</param>
/// <param name="Services">In the order in which the finder shows them.</param>
internal sealed record FoundServicesView(int Count, int OfAll, int Page, int PageSize, IReadOnlyList<ServiceView> Services);

/// <summary>A service as the API gives it.</summary>
internal sealed record ServiceView
{
    public required Guid Id { get; init; }

    /// <summary>In the caller's language, or in one it is written in.</summary>
    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>Whether it is the county's own; else the national catalogue's.</summary>
    public required bool IsOwn { get; init; }

    public required ServiceSector Sector { get; init; }
    public required string Provider { get; init; }
    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }
    public required string DescriptionFi { get; init; }
    public required string DescriptionSv { get; init; }
    public required string DescriptionEn { get; init; }
    public required IReadOnlyList<string> Keywords { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>None for the whole county.</summary>
    public required IReadOnlyList<string> MunicipalityCodes { get; init; }

    public required IReadOnlyList<NeedReason> Themes { get; init; }

    /// <summary>None for everyone.</summary>
    public required IReadOnlyList<LifeStage> LifeStages { get; init; }

    /// <summary>None for everyone.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public required string Phone { get; init; }
    public required string Email { get; init; }
    public required string WebAddress { get; init; }
    public required string StreetAddress { get; init; }
    public required ServiceCapacity Capacity { get; init; }
    public required int? WaitingDays { get; init; }
    public required DateTime? WaitConfirmedAt { get; init; }

    /// <summary>Whether it was confirmed too long ago to be promised to anyone.</summary>
    public required bool IsWaitOld { get; init; }

    /// <summary>Since when it is no longer given; null for one that is.</summary>
    public required DateTime? WithdrawnAt { get; init; }

    public static ServiceView Of(GuidanceService service, DateTime nowUtc) => new()
    {
        Id = service.Id,
        Name = service.NameIn(CultureInfo.CurrentUICulture),
        Version = service.Version,
        IsOwn = service.IsOwn,
        Sector = service.Sector,
        Provider = service.Provider,
        NameFi = service.NameFi,
        NameSv = service.NameSv,
        NameEn = service.NameEn,
        DescriptionFi = service.DescriptionFi,
        DescriptionSv = service.DescriptionSv,
        DescriptionEn = service.DescriptionEn,
        Keywords = service.Keywords,
        Languages = service.Languages,
        MunicipalityCodes = service.MunicipalityCodes,
        Themes = service.Themes,
        LifeStages = service.LifeStages,
        Segments = service.Segments,
        Phone = service.Phone,
        Email = service.Email,
        WebAddress = service.WebAddress,
        StreetAddress = service.StreetAddress,
        Capacity = service.Capacity,
        WaitingDays = service.WaitingDays,
        WaitConfirmedAt = service.WaitConfirmedAtUtc,
        IsWaitOld = service.IsWaitOld(nowUtc),
        WithdrawnAt = service.WithdrawnAtUtc,
    };
}
