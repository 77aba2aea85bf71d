namespace Palveluohjaus.Segmentation.Boosting;

/// <summary>How trees are boosted. Defaults suit thousands to millions of rows of answers and counts.</summary>
public sealed record BoostingOptions
{
    /// <summary>How many distinct columns one tree may use: 1 or 2 for a glass box, null for no limit (a comparator).</summary>
    public int? InteractionOrder { get; init; } = 2;

    /// <summary>Rounds at most; every round grows a tree for each segment. 1–100,000.</summary>
    public int Rounds { get; init; } = 1000;

    /// <summary>Shrinkage: the share of a leaf's optimal value that is taken. Over 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Bins of a column, that of missing values included. 3–255.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <summary>Leaves of one tree. Four are enough to show how two columns work together; more fit the noise of a few thousand decisions. 2–1,024.</summary>
    public int MaximumLeaves { get; init; } = 4;

    /// <summary>Splits from root to leaf. 1–64.</summary>
    public int MaximumDepth { get; init; } = 6;

    /// <summary>Least sum of second derivatives in a leaf, about the number of undecided rows in it × ¼. 0 and up.</summary>
    public double MinimumChildWeight { get; init; } = 5;

    /// <summary>L2 penalty on leaf values. 0 and up.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Least gain of a split. 0 and up.</summary>
    public double MinimumGain { get; init; }

    /// <summary>Share of rows that a round is grown on, drawn anew each round. Over 0, at most 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Share of columns that a tree may look at, drawn anew for each tree. Over 0, at most 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>
    /// Distinct pairs a model of order 2 may use; the strongest come first and later trees keep to them. Nobody reads hundreds
    /// of tables. 0 and up; null for no limit.
    /// </summary>
    public int? MaximumPairs { get; init; }

    /// <summary>Added to a category's second derivatives when categories are put in order, so that rare ones stay in the middle. 0 and up.</summary>
    public double CategorySmoothing { get; init; } = 1;

    /// <summary>Share of rows kept for early stopping, alike in every segment. 0 (no early stopping) to 0.5.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Rounds without a better log-loss on the validation rows after which training stops; the best round is kept. 1 and up.</summary>
    public int PatienceRounds { get; init; } = 40;

    /// <summary>A weight for the rows of each segment, in the schema's order; null for 1 each. Over 0.</summary>
    public IReadOnlyList<double>? SegmentWeights { get; init; }

    /// <summary>Directions that logits must keep.</summary>
    public IReadOnlyList<MonotoneConstraint> MonotoneConstraints { get; init; } = [];

    /// <summary>Threads at most; null for every core. The model does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Every setting that is out of its range, in words; empty when all are in order.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Require(InteractionOrder is null or 1 or 2, "The interaction order is 1, 2 or unlimited.");
        Require(Rounds is >= 1 and <= 100_000, "Rounds are 1–100,000.");
        Require(LearningRate is > 0 and <= 1, "The learning rate is over 0 and at most 1.");
        Require(MaximumBins is >= 3 and <= 255, "Bins are 3–255.");
        Require(MaximumLeaves is >= 2 and <= 1024, "Leaves are 2–1,024.");
        Require(MaximumDepth is >= 1 and <= 64, "The depth is 1–64.");
        Require(MinimumChildWeight is >= 0 and < double.PositiveInfinity, "The minimum child weight is 0 or more.");
        Require(L2 is >= 0 and < double.PositiveInfinity, "L2 is 0 or more.");
        Require(MinimumGain is >= 0 and < double.PositiveInfinity, "The minimum gain is 0 or more.");
        Require(RowShare is > 0 and <= 1, "The row share is over 0 and at most 1.");
        Require(ColumnShare is > 0 and <= 1, "The column share is over 0 and at most 1.");
        Require(MaximumPairs is null or >= 0, "The number of pairs is 0 or more.");
        Require(CategorySmoothing is >= 0 and < double.PositiveInfinity, "The category smoothing is 0 or more.");
        Require(ValidationShare is >= 0 and <= 0.5, "The validation share is 0–0.5.");
        Require(PatienceRounds >= 1, "Patience is 1 round or more.");
        Require(SegmentWeights?.All(weight => weight is > 0 and < double.PositiveInfinity) != false, "Segment weights are over 0.");
        Require(Threads is null or >= 1, "Threads are 1 or more.");
        return faults;

        void Require(bool holds, string what)
        {
            if (!holds)
                faults.Add(what);
        }
    }
}
