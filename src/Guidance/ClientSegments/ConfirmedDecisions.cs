using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>Professionals' decisions as rows to train on and to evaluate with. Nothing in it says whose they are.</summary>
public sealed record ConfirmedDecisions
{
    /// <summary>One row a decision, in time order: the client's features as they were at the decision, and the decided segment.</summary>
    public required LabelledRows Rows { get; init; }

    /// <summary>When each row was decided; never falling.</summary>
    public required IReadOnlyList<DateTime> DecidedAtUtc { get; init; }

    /// <summary>language, age-band, sex and municipality of each row. A protected client's municipality is not told.</summary>
    public required IReadOnlyList<GroupColumn> Groups { get; init; }

    /// <summary>
    /// Clients that two professionals decided on within 30 days of each other, and decisions that a second professional was asked of blind: what each of
    /// them decided.
    /// </summary>
    public required DoubleCoded DoubleCoded { get; init; }

    /// <summary>What was read and what was left out.</summary>
    public required DecisionCounts Counts { get; init; }
}

/// <summary>Pairs of decisions on the same client, for the professionals' own agreement.</summary>
/// <param name="First">The earlier decision of each pair, a segment in 0…k−1.</param>
/// <param name="Second">The later one, by another professional.</param>
public sealed record DoubleCoded(IReadOnlyList<int> First, IReadOnlyList<int> Second);

/// <summary>How many decisions there were, and why some are not among the rows. The rows and what is left out sum to <see cref="Read"/>.</summary>
public sealed record DecisionCounts
{
    public required int Read { get; init; }

    /// <summary>Left out: the shown suggestion was confirmed too quickly to have been weighed.</summary>
    public required int RubberStamps { get; init; }

    /// <summary>Left out: the scheme has no such segment.</summary>
    public required int UnknownSegments { get; init; }

    /// <summary>Left out: the client had not been assessed by then.</summary>
    public required int WithoutAssessment { get; init; }

    /// <summary>Left out: something stored of the client cannot be read.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Answers of the rows that were left out because the catalogue does not know their item.</summary>
    public required int UnknownAnswers { get; init; }

    /// <summary>Answers of the rows that were left out because they are outside the item's limits.</summary>
    public required int RefusedAnswers { get; init; }
}
