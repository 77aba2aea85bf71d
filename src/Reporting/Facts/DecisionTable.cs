namespace Palveluohjaus.Reporting.Facts;

/// <summary>All segment decisions. Instants are UTC ticks.</summary>
public sealed class DecisionTable : FactTable
{
    public DecisionTable(DecisionTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(earlier, Dimension.Municipality, Dimension.Unit, Dimension.Language, Dimension.LifeStage, Dimension.AgeBand, Dimension.Segment, Dimension.OverrideReason);
        Suggested = Take(earlier?.Suggested);
        Previous = Take(earlier?.Previous);
        DecidedAt = Take(earlier?.DecidedAt);
        NextDecidedAt = Take(earlier?.NextDecidedAt);
        SecondsToDecide = Take(earlier?.SecondsToDecide);
        ClientNumber = Take(earlier?.ClientNumber);
    }

    /// <summary>The segment that had been suggested.</summary>
    public DimensionColumn Suggested { get; }

    /// <summary>The segment the client had before; not known for the first.</summary>
    public DimensionColumn Previous { get; }

    public InstantColumn DecidedAt { get; }

    /// <summary>When the same client was next decided on, which ends this decision; <see cref="FactTable.Never"/> while it holds.</summary>
    public Column<long> NextDecidedAt { get; }

    public OptionalColumn SecondsToDecide { get; }

    /// <summary>As in <see cref="CaseTable.ClientNumber"/>.</summary>
    public override Column<int> ClientNumber { get; }

    /// <returns>Null when nothing had been suggested.</returns>
    public bool? AgreesWithSuggestion(int row) =>
        Suggested.ValueOf(Suggested[row]) is { } suggested ? suggested == Dimensions[Dimension.Segment].ValueOf(Dimensions[Dimension.Segment][row]) : null;
}
