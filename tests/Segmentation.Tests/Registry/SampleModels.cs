using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tests.Registry;

/// <summary>Models and metrics to keep in registries.</summary>
internal static class SampleModels
{
    public const string Collection = "four-field-1";
    private static readonly int[] Singles = [0, 2, 5, 8, 9, 11, 17];
    private static readonly (int First, int Second)[] Pairs = [(0, 9), (2, 17), (5, 8)];
    private static readonly double[] Directions = [-1, -0.25, 0.35, 0.9];

    public static MeasuredRows Measured { get; } = new("decisions", "cccc", new DataPart(1_200, new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 20, 15, 0, 0, DateTimeKind.Utc)));

    public static ModelSchema ClientSchema { get; } = ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default);

    public static ModelSchema FileSchema { get; } = new()
    {
        Columns = [ModelColumn.Number("määrä"), new ModelColumn("väri", ["sininen", "vihreä", "punainen"])],
        Segments = ["no", "yes"],
    };

    /// <summary>Two columns of a file, a table of each and one of both, with numbers that do not end in decimal.</summary>
    public static CalibratedModel Small(string id = "nursery/2026-11-22-1")
    {
        var number = TermAxis.OfNumber(0, [0.1f, 16_777_216f]);
        var category = TermAxis.OfCategory(1, [1, 2, 1]);
        return Calibrated(id, "glass-box-2", new GlassBoxModel(
            FileSchema,
            [1.0 / 3, -1.0 / 3],
            [
                new TermTable(number, null, [0, 0, 0.1, -0.1, 1e-300, -1e-300, 0.30000000000000004, -0.30000000000000004], [0, 0.25, 0.5, 0.25]),
                new TermTable(number, category, [.. Enumerable.Range(0, 24).Select(index => index / 7.0)], [.. Enumerable.Repeat(1.0 / 12, 12)]),
            ])) with
        {
            Settings = new Dictionary<string, string> { ["rounds"] = "300", ["learning-rate"] = "0.1" },
            Temperature = 1.1,
            RequiredColumns = ["väri"],
        };
    }

    /// <summary>Of clients, with tables of seven features and three pairs.</summary>
    public static CalibratedModel OfClients(int seed = 1, string id = "four-field-1/2026-11-22-1")
    {
        var random = new Random(seed);
        var singles = Singles.Select(column => Table(random, Axis(column), null));
        var pairs = Pairs.Select(pair => Table(random, Axis(pair.First), Axis(pair.Second)));
        return Calibrated(id, "glass-box-2", new GlassBoxModel(ClientSchema, [0.3, -0.1, -0.1, -0.1], [.. singles, .. pairs])) with
        {
            Seed = 42,
            Settings = new Dictionary<string, string> { ["order"] = "2", ["rounds"] = "300" },
            RequiredColumns = [FeatureCodes.NeedSafety],
        };
    }

    /// <summary>Of clients, with a table of one feature: quick to save many times.</summary>
    public static CalibratedModel OfClientsBriefly(int seed = 1) =>
        Calibrated("four-field-1/2026-11-22-1", "glass-box-1", new GlassBoxModel(ClientSchema, [0.3, -0.1, -0.1, -0.1], [Table(new Random(seed), Axis(5), null)]));

    public static CalibratedModel Calibrated(string id, string trainer, ISegmentModel model) => new()
    {
        Id = id,
        Model = model,
        Trainer = trainer,
        Temperature = 1,
        Conformal = new ConformalThresholds([0.8, 0.9], [0.55, double.PositiveInfinity]),
        RequiredColumns = [],
        Reference = new ReferenceDistribution(
            [.. model.Schema.Columns.Select(column => column.IsCategory
                ? new ReferenceColumn([], [.. column.Categories.Select((_, index) => (float)index)], Counts(column.Categories.Count + 1, model.Schema.Segments.Count))
                : new ReferenceColumn([1.5f], [0.1f, float.NaN], Counts(3, model.Schema.Segments.Count)))],
            [.. Enumerable.Repeat(1.0 / model.Schema.Segments.Count, model.Schema.Segments.Count)]),
    };

    public static VersionMetrics Metrics(bool isSynthetic = false) => new()
    {
        TrainedAtUtc = new DateTime(2026, 11, 22, 1, 30, 0, DateTimeKind.Utc),
        ProductVersion = "0.3.0",
        IsSynthetic = isSynthetic,
        Data = new DataDescription
        {
            Source = DataDescription.DatabaseDecisions,
            Training = new DataPart(3_000, new DateTime(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 5, 31, 15, 0, 0, DateTimeKind.Utc)),
            Calibration = new DataPart(500),
            Test = new DataPart(1_200),
            BootstrapSeed = 7,
        },
        Test = Report(),
        Baselines = [new NamedFigures("majority", Figures(0.41, 1.31)), new NamedFigures("scorecard", Figures(0.74, 0.83))],
        Comparators = [new NamedFigures("unlimited", Figures(0.843, 0.452))],
        Drift = new DriftReport(1_200, [new ColumnDrift("need.safety", 0.31, DriftState.Large, 0, 0), new ColumnDrift("need.health", 0.02, DriftState.Stable, 0, 0)], 0.04, DriftState.Stable),
        DoubleCoded = new ProfessionalAgreement(120, 0.78, new Estimate(0.71, 0.62, 0.8)),
    };

    public static EvaluationReport Report() => new()
    {
        Rows = 1_200,
        Segments = ["OMA", "TUKI", "YHT", "HUOL"],
        Overall = Figures(0.82, 0.48),
        BySegment =
        [
            new SegmentFigures("OMA", 500, 0.9, 0.88, 0.89), new SegmentFigures("TUKI", 300, 0.8, 0.81, 0.805),
            new SegmentFigures("YHT", 250, 0.7, 0.61, 0.652), new SegmentFigures("HUOL", 150, double.NaN, 0, double.NaN),
        ],
        Confusion = [[440, 40, 20, 0], [30, 243, 27, 0], [50, 48, 152, 0], [60, 60, 30, 0]],
        Reliability =
        [
            new ReliabilityBin(0.4, 0.5, 40, 0.46, 0.41), new ReliabilityBin(0.5, 0.6, 110, 0.55, 0.52), new ReliabilityBin(0.6, 0.7, 150, 0.65, 0.68),
            new ReliabilityBin(0.7, 0.8, 220, 0.75, 0.77), new ReliabilityBin(0.8, 0.9, 300, 0.86, 0.84), new ReliabilityBin(0.9, 1, 380, 0.95, 0.96),
        ],
        Groups =
        [
            new GroupFigures("language", "fi", 1_000, Figures(0.84, 0.45)), new GroupFigures("language", "sv", 170, Figures(0.74, 0.61)),
            new GroupFigures("language", "other", 30, null), new GroupFigures("municipality", "Ylä|harju", 1_200, Figures(0.82, 0.48)),
        ],
        LargestGap = new GroupGap("language", "fi", "sv", new Estimate(0.1, 0.03, 0.17)),
        Sets = new SetFigures(0.9, 0.912, 1.34, 0.71, 0.93),
    };

    public static QualityFigures Figures(double accuracy, double logLoss) => new(
        Around(accuracy), Around(accuracy - 0.02), Around(logLoss), Around(0.27), Around(0.031));

    public static Estimate Around(double value) => new(value, value - 0.02, value + 0.02);

    private static IReadOnlyList<IReadOnlyList<int>> Counts(int lines, int segmentCount) => [.. Enumerable.Repeat<IReadOnlyList<int>>([.. Enumerable.Range(1, segmentCount)], lines)];

    private static TermAxis Axis(int column) => column switch
    {
        17 => TermAxis.OfNumber(column, [.. Enumerable.Range(1, 24).Select(index => (index * 4) - 0.5f)]),
        _ => TermAxis.OfNumber(column, [0.5f, 1.5f, 2.5f]),
    };

    // Rising with the answer for the latter segments and falling for the former, as shapes do, and centred in every cell.
    private static TermTable Table(Random random, TermAxis first, TermAxis? second)
    {
        const int SegmentCount = 4;
        var (rows, columns) = (first.BinCount, second?.BinCount ?? 1);
        var size = (second is null ? 1.2 : 0.4) * (0.3 + random.NextDouble());
        var weights = Enumerable.Range(0, rows * columns).Select(_ => 0.2 + random.NextDouble()).ToArray();
        var values = new double[rows * columns * SegmentCount];
        for (var cell = 0; cell < rows * columns; cell++)
        {
            var (row, column) = (cell / columns, cell % columns);
            var slope = second is null ? (2.0 * row / (rows - 1)) - 1 : ((2.0 * row / (rows - 1)) - 1) * ((2.0 * column / (columns - 1)) - 1);
            for (var segment = 0; segment < SegmentCount; segment++)
                values[(cell * SegmentCount) + segment] = row == 0 && second is null ? 0 : size * slope * Directions[segment];
        }

        var sum = weights.Sum();
        return new TermTable(first, second, values, [.. weights.Select(weight => weight / sum)]);
    }
}
