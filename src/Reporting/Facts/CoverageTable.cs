namespace Palveluohjaus.Reporting.Facts;

/// <summary>Times in which a client had two or more services, each with or without a responsible worker. Instants are UTC ticks.</summary>
public sealed class CoverageTable : FactTable
{
    public CoverageTable(CoverageTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(earlier, Dimension.Municipality, Dimension.Language, Dimension.LifeStage, Dimension.AgeBand, Dimension.Segment);
        From = Take(earlier?.From);
        Until = Take(earlier?.Until);
        HasResponsible = Take(earlier?.HasResponsible);
    }

    public Column<long> From { get; }

    /// <summary><see cref="FactTable.Never"/> while it goes on.</summary>
    public Column<long> Until { get; }

    public Column<bool> HasResponsible { get; }
}
