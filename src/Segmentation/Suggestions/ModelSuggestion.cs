using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Suggestions;

/// <summary>
/// What a model says of one row, taken apart: for every segment the intercept and the contributions of all terms sum to its logit.
/// The scorecard's suggestions have the same form, so that whoever shows or stores one need not know which model made it.
/// </summary>
public sealed record ModelSuggestion
{
    /// <summary>The model's identity, as stored beside every suggestion.</summary>
    public required string ModelId { get; init; }

    /// <summary>The columns of <see cref="Row"/> and the k segments.</summary>
    public required ModelSchema Schema { get; init; }

    /// <summary>The row; NaN is missing.</summary>
    public required IReadOnlyList<float> Row { get; init; }

    /// <summary>The terms, in the order of <see cref="Contributions"/>.</summary>
    public required IReadOnlyList<ModelTerm> Terms { get; init; }

    /// <summary>k logits before any term, ÷ temperature.</summary>
    public required IReadOnlyList<double> Intercepts { get; init; }

    /// <summary>What each term adds to each logit, ÷ temperature: row-major term × k.</summary>
    public required IReadOnlyList<double> Contributions { get; init; }

    /// <summary>k logits ÷ temperature.</summary>
    public required IReadOnlyList<double> Logits { get; init; }

    /// <summary>Their softmax; sums to 1.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>The segments still possible, rising; empty when the model cannot tell (the scorecard, when answers are missing).</summary>
    public required IReadOnlyList<int> Possible { get; init; }

    /// <summary>Columns without which the model abstains and that have no value, in the model's order.</summary>
    public required IReadOnlyList<int> MissingRequired { get; init; }

    /// <summary>What to ask next; null when nothing is unanswered, or nothing that is would be expected to help.</summary>
    public NextQuestion? NextQuestion { get; init; }

    /// <summary>Why nothing is suggested; null when something is. Missing answers come before several segments.</summary>
    public AbstainReason? Abstained =>
        MissingRequired.Count > 0 ? AbstainReason.MissingAnswers
        : Possible.Count > 1 ? AbstainReason.SeveralPossible
        : null;

    /// <summary>The suggested segment, or null when the model abstains.</summary>
    public int? Segment => Abstained is null ? Possible[0] : null;
}
