namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>How well a model does on rows it has not seen. Everything in it is a plain number or name, and it is written to metrics.json as it stands.</summary>
public sealed record EvaluationReport
{
    /// <summary>n.</summary>
    public required int Rows { get; init; }

    /// <summary>The k segments' codes, in the order of <see cref="Confusion"/> and <see cref="BySegment"/>.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>Over all rows, each with its bootstrap interval.</summary>
    public required QualityFigures Overall { get; init; }

    /// <summary>Precision, recall and F1 of each segment.</summary>
    public required IReadOnlyList<SegmentFigures> BySegment { get; init; }

    /// <summary>Rows: decided; columns: most probable.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; }

    /// <summary>Stated against observed, by bin of the most probable segment's probability; empty bins left out.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>By language, age band, sex and municipality, or whatever dimensions the rows came with.</summary>
    public required IReadOnlyList<GroupFigures> Groups { get; init; }

    /// <summary>The largest difference in accuracy between two groups of one dimension that both have enough rows; null when no dimension has two.</summary>
    public GroupGap? LargestGap { get; init; }

    /// <summary>What the conformal sets do on these rows; null for a model without them.</summary>
    public SetFigures? Sets { get; init; }
}

/// <summary>A figure and its bootstrap percentile interval.</summary>
/// <param name="Value">Over all rows.</param>
/// <param name="Low">2.5th percentile of the resamples.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>The figures of one set of rows.</summary>
/// <param name="Accuracy">Share of rows whose most probable segment is the decided one, 0–1.</param>
/// <param name="MacroF1">Mean F1 over the segments that were decided or suggested at least once, 0–1.</param>
/// <param name="LogLoss">Mean −ln of the decided segment's probability, 0 and up.</param>
/// <param name="Brier">Mean squared distance of the probabilities from the decided segment, 0–2.</param>
/// <param name="CalibrationError">Expected calibration error of the most probable segment, 0–1.</param>
public sealed record QualityFigures(Estimate Accuracy, Estimate MacroF1, Estimate LogLoss, Estimate Brier, Estimate CalibrationError);

/// <summary>One segment's figures.</summary>
/// <param name="Segment">Its code.</param>
/// <param name="Decided">Rows decided into it.</param>
/// <param name="Precision">Of the rows suggested into it, the share decided so; NaN when none was.</param>
/// <param name="Recall">Of the rows decided into it, the share suggested so; NaN when none was.</param>
/// <param name="F1">Harmonic mean of the two; NaN when it is not defined.</param>
public sealed record SegmentFigures(string Segment, long Decided, double Precision, double Recall, double F1);

/// <summary>One bin of a reliability table.</summary>
/// <param name="From">The bin's lower edge.</param>
/// <param name="To">The bin's upper edge.</param>
/// <param name="Rows">Rows whose most probable segment's probability lies in it.</param>
/// <param name="MeanProbability">What the model stated, on average.</param>
/// <param name="ObservedShare">How often it was right.</param>
public sealed record ReliabilityBin(double From, double To, int Rows, double MeanProbability, double ObservedShare);

/// <summary>The figures of one group.</summary>
/// <param name="Dimension">Language, age band, sex, municipality…</param>
/// <param name="Group">The group's code within the dimension.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Figures">Null when there are too few rows to say anything.</param>
public sealed record GroupFigures(string Dimension, string Group, int Rows, QualityFigures? Figures);

/// <summary>The accuracy of two groups apart.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Best">The group with the greater accuracy.</param>
/// <param name="Worst">The group with the lesser.</param>
/// <param name="Accuracy">The difference, 0–1, with its bootstrap interval.</param>
public sealed record GroupGap(string Dimension, string Best, string Worst, Estimate Accuracy);

/// <summary>What conformal sets do.</summary>
/// <param name="AskedCoverage">The share of rows whose set should hold the decided segment.</param>
/// <param name="Coverage">The share whose set does.</param>
/// <param name="MeanSize">Mean number of segments in a set.</param>
/// <param name="SingleShare">Share of sets with one segment, where a suggestion is made.</param>
/// <param name="AccuracyOfSingles">How often that one segment is the decided one; NaN when there are none.</param>
public sealed record SetFigures(double AskedCoverage, double Coverage, double MeanSize, double SingleShare, double AccuracyOfSingles);
