namespace Palveluohjaus.Reporting.Facts;

/// <summary>All measurements of interventions, a row for each intervention and measure. Days are UTC ticks of the county's midnight.</summary>
public sealed class InterventionTable : FactTable
{
    public InterventionTable(InterventionTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(earlier, Dimension.Municipality, Dimension.Unit, Dimension.Language, Dimension.LifeStage, Dimension.AgeBand, Dimension.Segment, Dimension.Method, Dimension.Measure);
        EndedAt = Take(earlier?.EndedAt);
        IsCompleted = Take(earlier?.IsCompleted);
        Before = Take(earlier?.Before);
        After = Take(earlier?.After);
        IsHigherBetter = Take(earlier?.IsHigherBetter);
    }

    /// <summary><see cref="FactTable.Never"/> while it goes on.</summary>
    public InstantColumn EndedAt { get; }

    public Column<bool> IsCompleted { get; }
    public Column<double?> Before { get; }
    public Column<double?> After { get; }
    public Column<bool> IsHigherBetter { get; }
}
