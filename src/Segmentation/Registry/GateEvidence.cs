using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>What the gate decides on.</summary>
public sealed record GateEvidence
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The version that would become champion.</summary>
    public required string Candidate { get; init; }

    /// <summary>The champion now; null when there is none.</summary>
    public required string? Champion { get; init; }

    /// <summary>What the candidate was made for.</summary>
    public required ModelSchema Schema { get; init; }

    /// <summary>What will be scored: the county's catalogue and scheme, or the champion's columns for a file; null when nothing is settled yet.</summary>
    public required ModelSchema? SchemaInUse { get; init; }

    /// <summary>Whether the candidate is an <see cref="IExplainableModel"/>.</summary>
    public required bool HasExactExplanation { get; init; }

    /// <summary>The held-out rows.</summary>
    public required MeasuredRows Measured { get; init; }

    /// <summary>Sentences that weaken the figures, such as that the champion was made of another file; said with every comparison.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>The candidate on held-out rows.</summary>
    public required EvaluationReport Report { get; init; }

    /// <summary>The champion, by its version's name; when there is none, the majority and the scorecard.</summary>
    public required IReadOnlyList<GateOpponent> Opponents { get; init; }
}

/// <summary>The candidate against another model on the same rows: candidate − opponent, with paired bootstrap intervals.</summary>
/// <param name="Name">The champion's version, majority or scorecard.</param>
/// <param name="Rows">How many rows both scored.</param>
/// <param name="LogLoss">Difference in mean log-loss; under 0 the candidate is better.</param>
/// <param name="Accuracy">Difference in accuracy; over 0 the candidate is better.</param>
public sealed record GateOpponent(string Name, int Rows, Estimate LogLoss, Estimate Accuracy);
