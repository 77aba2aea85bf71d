using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Reporting.Dashboards;

namespace Palveluohjaus.Reporting.PowerBi.Embedding;

/// <summary>What our own page asks before it shows a report.</summary>
internal static partial class PowerBiEndpoints
{
    private const int LongestWaitSeconds = 3600;
    private const int UsualWaitSeconds = 10;

    public static void Map(RouteGroupBuilder powerBi) =>
        powerBi.MapPost("/embed-token", OpenAsync).WithSummary("Open a dashboard's Power BI report to a browser, limited to what the caller may see")
            .For(AccessRight.ReadFigures).WithoutClientData().Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<EmbedTokenView>, ProblemHttpResult>> OpenAsync(
        EmbedTokenForm form, OpenReports reports, ReadReaderRows readerRows, CurrentActor actor, ApiProblems problems, TimeProvider clock, ILogger<OpenReports> log, HttpResponse response, CancellationToken cancellationToken)
    {
        if (DashboardCatalogue.All.FirstOrDefault(each => each.Id == form.Dashboard) is not { } dashboard || await readerRows.ReadAsync(dashboard, actor.Actor, cancellationToken) is not { } rows)
            return problems.Of(ApiProblemKind.NotFound);
        try
        {
            if (await reports.OpenAsync(dashboard, rows, form.IsRefused, cancellationToken) is not { } opened)
                return problems.Of(ApiProblemKind.NotFound);
            return TypedResults.Ok(new EmbedTokenView
            {
                ReportId = opened.ReportId,
                EmbedUrl = opened.EmbedUrl,
                PageName = opened.PageName,
                Token = opened.Token,
                ExpiresAt = opened.ExpiresAt,
                ServerTime = clock.GetUtcNow(),
            });
        }
        catch (PowerBiFaultException fault)
        {
            LogRefused(log, dashboard.Id, fault.Fault, fault.Code);
            if (!fault.IsPassing)
                return problems.Of(ApiProblemKind.PowerBiRefused, "reason", fault.Fault.ToString());
            if (fault.Fault != PowerBiFault.Throttled)
                return problems.Of(ApiProblemKind.PowerBiAway, "reason", fault.Fault.ToString());

            var seconds = fault.RetryAfter is { } wait ? (int)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 1, LongestWaitSeconds)) : UsualWaitSeconds;
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return problems.Of(ApiProblemKind.PowerBiAway, [new("reason", fault.Fault.ToString()), new("waitSeconds", seconds), new("until", fault.Until)]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Power BI did not open the report of {Dashboard}: {Fault} {Code}")]
    private static partial void LogRefused(ILogger log, string dashboard, PowerBiFault fault, string? code);
}

internal sealed record EmbedTokenForm(string Dashboard)
{
    /// <summary>True when Power BI did not take the token that was given before.</summary>
    public bool IsRefused { get; init; }
}

internal sealed record EmbedTokenView
{
    public required Guid ReportId { get; init; }
    public required Uri EmbedUrl { get; init; }

    /// <summary>The report's page of the dashboard in the caller's language; null when it has none.</summary>
    public required string? PageName { get; init; }

    public required string Token { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Now, by the clock that <see cref="ExpiresAt"/> goes by: the caller's own may be off.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    // The token must not follow it into a log.
    public override string ToString() => nameof(EmbedTokenView);
}
