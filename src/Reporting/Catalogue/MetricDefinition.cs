namespace Palveluohjaus.Reporting.Catalogue;

/// <summary>What a metric is. Its name, definition, formula and recording guide in each language are in the texts, under <c>Metric.{Id}.*</c>.</summary>
/// <param name="Id">Invariant, in kebab case.</param>
/// <param name="Goal">The programme's benefit goal it serves.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record MetricDefinition(string Id, BenefitGoal Goal, Direction Direction);

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
