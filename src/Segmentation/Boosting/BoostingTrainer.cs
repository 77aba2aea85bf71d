using System.Collections.Concurrent;
using Palveluohjaus.Segmentation.GlassBox;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>
/// Gradient-boosted trees over histograms with a multinomial log-loss (Friedman 2001, Annals of Statistics 29(5); Chen and Guestrin 2016).
/// Of order 1 or 2 the trees are collapsed into a <see cref="GlassBoxModel"/>; without a limit they stay trees.
/// </summary>
public sealed class BoostingTrainer(BoostingOptions options) : ISegmentTrainer
{
    private const int ShufflePurpose = 1;
    private const int RowPurpose = 2;
    private const int ColumnPurpose = 3;

    private ParallelOptions Parallelism { get; } = new() { MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount };

    /// <inheritdoc/>
    public string Name => "boosting";

    /// <inheritdoc/>
    /// <exception cref="TrainingRefusedException">An option is out of range, or the rows show one segment only.</exception>
    public ISegmentModel Train(LabelledRows rows, TrainingRun run)
    {
        var (trees, bins, binned) = Grow(rows, run);
        return options.InteractionOrder is null
            ? trees
            : new CollapseTrees(rows.Schema, bins, binned, Parallelism).Collapse(trees.Start, trees.Rounds);
    }

    /// <inheritdoc/>
    public ISegmentModel Read(ModelSchema schema, Stream stream) =>
        throw new NotSupportedException("Boosted models stand in model.json.");

    /// <summary>The trees as they are before they are collapsed, with the rows they were grown on.</summary>
    internal (TreeModel Trees, ColumnBins[] Bins, BinnedRows Binned) Grow(LabelledRows rows, TrainingRun run)
    {
        Check(rows);
        var schema = rows.Schema;
        var (kept, aside) = RowSplits.Stratified(rows.Labels, schema.Segments.Count, options.ValidationShare, run.Seed);
        if (options.RowShare < 1)
            new SeededDraws(run.Seed, ShufflePurpose, 0).DrawFirst(kept, kept.Length);

        var bins = new ColumnBins[schema.Columns.Count];
        Parallel.For(0, bins.Length, Parallelism, column => bins[column] = ColumnBins.Of(column, schema.Columns[column], rows.Table.Column(column), options.MaximumBins));
        var binned = BinnedRows.Of(rows.Table, kept, bins, Parallelism);
        var labels = new byte[kept.Length];
        for (var index = 0; index < labels.Length; index++)
            labels[index] = (byte)rows.Labels[kept[index]];

        var weights = RelativeWeights(schema.Segments.Count);
        var start = StartingLogits(labels, weights);
        var validation = aside.Length == 0 ? null : new ValidationLoss(rows, aside, BinnedRows.Of(rows.Table, aside, bins, Parallelism), start, weights);
        var rounds = Boost(schema, bins, binned, new Gradients(labels, start, weights), validation, run);
        return (new TreeModel(schema, start, [.. bins.Select(each => each.Axis)], rounds), bins, binned);
    }

    private IReadOnlyList<BoostedTree[]> Boost(
        ModelSchema schema, ColumnBins[] bins, BinnedRows binned, Gradients gradients, ValidationLoss? validation, TrainingRun run)
    {
        var segmentCount = schema.Segments.Count;
        var directions = new MonotoneDirections(schema, options.MonotoneConstraints);
        var sample = new RowSample(binned.Count);
        var pairs = new PairChoice(bins.Length, options.MaximumPairs);
        var usable = UsableColumns(bins, binned);
        var penalties = RelativePenalties();
        var growers = new ConcurrentBag<TreeGrower>();
        var rounds = new List<BoostedTree[]>();
        var bestRounds = 0;
        var bestLoss = validation?.LogLoss(Parallelism) ?? double.NaN;
        for (var round = 0; round < options.Rounds; round++)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            sample.Draw(options.RowShare, new SeededDraws(run.Seed, RowPurpose, round));
            gradients.Update(Parallelism);
            var trees = new BoostedTree[segmentCount];
            Parallel.For(0, segmentCount, Parallelism, segment =>
            {
                if (!growers.TryTake(out var grower))
                    grower = new TreeGrower(penalties, binned, bins, directions, Parallelism);
                trees[segment] = grower.Grow(segment, gradients, sample, DrawColumns(usable, run.Seed, (round * segmentCount) + segment), pairs);
                growers.Add(grower);
            });
            rounds.Add(trees);
            foreach (var tree in trees)
                pairs.Note(tree.ColumnsUsed());

            var loss = double.NaN;
            if (validation is not null)
            {
                validation.Add(trees, Parallelism);
                loss = validation.LogLoss(Parallelism);
            }

            run.Progress?.Report(new TrainingProgress(round + 1, options.Rounds, loss));
            if (validation is null || loss < bestLoss)
                (bestLoss, bestRounds) = (loss, round + 1);
            else if (round + 1 - bestRounds >= options.PatienceRounds)
                break;

            // The next round would see the same rows and columns, and part them as little.
            if (options is { RowShare: 1, ColumnShare: 1 } && trees.All(tree => tree.Nodes.Length == 0))
                break;
        }

