using System.Globalization;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Finds rows that none of some versions was fitted or calibrated to.</summary>
public static class HeldOutRows
{
    /// <summary>The rows that may be used to measure these versions, with their groups.</summary>
    /// <param name="rows">All rows of the source at hand.</param>
    /// <param name="versions">The versions, by name.</param>
    /// <param name="options">How rows without a time are divided.</param>
    /// <exception cref="TrainingRefusedException">No such rows are left, or versions of one file were divided by different seeds or held out less.</exception>
    public static (LabelledRows Rows, IReadOnlyList<GroupColumn> Groups) Find(
        WorkshopRows rows, IReadOnlyList<(string Name, DataDescription Data)> versions, WorkshopOptions options) =>
        rows.Take(FindIndexes(rows, versions, options));

    /// <summary>The same rows by their indexes, rising.</summary>
    internal static int[] FindIndexes(WorkshopRows rows, IReadOnlyList<(string Name, DataDescription Data)> versions, WorkshopOptions options)
    {
        // A version made of another source has seen none of these rows.
        var made = versions.Where(version => version.Data.SourceSha256 == rows.SourceSha256).ToList();
        var unseen = rows.DecidedAtUtc is { } decided ? After(decided, made) : BySeed(rows, made, options);
        if (unseen.Length == 0)
            throw new TrainingRefusedException($"Every row of {rows.Source} has been used to train or calibrate {string.Join(" or ", made.Select(version => version.Name))}: no row is left to measure on.");
        return unseen;
    }

    private static int[] After(IReadOnlyList<DateTime> decidedAtUtc, List<(string Name, DataDescription Data)> made)
    {
        var lastSeenUtc = made.Max(version => version.Data.Calibration.ToUtc) ?? DateTime.MinValue;
        var first = 0;
        while (first < decidedAtUtc.Count && decidedAtUtc[first] <= lastSeenUtc)
            first++;
        return [.. Enumerable.Range(first, decidedAtUtc.Count - first)];
    }

    private static int[] BySeed(WorkshopRows rows, List<(string Name, DataDescription Data)> made, WorkshopOptions options)
    {
        var seeds = made.Select(version => version.Data.SplitSeed ?? options.SplitSeed).Distinct().ToList();
        if (seeds.Count > 1)
            throw new TrainingRefusedException($"{string.Join(" and ", made.Select(version => version.Name))} were made of the same file divided by different seeds ({string.Join(", ", seeds)}): each has seen rows held out from the other. Train them with one --split-seed.");
        var test = DivideRows.Divide(rows, seeds.Count == 0 ? options : options with { SplitSeed = seeds[0] }).Test;

        // By one seed a smaller test part lies within a greater one; a greater one than was held out then has rows that were learned from.
        if (made.MinBy(version => version.Data.Test.Rows) is { Data.Test.Rows: var heldOut } least && test.Length > heldOut)
            throw new TrainingRefusedException($"{least.Name} held out {heldOut} rows, and a test share of {options.TestShare.ToString(CultureInfo.InvariantCulture)} takes {test.Length}: it has learned from some of them. Give the --test-share it was trained with.");
        return test;
    }
}
