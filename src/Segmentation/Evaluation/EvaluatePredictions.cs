using Palveluohjaus.Segmentation.Suggestions;

namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>Computes the figures of a model card: over all rows, by segment and by group, each with its bootstrap interval.</summary>
/// <remarks>
/// O(rows × resamples × (1 + dimensions)): 50,000 rows in four dimensions and 1,000 resamples take about two seconds on two cores.
/// A group's rows are resampled within the group. The interval of the calibration error lies to the right of a small error, and
/// may not even hold it, because unevenness of the draw can only add to it: read it as "at most".
/// </remarks>
public static class EvaluatePredictions
{
    /// <summary>With fewer rows a group is named with its number of rows and no figures: an accuracy would be uncertain by 0.15 and more.</summary>
    public const int MinimumGroupRows = 30;

    /// <summary>
    /// With fewer rows a group is left out of the largest gap: between the best and the worst of a dozen groups of thirty, chance alone
    /// makes a difference of a quarter.
    /// </summary>
    public const int MinimumGapRows = 100;

    /// <summary>Computes the report.</summary>
    /// <param name="predictions">What the model said of rows that it was not trained or calibrated on.</param>
    /// <param name="groups">The rows' groups, one per dimension; empty for none.</param>
    /// <param name="options">Seed, resamples and conformal thresholds.</param>
    /// <exception cref="ArgumentException">A dimension has another number of rows, or a group outside its list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no resamples, or the coverage is none the thresholds know.</exception>
    public static EvaluationReport Measure(Predictions predictions, IReadOnlyList<GroupColumn> groups, EvaluationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1);
        var segmentCount = predictions.Segments.Count;
        var probabilities = predictions.Probabilities;
        var labels = predictions.Labels;
        var rows = RowQuality.Of(probabilities, segmentCount, labels, QualityMetrics.DefaultBinCount);
        var confusion = QualityMetrics.Confusion(probabilities, segmentCount, labels);
        var byGroup = MeasureGroups(rows, segmentCount, groups, options);

        return new EvaluationReport
        {
            Rows = rows.Length,
            Segments = predictions.Segments,
            Overall = ResampledQuality.Of(rows, segmentCount, options, stream: 0).Figures,
            BySegment = [.. predictions.Segments.Select((code, segment) => FiguresOf(code, segment, confusion))],
            Confusion = [.. Enumerable.Range(0, segmentCount).Select(decided =>
                (IReadOnlyList<long>)[.. Enumerable.Range(0, segmentCount).Select(suggested => confusion[decided, suggested])])],
            Reliability = QualityMetrics.Reliability(probabilities, segmentCount, labels),
            Groups = [.. byGroup.Select(group => new GroupFigures(group.Dimension, group.Group, group.Rows, group.Quality?.Figures))],
            LargestGap = LargestGap(byGroup),
            Sets = options.Conformal is { } conformal ? SetFiguresOf(predictions, conformal, options.Coverage) : null,
        };
    }

    private static List<MeasuredGroup> MeasureGroups(RowQuality[] rows, int segmentCount, IReadOnlyList<GroupColumn> groups, EvaluationOptions options)
    {
        var measured = new List<MeasuredGroup>();
        foreach (var dimension in groups)
        {
            foreach (var (group, rowsOfGroup) in dimension.Groups.Zip(RowsByGroup(rows, dimension)))
            {
                // Every group draws from a stream of its own, or two groups of one size would rise and fall together.
                var quality = rowsOfGroup.Count < MinimumGroupRows
                    ? null
                    : ResampledQuality.Of([.. rowsOfGroup], segmentCount, options, stream: measured.Count + 1);
                measured.Add(new MeasuredGroup(dimension.Dimension, group, rowsOfGroup.Count, quality));
            }
        }

        return measured;
    }

    private static List<RowQuality>[] RowsByGroup(RowQuality[] rows, GroupColumn dimension)
    {
        if (dimension.GroupOfRow.Count != rows.Length)
            throw new ArgumentException($"{dimension.Dimension} has the groups of {dimension.GroupOfRow.Count} rows, and there are {rows.Length}.", nameof(dimension));

        List<RowQuality>[] byGroup = [.. dimension.Groups.Select(_ => new List<RowQuality>())];
        for (var row = 0; row < rows.Length; row++)
        {
            var group = dimension.GroupOfRow[row];
            if (group < -1 || group >= byGroup.Length)
                throw new ArgumentException($"{dimension.Dimension} has {byGroup.Length} groups, and row {row} is in group {group}.", nameof(dimension));
            if (group >= 0)
                byGroup[group].Add(rows[row]);
        }

        return byGroup;
    }

    /// <summary>The interval is that of the two groups named, as if they had been named beforehand; of many groups, some gap is always large.</summary>
    private static GroupGap? LargestGap(List<MeasuredGroup> groups)
    {
        GroupGap? largest = null;
        foreach (var dimension in groups.Where(group => group.Quality is not null && group.Rows >= MinimumGapRows).GroupBy(group => group.Dimension))
        {
            var best = dimension.MaxBy(group => group.Quality!.Figures.Accuracy.Value)!;
            var worst = dimension.MinBy(group => group.Quality!.Figures.Accuracy.Value)!;
            var gap = best.Quality!.Figures.Accuracy.Value - worst.Quality!.Figures.Accuracy.Value;
            if (dimension.Count() < 2 || gap <= largest?.Accuracy.Value)
                continue;

            // With all groups alike, best and worst are one and the same group; the gap is then between any two.
            if (ReferenceEquals(best, worst))
                worst = dimension.First(group => !ReferenceEquals(group, best));
            var (accuraciesOfBest, accuraciesOfWorst) = (best.Quality.Accuracies, worst.Quality!.Accuracies);
            double[] resampled = [.. accuraciesOfBest.Zip(accuraciesOfWorst, (one, other) => one - other)];
            largest = new GroupGap(dimension.Key, best.Group, worst.Group, Bootstrap.Estimate(gap, resampled));
        }

        return largest;
    }

    private static SegmentFigures FiguresOf(string code, int segment, ConfusionMatrix confusion)
    {
        long decided = 0, suggested = 0;
        for (var other = 0; other < confusion.SegmentCount; other++)
        {
            decided += confusion[segment, other];
            suggested += confusion[other, segment];
        }

        // In double precision 0 ÷ 0 is NaN: not defined, as the record says.
        double right = confusion[segment, segment];
        return new SegmentFigures(code, decided, right / suggested, right / decided, 2 * right / (decided + suggested));
    }

    private static SetFigures SetFiguresOf(Predictions predictions, ConformalThresholds conformal, double coverage)
    {
        var segmentCount = predictions.Segments.Count;
        var possible = new bool[segmentCount];
        int covered = 0, members = 0, singles = 0, rightSingles = 0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            conformal.PossibleSegments(predictions.Probabilities.Slice(row * segmentCount, segmentCount), coverage, possible);
            var size = possible.Count(isPossible => isPossible);
            var isCovered = possible[predictions.Labels[row]];
            members += size;
            covered += isCovered ? 1 : 0;
            if (size == 1)
            {
                singles++;
                rightSingles += isCovered ? 1 : 0;
            }
        }

        double rows = predictions.Rows;
        return new SetFigures(coverage, covered / rows, members / rows, singles / rows, (double)rightSingles / singles);
    }

    private sealed record MeasuredGroup(string Dimension, string Group, int Rows, ResampledQuality? Quality);
}
