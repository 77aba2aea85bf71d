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
    /// <param name="options">How rows without a time are divided when no version was made of them; otherwise each version's own division holds.</param>
    /// <exception cref="TrainingRefusedException">
    /// Too few such rows are left, or which rows a version was made of can no longer be told, because others are read from the same file.
    /// </exception>
    public static (LabelledRows Rows, IReadOnlyList<GroupColumn> Groups) Find(
        WorkshopRows rows, IReadOnlyList<(string Name, DataDescription Data)> versions, WorkshopOptions options) =>
        rows.Take(FindIndexes(rows, versions, options));

    /// <summary>A sentence for each version that was made of another source: that it has not seen these rows is then taken on trust.</summary>
    /// <param name="rows">All rows of the source at hand.</param>
    /// <param name="versions">The versions, by name.</param>
    public static IReadOnlyList<string> Caveats(WorkshopRows rows, IReadOnlyList<(string Name, DataDescription Data)> versions) =>
    [
        .. versions.Where(version => !IsMadeOf(rows, version.Data)).Select(version => rows.DecidedAtUtc is null
            ? $"{version.Name} was made of another file; if this one repeats its rows, the figures flatter it."
            : $"{version.Name} was made of other decisions; if these repeat them, the figures flatter it."),
    ];

    /// <summary>The same rows as <see cref="Find"/>'s by their indexes, rising.</summary>
    internal static int[] FindIndexes(WorkshopRows rows, IReadOnlyList<(string Name, DataDescription Data)> versions, WorkshopOptions options)
    {
        // A version made of another source has seen none of these rows.
        var made = versions.Where(version => IsMadeOf(rows, version.Data)).ToList();
        var unseen = rows.DecidedAtUtc is { } decided ? After(decided, made) : BySeed(rows, made, options);
        if (unseen.Length < DivideRows.RowsPerPartAtLeast)
            throw new TrainingRefusedException(TooFew(rows, made, unseen.Length));
        return unseen;
    }

    private static bool IsMadeOf(WorkshopRows rows, DataDescription data) => data.SourceSha256 == rows.SourceSha256;

    private static int[] After(IReadOnlyList<DateTime> decidedAtUtc, List<(string Name, DataDescription Data)> made)
    {
        var lastSeenUtc = made.Max(version => version.Data.Calibration.ToUtc) ?? DateTime.MinValue;
        var first = 0;
        while (first < decidedAtUtc.Count && decidedAtUtc[first] <= lastSeenUtc)
            first++;
        return [.. Enumerable.Range(first, decidedAtUtc.Count - first)];
    }

    /// <summary>What every version's own division held out. The options at hand say nothing of what it has seen.</summary>
    private static int[] BySeed(WorkshopRows rows, List<(string Name, DataDescription Data)> made, WorkshopOptions options)
    {
        if (made.Count == 0)
            return DivideRows.Divide(rows, options).Test;

        var unseen = Enumerable.Range(0, rows.Rows.Count);
        foreach (var (name, data) in made)
            unseen = unseen.Intersect(DivideAsMade(rows, name, data, options).Test);
        return [.. unseen.Order()];
    }

    private static DividedRows DivideAsMade(WorkshopRows rows, string name, DataDescription data, WorkshopOptions options)
    {
        var rowsThen = data.Training.Rows + data.Calibration.Rows + data.Test.Rows;
        if (rowsThen != rows.Rows.Count)
            throw new TrainingRefusedException($"{name} was made of {rowsThen} rows of {rows.Source}, and {rows.Rows.Count} are read now: which of them it has learned from cannot be told. Leave out the same rows (--without) as when it was trained.");
        if (data.LabelsSha256 is { } labelsThen && labelsThen != DivideRows.LabelsSha256(rows.Rows))
            throw new TrainingRefusedException($"{name} was made of {rows.Source} with other labels than are read now: which rows it has learned from cannot be told. Give the --label and --without it was trained with.");

        var divided = DivideRows.Divide(rows, options with
        {
            SplitSeed = data.SplitSeed ?? options.SplitSeed,
            CalibrationShare = data.CalibrationShare ?? options.CalibrationShare,
            TestShare = data.TestShare ?? options.TestShare,
        });

        // The parts may still come out otherwise, when a version does not say by which shares it was divided.
        if ((divided.Training.Length, divided.Calibration.Length, divided.Test.Length) != (data.Training.Rows, data.Calibration.Rows, data.Test.Rows))
            throw new TrainingRefusedException($"{name} does not say how its rows were divided, and held out {data.Test.Rows}: give the --calibration-share and --test-share it was trained with.");
        return divided;
    }

    private static string TooFew(WorkshopRows rows, List<(string Name, DataDescription Data)> made, int count)
    {
        if (made.Count == 0)
            return $"{rows.Source} has {count} rows, and {DivideRows.RowsPerPartAtLeast} are needed to measure on.";
        var names = string.Join(" or ", made.Select(version => version.Name));
        var seeds = rows.DecidedAtUtc is null ? made.Select(version => version.Data.SplitSeed).Distinct().ToList() : [];
        return (count == 0
                ? $"Every row of {rows.Source} has been used to train or calibrate {names}: no row is left to measure on."
                : $"Only {count} rows of {rows.Source} have not been used to train or calibrate {names}, and {DivideRows.RowsPerPartAtLeast} are needed to measure on.")
            + (seeds.Count > 1 ? $" They divided the file by different seeds ({string.Join(", ", seeds)}), so each has seen rows that the other held out: train them with one --split-seed." : "");
    }
}
