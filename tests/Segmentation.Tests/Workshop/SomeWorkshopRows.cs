using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Segmentation.Tests.Workshop;

/// <summary>Rows to make and measure versions of, and a quick trainer.</summary>
internal static class SomeWorkshopRows
{
    public const string Sha256 = "aaaa";
    public static readonly DateTime FirstUtc = new(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc);

    public static WorkshopOptions Options { get; } = new() { Resamples = 50 };

    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["rounds"] = "15" };

    public static BoostingTrainer Trainer(int? order = 2, int rounds = 15) =>
        new(new BoostingOptions { InteractionOrder = order, Rounds = rounds, LearningRate = 0.3 });

    /// <summary>A decision an hour.</summary>
    public static WorkshopRows ByTime(LabelledRows rows) => ByTime(rows, row => FirstUtc.AddHours(row));

    public static WorkshopRows ByTime(LabelledRows rows, Func<int, DateTime> decidedAtUtc) => File(rows) with
    {
        DecidedAtUtc = [.. Enumerable.Range(0, rows.Count).Select(decidedAtUtc)],
        Source = DataDescription.DatabaseDecisions,
    };

    /// <summary>Rows without a time, of two groups that take turns.</summary>
    public static WorkshopRows File(LabelledRows rows) => new()
    {
        Rows = rows,
        Groups = [new GroupColumn("language", ["fi", "sv"], [.. Enumerable.Range(0, rows.Count).Select(row => row % 2)])],
        Source = "rows.csv",
        SourceSha256 = Sha256,
        IsSynthetic = true,
    };

    /// <summary>The first rows of a source.</summary>
    public static WorkshopRows First(WorkshopRows rows, int count) => rows with
    {
        Rows = rows.Rows.Take([.. Enumerable.Range(0, count)]),
        Groups = [.. rows.Groups.Select(dimension => dimension with { GroupOfRow = [.. dimension.GroupOfRow.Take(count)] })],
        DecidedAtUtc = rows.DecidedAtUtc?.Take(count).ToArray(),
    };

    /// <summary>Clients decided by the scorecard's points, one in five otherwise.</summary>
    public static LabelledRows Clients(int count, int seed)
    {
        var random = new Random(seed);
        var schema = ModelSchema.Of(FeatureCatalogue.Default, SegmentationScheme.Default);
        var columns = schema.Columns.Select(_ => new float[count]).ToArray();
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            var values = Rows.Random(random, 0.05);
            for (var column = 0; column < columns.Length; column++)
                columns[column][row] = (float)values[column];
            var score = ExpertScorecard.Default.Score(values);
            labels[row] = random.Next(5) == 0 ? random.Next(4) : SegmentationScheme.Default.SegmentOf(score.Need, score.Resources).Index;
        }

        return new LabelledRows(new FeatureTable(schema, columns, count), labels);
    }

    /// <summary>The same rows with some labels changed.</summary>
    public static WorkshopRows Relabelled(WorkshopRows rows, Func<int, int> labelOf) => rows with
    {
        Rows = new LabelledRows(rows.Rows.Table, [.. Enumerable.Range(0, rows.Rows.Count).Select(labelOf)]),
    };

    /// <summary>What a version made elsewhere says of its data.</summary>
    public static DataDescription Made(string sha256 = Sha256, DateTime? calibratedToUtc = null) => new()
    {
        Source = "rows.csv",
        SourceSha256 = sha256,
        Training = new DataPart(120),
        Calibration = new DataPart(40, null, calibratedToUtc),
        Test = new DataPart(40),
    };
}
