using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Palveluohjaus.Host.Health;

/// <summary>
/// Answers whoever watches over the server, without asking who it is: the state of each check and a figure or two, and nothing of an error.
/// Asked many times in a moment, the checks are made once.
/// </summary>
internal sealed class HealthAnswers(HealthCheckService checks, TimeProvider clock) : IDisposable
{
    public const string Ready = "ready";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private (DateTimeOffset At, HealthReport Report)? _latest;

    /// <summary>The process answers: that is all it says.</summary>
    public static IResult Live() => Answer(new HealthReport(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero));

    public async Task<IResult> ReadyAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_latest is not { } latest || (now - latest.At).Duration() >= Kept)
                // Not the caller's token: one who hangs up must not leave a failed check to the others.
                _latest = latest = (now, await checks.CheckHealthAsync(check => check.Tags.Contains(Ready), CancellationToken.None));
            return Answer(latest.Report);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static IResult Answer(HealthReport report) => Results.Json(
        new Dictionary<string, object>
        {
            ["status"] = report.Status.ToString(),
            ["checks"] = report.Entries.ToDictionary(
                check => check.Key,
                check => (object)new Dictionary<string, object>(check.Value.Data) { ["status"] = check.Value.Status.ToString() }),
        },
        JsonSerializerOptions.Web,
        statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
