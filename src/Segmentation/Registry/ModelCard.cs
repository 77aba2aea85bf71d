using System.Globalization;
using System.Text;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;
using static System.FormattableString;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// What a version is, what it is for and whom it fails, in a document that a supervisor can read (after Mitchell et al. 2019, "Model
/// cards for model reporting", FAT*). The same model and metrics give the same text.
/// </summary>
public static class ModelCard
{
    /// <summary>A group this much less accurate than all rows together is named as failed.</summary>
    public const double FailingGap = 0.05;

    private const int ShapesAtMost = 6;
    private const int PairsAtMost = 3;

    /// <summary>card.md first, then its drawings.</summary>
    public static IReadOnlyList<CardFile> Render(CalibratedModel model, VersionMetrics metrics)
    {
        var words = new CardWords(model.Model.Schema);
        var card = new StringBuilder();
        var files = new List<CardFile>();
        AppendHead(card, model, metrics);
        AppendOrigin(card, model, metrics);
        var counts = new CardCounts(metrics);
        CardFigures.Append(card, metrics, words, counts);
        files.Add(new CardFile("reliability.svg", ReliabilityChart.Draw(metrics.Test with { Reliability = [.. metrics.Test.Reliability.Where((_, bin) => counts.IsBinTold(bin))] })));
        AppendShapes(card, model.Model, words, files);
        CardLimits.Append(card, model, metrics, words, counts);
        return [new CardFile(VersionFolder.CardFileName, card.ToString()), .. files];
    }

    private static void AppendHead(StringBuilder card, CalibratedModel model, VersionMetrics metrics)
    {
        var schema = model.Model.Schema;
        card.Append(CultureInfo.InvariantCulture, $"# Model card: {model.Id}\n\n");
        if (metrics.IsSynthetic)
            card.Append("> **SYNTHETIC. Trained and measured on invented people.** Nothing here says how it would do with real clients. Do not use it for them before it is trained and measured on the county's own decisions.\n\n");

        card.Append("## What it is for\n\n");
        if (schema.SchemeId is null)
        {
            card.Append(CultureInfo.InvariantCulture, $"It tells {schema.Segments.Count} labels of a file apart by {schema.Columns.Count} columns. It is for trying out the trainers on that file and suggests nothing to any client.\n\n");
        }
        else
        {
            card.Append(CultureInfo.InvariantCulture, $"It suggests one of the segments of `{schema.SchemeId}` for a client of service guidance, from the first assessment and the client's history (feature catalogue `{schema.CatalogueVersion}`). A professional confirms the suggestion or overrides it.\n\n");
            card.Append("**Not for** deciding anything without a professional, granting or refusing a service, ranking clients, or measuring workers. Not for clients without a first assessment.\n\n");
        }
    }

    private static void AppendOrigin(StringBuilder card, CalibratedModel model, VersionMetrics metrics)
    {
        card.Append("## Where it comes from\n\n| | |\n|---|---|\n");
        Row("trained", $"{Time(metrics.TrainedAtUtc)}, product version {CardWords.Escape(metrics.ProductVersion)}");
        Row("trainer", Invariant($"`{model.Trainer}`, seed {model.Seed}"));
        Row("settings", model.Settings.Count == 0 ? "defaults" : string.Join(", ", model.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{CardWords.Escape(setting.Key)} {CardWords.Escape(setting.Value)}")));
        Row("source", CardWords.Escape(metrics.Data.Source) + (metrics.IsSynthetic ? " (SYNTHETIC)" : ""));
        if (metrics.Data.SourceSha256 is { } sha256)
            Row("source SHA-256", $"`{sha256}`");
        Row("training rows", Part(metrics.Data.Training));
        Row("calibration rows", Part(metrics.Data.Calibration));
        Row("test rows", Part(metrics.Data.Test));
        Row("rows divided", metrics.Data.SplitSeed is { } split ? Invariant($"by seed {split}") : "by time: the test rows are the latest");
        if (metrics.Data.BootstrapSeed is { } bootstrap)
            Row("seed of the intervals", Invariant($"{bootstrap}"));
        if (metrics.Files is { } files)
        {
            Row("model.json SHA-256", $"`{files.ModelJson}`");
            if (files.ModelBin is { } ownFile)
                Row("model.bin SHA-256", $"`{ownFile}`");
        }

        card.Append('\n');

        void Row(string name, string value) => card.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
    }

    private static void AppendShapes(StringBuilder card, ISegmentModel model, CardWords words, List<CardFile> files)
    {
        card.Append("## How it thinks\n\n");
        if (model is not GlassBoxModel glassBox)
        {
            card.Append(model is IExplainableModel
                ? "Every suggestion is explained exactly as a sum of contributions, but the model has no tables to draw.\n\n"
                : "It cannot be explained exactly. It is a comparator and can never become champion.\n\n");
            return;
        }

        card.Append("The model is its tables: a logit is the intercept plus one number from each table. A table's importance is the mean size of what it adds to a logit, weighted by the training rows.\n\n");
        var ranked = glassBox.Tables.Select(table => (Table: table, Importance: Importance(table))).OrderByDescending(each => each.Importance).ToList();
        card.Append("| rank | table | importance |\n|---:|---|---:|\n");
        foreach (var (index, (table, importance)) in ranked.Take(ShapesAtMost + PairsAtMost).Index())
            card.Append(CultureInfo.InvariantCulture, $"| {index + 1} | {CardWords.Escape(Name(table))} | {CardWords.Figure(importance)} |\n");
        card.Append(CultureInfo.InvariantCulture, $"\n{glassBox.Tables.Count(table => table.Second is null)} tables of one column and {glassBox.Tables.Count(table => table.Second is not null)} of two; all of them stand in model.json.\n\n");

        foreach (var (index, (table, importance)) in ranked.Where(each => each.Table.Second is null).Take(ShapesAtMost).Index())
            Add($"shape-{index + 1}.svg", table, ShapeChart.Draw(table, model.Schema, words, $"Logit points by answer. Importance {CardWords.Figure(importance)}."));
        foreach (var (index, (table, importance)) in ranked.Where(each => each.Table.Second is not null).Take(PairsAtMost).Index())
            Add($"pair-{index + 1}.svg", table, PairChart.Draw(table, model.Schema, words, $"Logit points that two answers add together, beyond each alone. Importance {CardWords.Figure(importance)}."));

        string Name(TermTable table) => table.Second is null ? words.ColumnName(table.First.Column) : $"{words.ColumnName(table.First.Column)} × {words.ColumnName(table.Second.Column)}";

        void Add(string fileName, TermTable table, string svg)
        {
            files.Add(new CardFile(fileName, svg));
            card.Append(CultureInfo.InvariantCulture, $"![{CardWords.Escape(Name(table))}]({fileName})\n\n");
        }
    }

    private static double Importance(TermTable table)
    {
        var segmentCount = table.Values.Length / table.CellCount;
        double sum = 0;
        for (var index = 0; index < table.Values.Length; index++)
            sum += table.Weights[index / segmentCount] * Math.Abs(table.Values[index]);
        return sum / segmentCount;
    }

    private static string Part(DataPart part) =>
        part is { FromUtc: { } from, ToUtc: { } to } ? Invariant($"{part.Rows}, decided {Time(from)} – {Time(to)}") : part.Rows.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>A file of a card.</summary>
/// <param name="Name">card.md, or a drawing's name.</param>
/// <param name="Text">What is in it.</param>
public sealed record CardFile(string Name, string Text);
