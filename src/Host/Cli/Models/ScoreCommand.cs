using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model score</c>: a file in, a file of suggestions out.</summary>
internal static class ScoreCommand
{
    private static readonly Argument<string?> Version = new("version") { Description = "The version; the champion when not given.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<FileInfo> Csv = new("--csv") { Description = "The file to score.", Required = true };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "The file to write; it appears when it is whole.", Required = true };
    private static readonly Option<string[]> Keys = new("--key") { Description = "A column to carry over, so that rows can be told apart.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double> Coverage =
        InvariantNumbers.Fraction("--coverage", SuggestSegment.DefaultCoverage, "The share of rows whose segment should be among the possible ones, 0.5–0.99.");

    public static Command Create()
    {
        var command = new Command("score", "Scores a file: for each row the suggested segment, its probabilities and which segments are possible; the model abstains where more than one is, or a required value is missing.")
        {
            Version, Csv, Out, Keys, Coverage, SourceOptions.Delimiter, SourceOptions.Decimal, RegistryOptions.Models, RegistryOptions.Collection,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Coverage) is not (>= 0.5 and <= 0.99))
            throw new CommandRefused("--coverage is 0.5–0.99.");
        var registry = RegistryOptions.Open(parsed);
        var (collection, version) = RegistryOptions.VersionOf(registry, parsed, parsed.GetValue(Version));
        var model = RegistryOptions.Load(registry, collection, version);
        var csv = parsed.GetRequiredValue(Csv);
        string[] keys = [.. parsed.GetValue(Keys) ?? []];
        using var rows = CsvTable.OpenForScoring(csv.FullName, model.Model.Schema, new CsvScoringOptions
        {
            Delimiter = parsed.GetValue(SourceOptions.Delimiter),
            DecimalSign = parsed.GetValue(SourceOptions.Decimal),
            KeyColumns = keys,
        });
        foreach (var note in rows.Notes)
            Output.Say(note);
        using var writer = new ScoredCsvWriter(parsed.GetRequiredValue(Out).FullName, new ScoredCsvLayout
        {
            KeyColumns = keys, Segments = model.Model.Schema.Segments, WithPossible = true, WithAbstained = true, InputPath = csv.FullName,
        });

        var watch = Stopwatch.StartNew();
        var abstained = await Output.WithProgressAsync<long, long>(
            $"Scoring {csv.Name} with {model.Id}.",
            count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows"),
            progress => ScoreAsync(model, rows, writer, parsed.GetValue(Coverage), progress, cancellationToken));
        writer.Complete();
        foreach (var unknown in rows.UnknownCategories)
            Output.Say(string.Create(CultureInfo.InvariantCulture, $"{unknown.Column}: {unknown.Count:N0} values that the model does not know count as missing, first {unknown.FirstValue} on row {unknown.FirstRow:N0}."));
        Output.Result(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.RowCount:N0} rows scored in {watch.Elapsed.TotalSeconds:F1} s; the model abstains on {abstained:N0}. Written to {parsed.GetRequiredValue(Out).FullName}."));
        return ExitCodes.Done;
    }

    private static async Task<long> ScoreAsync(
        CalibratedModel model, ScoringCsv rows, ScoredCsvWriter writer, double coverage, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var segmentCount = model.Model.Schema.Segments.Count;
        int[] required = [.. model.RequiredColumns.Select(model.Model.Schema.IndexOf)];
        float[] probabilities = [];
        bool[] possible = [];
        bool[] abstained = [];
        long abstainedInAll = 0, done = 0;
        await foreach (var block in rows.ReadBlocksAsync(cancellationToken))
        {
            var count = block.Table.RowCount;
            if (abstained.Length < count)
                (probabilities, possible, abstained) = (new float[count * segmentCount], new bool[count * segmentCount], new bool[count]);
            var ofBlock = probabilities.AsSpan(0, count * segmentCount);
            model.Model.Score(block.Table, ofBlock);
            Softmax.Apply(ofBlock, segmentCount, model.Temperature, ofBlock);
            for (var row = 0; row < count; row++)
            {
                var set = possible.AsSpan(row * segmentCount, segmentCount);
                model.Conformal.PossibleSegments(ofBlock.Slice(row * segmentCount, segmentCount), coverage, set);
                abstained[row] = set.Count(true) > 1 || LacksRequired(block.Table, row, required);
                abstainedInAll += abstained[row] ? 1 : 0;
            }

            writer.Write(new ScoredRows
            {
                RowCount = count,
                Keys = block.Keys,
                Probabilities = probabilities.AsMemory(0, count * segmentCount),
                Possible = possible.AsMemory(0, count * segmentCount),
                Abstained = abstained.AsMemory(0, count),
            });
            progress.Report(done += count);
        }

        return abstainedInAll;
    }

    private static bool LacksRequired(FeatureTable table, int row, int[] required)
    {
        foreach (var column in required)
        {
            if (float.IsNaN(table.Column(column)[row]))
                return true;
        }

        return false;
    }
}
