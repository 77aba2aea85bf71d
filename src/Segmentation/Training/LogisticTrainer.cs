using System.Globalization;
using MathNet.Numerics.Optimization;

namespace Palveluohjaus.Segmentation.Training;

/// <summary>
/// Multinomial logistic regression: the plain model that everyone knows, beside which every other is shown. Numbers are
/// standardised and get an indicator for missing, categories one indicator each. A baseline, trained in memory and never saved.
/// </summary>
/// <remarks>
/// Minimises the sum of log-losses + l2 ÷ 2 × the sum of squared weights, intercepts free (Hastie, Tibshirani and Friedman 2009, The
/// Elements of Statistical Learning, 4.4), by limited-memory BFGS (Liu and Nocedal 1989, Mathematical Programming 45). O(rows ×
/// columns × segments) for each of some hundred evaluations; deterministic whatever the number of threads.
/// </remarks>
public sealed class LogisticTrainer : ISegmentTrainer
{
    private const int MaximumRounds = 1000;
    private const int Memory = 20;
    private const double GradientTolerance = 1e-5;

    // A mean log-loss this flat in every weight is at its minimum for every figure on a card.
    private const double GoodEnoughSlope = 1e-3;

    private readonly double _l2;

    /// <param name="l2">The penalty, over 0: without one, a category that decides alone would weigh infinitely. 1 is what others call C = 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The penalty is not a number over 0.</exception>
    public LogisticTrainer(double l2 = 1)
    {
        if (!(l2 > 0 && double.IsFinite(l2)))
            throw new ArgumentOutOfRangeException(nameof(l2), string.Create(CultureInfo.InvariantCulture, $"The L2 penalty must be over 0, and is {l2}."));
        _l2 = l2;
    }

    /// <inheritdoc/>
    public string Name => "logistic";

    /// <inheritdoc/>
    public ISegmentModel Train(LabelledRows rows, TrainingRun run)
    {
        if (rows.Count == 0)
            throw new TrainingRefusedException("There are no rows to learn from.");
        if (rows.Labels.Distinct().Count() < 2)
            throw new TrainingRefusedException($"All {rows.Count} rows have the segment {rows.Schema.Segments[rows.Labels[0]]}: there is nothing to tell apart.");

        var layout = new LogisticLayout(rows.Table);
        var objective = new LogisticObjective(rows, layout, _l2, run, MaximumRounds);
        try
        {
            new LimitedMemoryBfgsMinimizer(GradientTolerance, parameterTolerance: 1e-9, functionProgressTolerance: 1e-12, Memory, MaximumRounds)
                .FindMinimum(ObjectiveFunction.Gradient(objective.At), objective.Start);
        }
        catch (OptimizationException) when (objective.BestSlope <= GoodEnoughSlope)
        {
            // Close to the minimum the line search finds no step that is not lost in rounding, and throws for it: it has arrived.
        }
        catch (OptimizationException exception)
        {
            throw new TrainingRefusedException($"The logistic regression does not settle on these rows. {exception.Message}");
        }

        return new LogisticModel(layout, objective.Best, rows);
    }

    /// <summary>Refuses: this baseline is never saved.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public ISegmentModel Read(ModelSchema schema, Stream stream) =>
        throw new NotSupportedException("The logistic baseline is trained anew each time and never saved.");
}
