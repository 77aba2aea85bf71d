using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.County;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>What a county says of its jobs: when each runs, and whether it does. What it leaves unsaid is as the product ships it.</summary>
public static partial class ScheduleSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it, and may write a job's hyphens as underscores.</summary>
    public const string FileName = "schedules.json";

    private const string Section = "Schedules";
    private const string On = nameof(On);
    private const string Cron = nameof(Cron);
    private const string EveryMinutes = nameof(EveryMinutes);
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>So many times of a cron are looked at to see that no two lie closer than a minute.</summary>
    private const int TimesLookedAt = 100;

    /// <summary>The greatest number in each field of a cron, before the year.</summary>
    private static readonly int[] Greatest = [59, 59, 23, 31, 12, 7];

    private static readonly string[] Names = [On, Cron, EveryMinutes];

    /// <exception cref="InvalidDataException">The message lists everything that is wrong.</exception>
    public static JobCatalogue Read(string dataDirectory, TimeProvider clock) => CountySettings.Read(dataDirectory, FileName, Section, settings => Read(settings, JobCatalogue.Shipped, clock));

    /// <inheritdoc cref="Read(string, TimeProvider)"/>
    public static JobCatalogue Read(IConfiguration configuration, IReadOnlyList<ScheduledJob> shipped, TimeProvider clock)
    {
        var errors = new List<string>();
        var changed = shipped.ToList();
        foreach (var given in configuration.GetSection(Section).GetChildren())
        {
            var index = changed.FindIndex(job => string.Equals(job.Name, given.Key.Replace('_', '-'), StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                errors.Add($"{Section}:{given.Key} is no job. There are {string.Join(", ", shipped.Select(job => job.Name))}.");
            else
                changed[index] = Change(changed[index], given, clock, errors);
        }

        return errors.Count == 0 ? new JobCatalogue(changed) : throw new InvalidDataException(string.Join(Environment.NewLine, errors));
    }

    private static ScheduledJob Change(ScheduledJob job, IConfigurationSection given, TimeProvider clock, List<string> errors)
    {
        void Wrong(string? name, string what) => errors.Add(name is null ? $"{Section}:{given.Key} {what}" : $"{Section}:{given.Key}:{name} {what}");

        if (given.Value is not null)
            Wrong(null, $"must hold settings: {string.Join(", ", Names)}.");
        foreach (var unknown in given.GetChildren().Where(each => !Names.Contains(each.Key, StringComparer.OrdinalIgnoreCase)))
            Wrong(unknown.Key, $"is unknown. It must be one of {string.Join(", ", Names)}.");

        if (Text(On) is { } isOn)
        {
            if (bool.TryParse(isOn, out var value))
                job = job with { IsOn = value, IsCountysOwn = true };
            else
                Wrong(On, "must be true or false.");
        }

        var (cron, every) = (Text(Cron), Text(EveryMinutes));
        if (cron is not null && every is not null)
            Wrong(null, $"has both {Cron} and {EveryMinutes}: one of them says when it runs.");
        else if (cron is not null && FindFault(cron, clock) is { } fault)
            Wrong(Cron, fault);
        else if (cron is not null)
            job = job with { When = new JobTrigger.Cron(cron), IsCountysOwn = true };
        else if (every is not null && int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= MostMinutes)
            job = job with { When = new JobTrigger.Every(TimeSpan.FromMinutes(minutes)), IsCountysOwn = true };
        else if (every is not null)
            Wrong(EveryMinutes, $"must be 1–{MostMinutes}.");
        return job;

        string? Text(string name) => string.IsNullOrWhiteSpace(given[name]) ? null : given[name]!.Trim();
    }

    private static string? FindFault(string text, TimeProvider clock)
    {
        const string Form = "must be a cron of seconds, minutes, hours, days of month, months and days of week, such as 0 15 2 * * ?.";
        if (!IsCron(text))
            return Form;
        var cron = new CronExpression(text, CountyCalendar.Helsinki.Zone);
        var at = cron.GetNextValidTimeAfter(clock.GetUtcNow());
        if (at is null)
            return "never comes.";
        for (var looked = 0; looked < TimesLookedAt && at is { } time; looked++)
        {
            var next = cron.GetNextValidTimeAfter(time);
            if (next - time < TimeSpan.FromMinutes(1))
                return "comes more often than every minute.";
            at = next;
        }

        return null;
    }

    private static bool IsCron(string text)
    {
        // The library takes a minute of 99 and never says so.
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Take(Greatest.Length).Select((field, place) => NumberIn().Matches(field).Any(number => number.Length > 2 || int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) > Greatest[place])).Any(isTooGreat => isTooGreat))
            return false;
        try
        {
            return CronExpression.TryParse(text, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NumberIn();
}