        return rounds[..bestRounds];
    }

    /// <summary>Columns in which there is anything to part; a column when there is none, since a tree needs one to count its rows by.</summary>
    private static int[] UsableColumns(ColumnBins[] bins, BinnedRows binned)
    {
        int[] usable = [.. Enumerable.Range(0, bins.Length).Where(column => bins[column].BinCount > 2 || binned.Columns[column].Contains((byte)0))];
        return usable.Length == 0 ? [0] : usable;
    }

    private int[] DrawColumns(int[] usable, int seed, int tree)
    {
        if (options.ColumnShare == 1)
            return usable;
        int[] columns = [.. usable];
        var count = Math.Max(1, (int)Math.Round(options.ColumnShare * columns.Length));
        new SeededDraws(seed, ColumnPurpose, tree).DrawFirst(columns, count);
        return [.. columns.Take(count).Order()];
    }

    private void Check(LabelledRows rows)
    {
        if (options.Faults() is { Count: > 0 } faults)
            throw new TrainingRefusedException(string.Join(" ", faults));
        if (rows.Schema.Columns.Count == 0)
            throw new TrainingRefusedException("There is no column to learn from.");
        foreach (var column in rows.Schema.Columns)
        {
            if (column.Categories.Count >= options.MaximumBins)
                throw new TrainingRefusedException($"Column {column.Name} has {column.Categories.Count} categories, and at most {options.MaximumBins - 1} fit into {options.MaximumBins} bins.");
        }

        var segmentCount = rows.Schema.Segments.Count;
        if (segmentCount is < 2 or > 255)
            throw new TrainingRefusedException($"Segments are 2–255, and there are {segmentCount}.");
        if (options.SegmentWeights is { } weights && weights.Count != segmentCount)
            throw new TrainingRefusedException($"There are {weights.Count} segment weights for {segmentCount} segments.");
        if (rows.Labels.Distinct().Take(2).Count() < 2)
            throw new TrainingRefusedException($"There are rows of one segment at most ({rows.Count} rows): there is nothing to tell apart.");
    }

    /// <summary>Penalties in the measure of the relative weights: weighing one segment more must not weigh them more too.</summary>
    private BoostingOptions RelativePenalties()
    {
        var greatest = options.SegmentWeights?.Max() ?? 1;
        return options with
        {
            L2 = options.L2 / greatest,
            MinimumChildWeight = options.MinimumChildWeight / greatest,
            MinimumGain = options.MinimumGain / greatest,
            CategorySmoothing = options.CategorySmoothing / greatest,
        };
    }

    /// <summary>The greatest is 1, so that derivatives fit their whole numbers.</summary>
    private float[] RelativeWeights(int segmentCount)
    {
        var weights = options.SegmentWeights ?? [.. Enumerable.Repeat(1d, segmentCount)];
        var greatest = weights.Max();
        return [.. weights.Select(weight => (float)(weight / greatest))];
    }

    /// <summary>The segments' shares as centred logits; a segment without rows counts as one row.</summary>
    private static double[] StartingLogits(byte[] labels, float[] weights)
    {
        var counts = new double[weights.Length];
        foreach (var label in labels)
            counts[label]++;
        var logits = counts.Select((count, segment) => Math.Log(Math.Max(count, 1) * weights[segment])).ToArray();
        var mean = logits.Average();
        return [.. logits.Select(logit => logit - mean)];
    }
}
