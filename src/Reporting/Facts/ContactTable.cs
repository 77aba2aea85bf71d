namespace Palveluohjaus.Reporting.Facts;

/// <summary>All contacts. Instants are UTC ticks.</summary>
public sealed class ContactTable : FactTable
{
    public ContactTable(ContactTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(
            earlier, Dimension.Source, Dimension.Municipality, Dimension.Unit, Dimension.Channel, Dimension.Language,
            Dimension.ClientLanguage, Dimension.LifeStage, Dimension.AgeBand, Dimension.Segment, Dimension.Theme);
        StartedAt = Take(earlier?.StartedAt);
        PreviousContactOnThemeAt = Take(earlier?.PreviousContactOnThemeAt);
        IsFailureDemand = Take(earlier?.IsFailureDemand);
        IsIdentified = Take(earlier?.IsIdentified);
        Missing = Take(earlier?.Missing);
        HandlingTimeMinutes = Take(earlier?.HandlingTimeMinutes);
        RecordingDelayMinutes = Take(earlier?.RecordingDelayMinutes);
        ClientNumber = Take(earlier?.ClientNumber);
    }

    public DimensionColumn ClientLanguage => Dimensions[Dimension.ClientLanguage];
    public InstantColumn StartedAt { get; }

    /// <summary><see cref="FactTable.Never"/> when there was none.</summary>
    public Column<long> PreviousContactOnThemeAt { get; }

    public Column<bool?> IsFailureDemand { get; }
    public Column<bool> IsIdentified { get; }

    /// <summary>What should have been recorded and was not.</summary>
    public Column<ContactFields> Missing { get; }

    public OptionalColumn HandlingTimeMinutes { get; }

    /// <summary>From the end of the contact to its recording; null when the source does not tell.</summary>
    public OptionalColumn RecordingDelayMinutes { get; }

    /// <summary>As in <see cref="CaseTable.ClientNumber"/>.</summary>
    public override Column<int> ClientNumber { get; }
}
