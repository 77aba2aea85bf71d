namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What a metric is. Its name, definition, formula and recording guide in each language are in the texts, under <c>Metric.{Id}.*</c>.</summary>
/// <param name="Id">Invariant, in kebab case.</param>
/// <param name="Goal">The programme's benefit goal it serves.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record MetricDefinition(string Id, BenefitGoal Goal, Direction Direction)
{
    /// <summary>The units of its statistics, as they stand in files.</summary>
    public required string Units { get; init; }

    /// <summary>Which of its figures stands for it where there is room for one; null where none does.</summary>
    public string? MainStatistic { get; init; }

    /// <summary>Where the rule comes from: a work, a law, a convention.</summary>
    public required string Source { get; init; }

    /// <summary>Figures that rest on fewer rows say little, and may say of whom.</summary>
    public required int MinimumN { get; init; }

    /// <summary>Without what it says nothing, the most basic first; empty for counts, of which nought is a figure.</summary>
    public IReadOnlyList<NotComputableReason> NotComputableWhere { get; init; } = [];

    /// <summary>Whether it, or some figure of it, is of a period that has both a beginning and an end.</summary>
    public bool NeedsPeriodEnds { get; init; }

    /// <summary>What is aimed at; null where aiming would do harm or nothing has been agreed on.</summary>
    public MetricTarget? Target { get; init; }
}

/// <param name="Statistic">Which of the metric's figures.</param>
/// <param name="Value">In the statistic's unit.</param>
public sealed record MetricTarget(string Statistic, double Value);

public enum BenefitGoal
{
    AccessAndContinuity,
    Prevention,
    QualityAndEffect,
    WorkingAcrossProfessions,
    Cost,
}

public enum Direction
{
    HigherIsBetter,
    LowerIsBetter,

    /// <summary>For learning or for proportion: neither way is better as such.</summary>
    Neither,
}
