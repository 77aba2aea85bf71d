using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.WaitingTimes;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>waiting-times draft</c>: drafts a half-year's public statement. Publishing it is a person's.</summary>
internal static class WaitingTimesCommand
{
    private static readonly Option<string?> Half = new("--half") { Description = "The half-year, as 2026-1; by default the latest that is over." };

    public static Command Create()
    {
        var draft = new Command("draft", "Drafts a half-year's statement of older people's waiting times. A manager or an admin publishes it at /waiting-times.") { Half };
        draft.SetAction(DraftAsync);
        return new Command("waiting-times", "Public statements of waiting times.") { draft };
    }

    private static async Task<int> DraftAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var today = CountyCalendar.Helsinki.DayOf(TimeProvider.System.GetUtcNow().UtcDateTime);
        var half = HalfYear.LastOver(today);
        if (parsed.GetValue(Half) is { } text)
            half = HalfYear.Parse(text) ?? throw new CommandRefused($"'{VisibleText.Of(text)}' is no half-year: write a year and 1 or 2, as 2026-1.");
        if (half.FirstDay < HalfYear.First.FirstDay)
            throw new CommandRefused($"{half} is before {HalfYear.First}, when the wellbeing services counties began: there is nothing to tell of.");
        if (half.Until > today)
            throw new CommandRefused($"{half} is not over: its last day is {half.LastDay.ToString("O", CultureInfo.InvariantCulture)}.");
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        try
        {
            services.GetRequiredService<WaitingTimesSettings>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }

        await using var scope = services.CreateAsyncScope();
        var drafted = await scope.ServiceProvider.GetRequiredService<DraftWaitingTimes>().DraftAsync(half, cancellationToken);
        Output.Result(drafted.Outcome switch
        {
            DraftOutcome.Drafted => string.Create(CultureInfo.InvariantCulture, $"{half}: drafted from {drafted.Waits:N0} waits. A manager or an admin publishes it at /waiting-times/{drafted.Id}"),
            DraftOutcome.Unchanged => string.Create(CultureInfo.InvariantCulture, $"{half}: the draft says the same already ({drafted.Waits:N0} waits)."),
            _ => $"{half}: published already, and left as it is. Take it back at /waiting-times/{drafted.Id} to draft it anew.",
        });
        return ExitCodes.Done;
    }
}
