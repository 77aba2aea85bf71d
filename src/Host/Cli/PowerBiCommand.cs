using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>powerbi</c>: tries Power BI step by step, pushes figures into it, and removes them from it. The project folder has a file of its own.</summary>
internal static class PowerBiCommand
{
    private static readonly Option<string> Format = new("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
    private static readonly Option<bool> Refill = new("--refill") { Description = "Empties and fills every table again, also what has not changed." };
    private static readonly Option<bool> Confirm = new("--confirm") { Description = "Removes for good. Without it nothing is removed." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("text", "json");
        var check = new Command("check", "Signs in, looks for the workspace, the semantic model and the reports, asks for an embed token, and says what to mend.") { Format };
        check.SetAction(CheckAsync);
        var push = new Command("push", "Brings Power BI up to date with the latest facts, as is done every hour, and makes the semantic model where there is none.") { Refill };
        push.SetAction(PushAsync);
        var remove = new Command("remove", "Removes the semantic model and all figures from Power BI, and with them the reports that are built on it.") { Confirm };
        remove.SetAction(RemoveAsync);
        return new Command("powerbi", "The same figures in the county's Power BI.") { check, push, remove, PowerBiProjectCommand.CreateProject(), PowerBiProjectCommand.CreateTables() };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(parsed, cancellationToken, pushes: false);
        await using var scope = services.CreateAsyncScope();
        var isJson = parsed.GetRequiredValue(Format) == "json";
        var steps = new List<CheckedStep>();
        var isWhole = await scope.ServiceProvider.GetRequiredService<CheckPowerBi>().RunAsync(
            step =>
            {
                steps.Add(step);
                if (!isJson)
                    Write(step);
            },
            cancellationToken);
        if (isJson)
            Output.Result(JsonSerializer.Serialize(steps.ConvertAll(step => new { step = step.Step.ToString(), of = step.Of, name = step.Name, fault = step.Refused?.Fault.ToString(), code = step.Refused?.Code, isAdvice = step.IsAdvice, fix = step.Refused is { } refused ? PowerBiWords.Of(refused, CountyCalendar.Helsinki) : null }), ReadableJson));
        return isWhole ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>For a terminal: letters of Finnish and Swedish stay as they are.</summary>
    private static JsonSerializerOptions ReadableJson { get; } = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Write(CheckedStep step)
    {
        var name = $"{PowerBiWords.Of(step.Step)}{(step.Of is null ? string.Empty : $" ({step.Of})")}";
        if (step.Refused is null)
            Output.Result($"{name}: {PowerBiWords.Say("PowerBi.Check.Ok")}{(step.Name is null ? string.Empty : $" ({VisibleText.Of(step.Name)})")}");
        else if (step.IsAdvice)
            Output.Say($"{name}: {PowerBiWords.Say("PowerBi.Check.Advice")}: {TextOf(step.Refused)}");
        else
            Output.Error($"{name}: {TextOf(step.Refused)}");
    }

    private static async Task<int> PushAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(parsed, cancellationToken);
        var pushed = new PushSummary(0, 0, IsMade: false);
        return await WithoutFaultAsync(async () =>
        {
            await Output.WithProgressAsync<PushProgress, int>(
                PowerBiWords.Say("PowerBi.Push.Title"),
                done => done.Of is { } all ? PowerBiWords.Say("PowerBi.Push.Sent", NumberOf(done.Rows), NumberOf(all)) : PowerBiWords.Say("PowerBi.Push.WorkedOut", NumberOf(done.Rows)),
                progress => services.GetRequiredService<JobLog>().RunAsync(
                    JobCatalogue.PushToPowerBi,
                    async (scope, token) => (pushed = await scope.GetRequiredService<PushToPowerBi>().RunByHandAsync(parsed.GetValue(Refill), new Actor("command: powerbi push"), progress, token)).JobRows,
                    cancellationToken));
            if (pushed.IsMade)
                Output.Say(PowerBiWords.Say("PowerBi.Push.Made"));
            Output.Result(pushed.Rows == 0 ? PowerBiWords.Say("PowerBi.Push.Unchanged") : PowerBiWords.Say("PowerBi.Push.Done", NumberOf(pushed.Rows), NumberOf(pushed.Tables)));
        });
    }

    private static async Task<int> RemoveAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(parsed, cancellationToken);
        if (!parsed.GetValue(Confirm))
            throw new CommandRefused(PowerBiWords.Say("PowerBi.Remove.Unconfirmed"));
        return await WithoutFaultAsync(async () =>
        {
            // As a run of the job, so that none pushes meanwhile.
            var wasThere = await services.GetRequiredService<JobLog>().RunAsync(
                JobCatalogue.PushToPowerBi,
                async (scope, token) => await scope.GetRequiredService<PushToPowerBi>().RemoveAsync(new Actor("command: powerbi remove"), token) ? 1 : 0,
                cancellationToken);
            Output.Result(PowerBiWords.Say(wasThere == 1 ? "PowerBi.Remove.Done" : "PowerBi.Remove.Nothing"));
        });
    }

    private static string TextOf(PowerBiFaultException fault) => $"{VisibleText.Of(PowerBiWords.Of(fault, CountyCalendar.Helsinki))} [{fault.Fault}{(fault.Code is null ? string.Empty : $", {fault.Code}")}]";

    private static string NumberOf(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static async Task<int> WithoutFaultAsync(Func<Task> act)
    {
        try
        {
            await act();
            return ExitCodes.Done;
        }
        catch (PowerBiFaultException fault)
        {
            Output.Error(TextOf(fault));
            return ExitCodes.Failed;
        }
    }

    private static async Task<ServiceProvider> OpenAsync(ParseResult parsed, CancellationToken cancellationToken, bool pushes = true)
    {
        var data = parsed.GetRequiredValue(CommonOptions.Data);
        if (RequireSettings(data).Dataset is null && pushes)
            throw new CommandRefused(PowerBiWords.Say("PowerBi.NothingPushed", PowerBiSettings.FileName, nameof(PowerBiSettings.Dataset)));
        var services = await CommandServices.OpenExistingAsync(data, cancellationToken);
        services.GetRequiredService<PowerBiInUse>().TellWaits(wait => Output.Interject(PowerBiWords.Of(wait)));
        return services;
    }

    private static PowerBiSettings RequireSettings(DirectoryInfo data)
    {
        try
        {
            return PowerBiSettings.Read(data.FullName)
                ?? throw new CommandRefused(PowerBiWords.Say("PowerBi.Off", PowerBiSettings.FileName, $"{CountySettings.EnvironmentPrefix}PowerBi__…"));
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }
}
