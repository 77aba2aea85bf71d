using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>segment</c>: scores every client whose profile changed.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var command = new Command("segment", "Scores every client whose profile changed.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
            await ScoreAsync(services, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Scores on services that are open already.</summary>
    public static async Task ScoreAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var summary = await RunAsync(services.GetRequiredService<JobLog>(), cancellationToken);
        Output.Result(string.Create(CultureInfo.InvariantCulture,
            $"{summary.ClientsSeen:N0} clients: {summary.Scored:N0} scored, {summary.Unchanged:N0} unchanged; no suggestion for {summary.Abstained:N0}, whose answers do not suffice."));
        if (summary.SeveralPossible > 0)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"Of those, several segments are possible for {summary.SeveralPossible:N0}."));
        if (summary.Failed > 0)
            Output.Error(string.Create(CultureInfo.InvariantCulture, $"{summary.Failed:N0} clients could not be read or scored: each keeps the suggestion it had."));
        Output.Result(string.Join(", ", summary.BySegment.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Segment} {each.Clients:N0}"))));
        if (summary.Compared > 0)
        {
            Output.Result(string.Create(CultureInfo.InvariantCulture,
                $"Of clients with both a suggestion and a decision ({summary.Compared:N0}), the two are the same in {100 * summary.Accuracy:N1} %, kappa {summary.CohensKappa:N2} ({summary.ModelVersion}, {summary.SchemeVersion}). This is agreement, not accuracy: the hardest clients have no suggestion, and a model may have learned from these decisions."));
        }
    }

    private static async Task<ScoringSummary> RunAsync(JobLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await Output.WithProgressAsync<int, ScoringSummary>(
                "Scoring clients.",
                clients => string.Create(CultureInfo.InvariantCulture, $"{clients:N0} clients"),
                async progress =>
                {
                    ScoringSummary? summary = null;
                    await log.RunAsync(
                        JobCatalogue.ScoreClients,
                        async (scope, token) => (summary = await scope.GetRequiredService<ScoreClients>().ScoreAsync(new Actor("command: segment"), progress, token)).Scored,
                        cancellationToken);
                    return summary!;
                });
        }
        catch (Exception fault) when (fault is ChampionUnusableException or NoClientScoredException)
        {
            throw new CommandRefused($"{fault.Message} Every client keeps the suggestion it had.");
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or JobRunningException))
        {
            Output.Error("Scoring stopped. Clients that were not reached keep the suggestion they had; running the command again goes on from there.");
            throw;
        }
    }
}
