using System.CommandLine;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary>How rows are divided and figures computed.</summary>
internal static class MeasuringOptions
{
    private static readonly WorkshopOptions Defaults = new();
    private static readonly Option<int> Seed = InvariantNumbers.Whole("--seed", Defaults.Seed, "Of training and of bootstrap intervals.");
    private static readonly Option<int> SplitSeed = InvariantNumbers.Whole("--split-seed", Defaults.SplitSeed, "Divides a file's rows; a version keeps the one it was trained with.");
    private static readonly Option<double> Calibration = InvariantNumbers.Fraction("--calibration-share", Defaults.CalibrationShare, "Share of rows for calibration.");
    private static readonly Option<double> Test = InvariantNumbers.Fraction("--test-share", Defaults.TestShare, "Share of rows to measure on; the newest, where rows carry a time.");
    private static readonly Option<double> Coverage = InvariantNumbers.Fraction("--coverage", Defaults.Coverage, "The share of clients whose segment should be among the possible ones.");
    private static readonly Option<int> Resamples = InvariantNumbers.Whole("--resamples", Defaults.Resamples, "Bootstrap resamples.");

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Seed, SplitSeed, Calibration, Test, Coverage, Resamples })
            command.Options.Add(option);
    }

    public static WorkshopOptions Read(ParseResult parsed)
    {
        var options = new WorkshopOptions
        {
            Seed = parsed.GetValue(Seed),
            SplitSeed = parsed.GetValue(SplitSeed),
            CalibrationShare = parsed.GetValue(Calibration),
            TestShare = parsed.GetValue(Test),
            Coverage = parsed.GetValue(Coverage),
            Resamples = parsed.GetValue(Resamples),
        };
        if (!(options.CalibrationShare > 0 && options.TestShare > 0 && options.CalibrationShare + options.TestShare < 1))
            throw new CommandRefused("--calibration-share and --test-share are over 0, and together under 1: something must be left to train on.");
        if (options.Coverage is not (>= 0.5 and <= 0.99))
            throw new CommandRefused("--coverage is 0.5–0.99.");
        if (options.Resamples is not (>= 1 and <= 100_000))
            throw new CommandRefused("--resamples is 1–100,000.");
        return options;
    }
}
