using System.Globalization;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>What a county settles of its statements of waiting times.</summary>
public sealed record WaitingTimesSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it.</summary>
    public const string FileName = "waiting-times.json";

    private const string Section = "WaitingTimes";
    private static readonly string[] Names = [nameof(OpenToPublic), nameof(OlderFromAge)];

    /// <summary>Whether published statements are open at /public/waiting-times to those who have not signed in.</summary>
    public bool OpenToPublic { get; init; }

    /// <summary>The law on older people's services speaks of those entitled to an old-age pension; which age the county counts from, it confirms itself.</summary>
    public int OlderFromAge { get; init; } = LifeStages.OlderPeopleFromAge;

    /// <exception cref="InvalidDataException">The message lists everything that is wrong.</exception>
    public static WaitingTimesSettings Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, settings => Read(settings.GetSection(Section)));

    private static WaitingTimesSettings Read(IConfigurationSection section)
    {
        var errors = CountySettings.UnknownOf(section, Names).ToList();
        var settings = new WaitingTimesSettings();
        if (section[nameof(OpenToPublic)] is { Length: > 0 } open)
        {
            if (bool.TryParse(open, out var isOpen))
                settings = settings with { OpenToPublic = isOpen };
            else
                errors.Add($"{Section}:{nameof(OpenToPublic)} must be true or false.");
        }

        if (section[nameof(OlderFromAge)] is { Length: > 0 } age)
        {
            if (int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is >= 50 and <= 100)
                settings = settings with { OlderFromAge = years };
            else
                errors.Add($"{Section}:{nameof(OlderFromAge)} must be 50–100.");
        }

        return errors.Count == 0 ? settings : throw new InvalidDataException(string.Join(Environment.NewLine, errors));
    }
}
