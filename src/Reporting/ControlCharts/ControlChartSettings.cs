using System.Globalization;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Reporting.ControlCharts;

/// <summary>What a county settles of its control charts.</summary>
public static class ControlChartSettings
{
    /// <summary>In the data directory. What stands in the environment goes before it.</summary>
    public const string FileName = "control-charts.json";

    private const string Section = "ControlCharts";

    /// <summary>A longer run than this no county would wait for.</summary>
    private const int Longest = 50;

    private static readonly string[] Names =
    [
        nameof(ControlChartRules.RunLength), nameof(ControlChartRules.TrendLength), nameof(ControlChartRules.NearLimitCount),
        nameof(ControlChartRules.NearLimitWindow), nameof(ControlChartRules.ScreensMovingRanges),
    ];

    /// <exception cref="InvalidDataException">The message lists everything that is wrong.</exception>
    public static ControlChartRules Read(string dataDirectory) => CountySettings.Read(dataDirectory, FileName, Section, settings => Read(settings.GetSection(Section)));

    private static ControlChartRules Read(IConfigurationSection section)
    {
        var errors = CountySettings.UnknownOf(section, Names).ToList();
        var usual = new ControlChartRules();
        var screens = usual.ScreensMovingRanges;
        if (section[nameof(ControlChartRules.ScreensMovingRanges)] is { Length: > 0 } text && !bool.TryParse(text, out screens))
            errors.Add($"{Section}:{nameof(ControlChartRules.ScreensMovingRanges)} must be true or false.");
        var near = Count(nameof(ControlChartRules.NearLimitCount), usual.NearLimitCount, 2);
        var rules = new ControlChartRules
        {
            RunLength = Count(nameof(ControlChartRules.RunLength), usual.RunLength, 3),
            TrendLength = Count(nameof(ControlChartRules.TrendLength), usual.TrendLength, 3),
            NearLimitCount = near,
            NearLimitWindow = Count(nameof(ControlChartRules.NearLimitWindow), Math.Max(usual.NearLimitWindow, near), near),
            ScreensMovingRanges = screens,
        };
        return errors.Count == 0 ? rules : throw new InvalidDataException(string.Join(Environment.NewLine, errors));

        int Count(string name, int usualCount, int least)
        {
            if (section[name] is not { Length: > 0 } given)
                return usualCount;
            if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= Longest)
                return count;
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:{name} must be {least}–{Longest}."));
            return usualCount;
        }
    }
}
