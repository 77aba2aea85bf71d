using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Reporting.Retention;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>retention</c>: what has been kept long enough, and its removal.</summary>
internal static class RetentionCommand
{
    private static readonly Option<bool> Confirm = new("--confirm") { Description = "Removes for good. Without it what would go is only counted." };

    public static Command Create()
    {
        var show = new Command("show", "Shows the rules in use, and what each would remove today. Removes nothing.");
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await OpenAsync(parsed, cancellationToken);
            await using var scope = services.CreateAsyncScope();
            await CountAsync(scope.ServiceProvider, "show", rule => true, cancellationToken);
            return ExitCodes.Done;
        });
        var run = new Command("run", "Counts what the rules in use would remove today; with --confirm, removes it.") { Confirm };
        run.SetAction(RunAsync);
        return new Command("retention", "How long data is kept, and removing it when its time is over.") { show, run };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(parsed, cancellationToken);
        var rules = services.GetRequiredService<RetentionRules>();
        if (!rules.IsEnabled)
            throw new CommandRefused($"Retention is off, as the product ships it. {RetentionRules.FileName} in the data directory turns it on: docs/retention.md.");
        if (!rules.All.Any(rules.Removes))
            throw new CommandRefused($"No rule removes anything: every time is to be confirmed by the county, in {RetentionRules.FileName}. docs/retention.md tells how.");
        if (!parsed.GetValue(Confirm))
        {
            await using var scope = services.CreateAsyncScope();
            await CountAsync(scope.ServiceProvider, "run", rules.Removes, cancellationToken);
            Output.Say("Nothing was removed. Run the command again with --confirm to remove it for good; make a backup first.");
            return ExitCodes.Done;
        }

        var removed = new RemovedData(new Dictionary<RetainedKind, int>(), 0);
        await Output.WithProgressAsync<int, int>(
            "Removing what has been kept long enough.",
            done => string.Create(CultureInfo.InvariantCulture, $"{done:N0} removed"),
            progress => services.GetRequiredService<JobLog>().RunAsync(
                JobCatalogue.Retain,
                async (provider, token) => (removed = await provider.GetRequiredService<RemoveDueData>().RunAsync(new Actor("command: retention run"), progress, token)).Total,
                cancellationToken));
        var words = services.GetRequiredService<RetentionWords>();
        foreach (var (kind, count) in removed.Removed)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{words.Kind(kind)}: {count:N0} removed"));
        if (removed.Shared > 0)
            Output.Say(string.Create(CultureInfo.InvariantCulture, $"{removed.Shared:N0} clients were left: something of theirs hangs on another client's case. Look into merges and links of contacts."));
        return ExitCodes.Done;
    }

    private static async Task CountAsync(IServiceProvider services, string command, Func<RetentionRule, bool> which, CancellationToken cancellationToken)
    {
        var (rules, words, calendar) = (services.GetRequiredService<RetentionRules>(), services.GetRequiredService<RetentionWords>(), services.GetRequiredService<CountyCalendar>());
        Output.Say(rules.IsEnabled
            ? string.Create(CultureInfo.InvariantCulture, $"Retention is on: at most {rules.MostClientsPerRun:N0} clients, and as many cases without a client, go in one run.")
            : "Retention is off: nothing is removed.");
        foreach (var due in (await services.GetRequiredService<CountDueData>().RunAsync(new Actor($"command: retention {command}"), cancellationToken)).Where(due => which(due.Rule)))
        {
            var state = rules.Removes(due.Rule) ? "removes" : due.Rule.IsToBeConfirmed ? "to be confirmed" : "off";
            var oldest = due.OldestUtc is { } at ? string.Create(CultureInfo.InvariantCulture, $", the oldest of {calendar.DayOf(at):yyyy-MM-dd}") : string.Empty;
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{words.Kind(due.Rule.Kind)}: {words.Time(due.Rule.Months)} ({state}); due today {due.Count:N0}{oldest}"));
        }
    }

    private static async Task<ServiceProvider> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        try
        {
            services.GetRequiredService<RetentionRules>();
            return services;
        }
        catch (InvalidDataException wrong)
        {
            await services.DisposeAsync();
            throw new CommandRefused(wrong.Message);
        }
    }
}
