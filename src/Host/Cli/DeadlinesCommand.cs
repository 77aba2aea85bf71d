using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>deadlines</c>: checks a county's rules, and counts open cases anew after they were changed.</summary>
internal static class DeadlinesCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Reads the rules that are shipped and the county's own, and lists everything that is wrong.");
        check.SetAction(parsed =>
        {
            var rules = Read(parsed.GetRequiredValue(CommonOptions.Data));
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{rules.All.Count} rules, {rules.OwnCodes.Count} of their codes the county's own; {rules.All.Count(rule => rule.IsToBeConfirmed)} to be confirmed by the county."));
            foreach (var rule in rules.All.Where(rule => rule.IsToBeConfirmed))
                Output.Result($"to be confirmed: {rule.Code} from {rule.ValidFrom:yyyy-MM-dd}: {rule.Name.In(CultureInfo.CurrentUICulture)}");
            return ExitCodes.Done;
        });
        var recompute = new Command("recompute", "Counts the deadlines of every open case anew, by the rules and working days as they are now.");
        recompute.SetAction(async (parsed, cancellationToken) =>
        {
            var data = parsed.GetRequiredValue(CommonOptions.Data);
            Read(data);
            await using var services = await CommandServices.OpenExistingAsync(data, cancellationToken);
            await using var scope = services.CreateAsyncScope();
            var done = await Output.WithProgressAsync<int, RecomputedDeadlines>(
                "Counting deadlines.",
                cases => string.Create(CultureInfo.InvariantCulture, $"{cases:N0} cases"),
                progress => scope.ServiceProvider.GetRequiredService<RecomputeDeadlines>().RunAsync(new Actor("command: deadlines recompute"), progress, cancellationToken));
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{done.Cases:N0} open cases: {done.Changed:N0} changed, {done.Begun:N0} deadlines begun."));
            return ExitCodes.Done;
        });
        var forecast = new Command("forecast", "Draws the deadline-risk forecast anew from the county's own history, as is done every night.");
        forecast.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
            await ForecastAsync(services, cancellationToken);
            return ExitCodes.Done;
        });
        return new Command("deadlines", "Deadline rules and what follows from them.") { check, recompute, forecast };
    }

    /// <summary>On services that are open already.</summary>
    public static async Task ForecastAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var deadlines = await services.GetRequiredService<JobLog>().RunAsync(JobCatalogue.FitDeadlineForecast, JobCatalogue.FitDeadlineForecastAsync, cancellationToken);
        Output.Result(string.Create(CultureInfo.InvariantCulture, $"Deadline-risk forecast drawn from {deadlines:N0} past deadlines."));
    }

    private static DeadlineRules Read(DirectoryInfo data)
    {
        if (!data.Exists)
            throw new CommandRefused($"There is no directory {data.FullName}: none of a county's rules were read.");
        try
        {
            return DeadlineRules.Read(Path.Combine(data.FullName, DeadlineRules.FolderName));
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }
}
