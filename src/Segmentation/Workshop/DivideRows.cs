using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Workshop;

/// <summary>Which rows a model is fitted to, which calibrate it and which it is measured on. Rising, and apart from each other.</summary>
internal sealed record DividedRows(int[] Training, int[] Calibration, int[] Test);

/// <summary>Divides rows: by time where they have one, since a model will meet the future and not a shuffle of the past, otherwise by seed and alike in every segment.</summary>
internal static class DivideRows
{
    /// <summary>With fewer rows a part says nothing.</summary>
    public const int RowsPerPartAtLeast = 20;

    /// <exception cref="TrainingRefusedException">There are too few rows for three parts.</exception>
    public static DividedRows Divide(WorkshopRows rows, WorkshopOptions options)
    {
        var divided = rows.DecidedAtUtc is null ? BySeed(rows.Rows, options) : ByTime(rows.DecidedAtUtc, options);
        foreach (var part in new[] { divided.Training, divided.Calibration, divided.Test })
        {
            if (part.Length < RowsPerPartAtLeast)
            {
                throw new TrainingRefusedException(
                    $"{rows.Rows.Count} rows are too few: training, calibration and test need {RowsPerPartAtLeast} each, and would get {divided.Training.Length}, {divided.Calibration.Length} and {divided.Test.Length}.");
            }
        }

        return divided;
    }

    /// <summary>All that is needed to divide the same rows the same way again.</summary>
    public static DataDescription Describe(WorkshopRows rows, DividedRows divided, WorkshopOptions options)
    {
        var description = new DataDescription
        {
            Source = rows.Source,
            SourceSha256 = rows.SourceSha256,
            Training = Describe(rows, divided.Training),
            Calibration = Describe(rows, divided.Calibration),
            Test = Describe(rows, divided.Test),
            BootstrapSeed = options.Seed,
        };
        return rows.DecidedAtUtc is not null ? description : description with
        {
            SplitSeed = options.SplitSeed,
            CalibrationShare = options.CalibrationShare,
            TestShare = options.TestShare,
            LabelsSha256 = LabelsSha256(rows.Rows),
        };
    }

    /// <summary>SHA-256 of the rows' segments in their order, by code: another label column or other rows left out give another.</summary>
    public static string LabelsSha256(LabelledRows rows) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Labels.Select(label => rows.Schema.Segments[label])))));

    /// <summary>Where the part lies in time.</summary>
    public static DataPart Describe(WorkshopRows rows, int[] part) => rows.DecidedAtUtc is { } decided
        ? new DataPart(part.Length, decided[part[0]], decided[part[^1]])
        : new DataPart(part.Length);

    private static DividedRows BySeed(LabelledRows rows, WorkshopOptions options)
    {
        var segmentCount = rows.Schema.Segments.Count;
        var (others, test) = RowSplits.Stratified(rows.Labels, segmentCount, options.TestShare, options.SplitSeed);
        int[] labels = [.. others.Select(row => rows.Labels[row])];
        var (training, calibration) = RowSplits.Stratified(labels, segmentCount, options.CalibrationShare / (1 - options.TestShare), options.SplitSeed + 1);
        return new DividedRows([.. training.Select(index => others[index])], [.. calibration.Select(index => others[index])], test);
    }

    private static DividedRows ByTime(IReadOnlyList<DateTime> decidedAtUtc, WorkshopOptions options)
    {
        var calibrationFrom = Border(decidedAtUtc, 1 - options.TestShare - options.CalibrationShare);
        var testFrom = Math.Max(calibrationFrom, Border(decidedAtUtc, 1 - options.TestShare));
        var all = Enumerable.Range(0, decidedAtUtc.Count).ToArray();
        return new DividedRows(all[..calibrationFrom], all[calibrationFrom..testFrom], all[testFrom..]);
    }

    /// <summary>Decisions of one instant stay together: otherwise the parts could not be told apart by time again.</summary>
    private static int Border(IReadOnlyList<DateTime> decidedAtUtc, double share)
    {
        var border = (int)Math.Round(share * decidedAtUtc.Count);
        while (border > 0 && border < decidedAtUtc.Count && decidedAtUtc[border] == decidedAtUtc[border - 1])
            border++;
        return border;
    }
}
