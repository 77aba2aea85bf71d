using Microsoft.Extensions.Diagnostics.HealthChecks;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Host.Health;

/// <summary>Health checks: <c>/health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthModule
{
    /// <summary>Each check, however its database or disk behaves.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services, string dataDirectory)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck<GuidanceDbContext>>("database", tags: [HealthAnswers.Ready], timeout: Longest)
            .AddCheck<DatabaseCheck<ReportingDbContext>>("facts-database", tags: [HealthAnswers.Ready], timeout: Longest)
            .AddCheck<SchedulerCheck>("scheduler", tags: [HealthAnswers.Ready], timeout: Longest)
            .AddCheck<FactsAgeCheck>("facts", HealthStatus.Degraded, [HealthAnswers.Ready], Longest)
            .Add(new HealthCheckRegistration("disk", _ => new DiskCheck(dataDirectory), HealthStatus.Degraded, [HealthAnswers.Ready], Longest));
        services.AddSingleton<HealthAnswers>();

        // Said by the answer; a log line for every failed check at every look would bury the rest.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
    }

    /// <remarks>Answered before anyone is asked who they are: to know a session, the database is asked, which may be what is away.</remarks>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", HealthAnswers.Live).ShortCircuit().AllowAnonymous().WithMetadata(new NoClientDataAttribute()).ExcludeFromDescription();
        app.MapGet("/health/ready", (HealthAnswers answers, HttpContext context) => answers.ReadyAsync(context.RequestAborted))
            .ShortCircuit().AllowAnonymous().WithMetadata(new NoClientDataAttribute()).ExcludeFromDescription();
    }
}
