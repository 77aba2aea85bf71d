using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Web.Forms;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>
/// Acts on the page's buttons before it is drawn: of two presses at once the second finds another page than the one it was pressed on, and must be told so and
/// not be refused.
/// </summary>
public sealed class SteerFromPage(SteerJobs steer, CurrentActor current) : IActFirst
{
    public const string Form = "steer";
    public const string Address = "/schedules";

    public async Task<string?> ActAsync(IFormCollection sent, CancellationToken cancellationToken)
    {
        var done = Guid.TryParse(sent["run"], out var run)
            ? await steer.CancelAsync(run, current.Actor, cancellationToken) ? "cancelled" : "ended"
            : await steer.StartAsync(sent["job"].ToString(), current.Actor) switch
            {
                SteerResult.Started => "started",
                SteerResult.RunsAlready => "running",
                SteerResult.CannotRun => "needs",
                _ => "ended",
            };
        return QueryHelpers.AddQueryString(Address, new Dictionary<string, string?> { ["done"] = done, ["of"] = sent["job"].ToString() });
    }
}
