namespace Palveluohjaus.Reporting.Facts;

/// <summary>All cases. Instants are UTC ticks.</summary>
public sealed class CaseTable : FactTable
{
    private CasesByClient? _byClient;

    public CaseTable(CaseTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(
            earlier, Dimension.Source, Dimension.Municipality, Dimension.Unit, Dimension.Channel, Dimension.Language,
            Dimension.LifeStage, Dimension.AgeBand, Dimension.Segment, Dimension.Theme);
        ReceivedAt = Take(earlier?.ReceivedAt);
        ClosedAt = Take(earlier?.ClosedAt);
        DueAt = Take(earlier?.DueAt);
        DueMetAt = Take(earlier?.DueMetAt);
        FirstActionAt = Take(earlier?.FirstActionAt);
        NextContactOnThemeAt = Take(earlier?.NextContactOnThemeAt);
        HandlingTimeMinutes = Take(earlier?.HandlingTimeMinutes);
        HandoffCount = Take(earlier?.HandoffCount);
        ReturnedToEarlierUnit = Take(earlier?.ReturnedToEarlierUnit);
        IsResolvedAtFirstContact = Take(earlier?.IsResolvedAtFirstContact);
        IsMultiprofessional = Take(earlier?.IsMultiprofessional);
        ClientNumber = Take(earlier?.ClientNumber);
        Trace = Take(earlier?.Trace);
        LastEventAt = Take(earlier?.LastEventAt);
    }

    public InstantColumn ReceivedAt { get; }
    public InstantColumn ClosedAt { get; }
    public InstantColumn DueAt { get; }

    /// <summary>When what was due was done; <see cref="FactTable.Never"/> while it is not.</summary>
    public Column<long> DueMetAt { get; }
    public InstantColumn FirstActionAt { get; }
    public Column<long> NextContactOnThemeAt { get; }

    /// <summary>Of all contacts together; null where one was not recorded.</summary>
    public OptionalColumn HandlingTimeMinutes { get; }

    public Column<int> HandoffCount { get; }
    public Column<bool> ReturnedToEarlierUnit { get; }
    public Column<bool?> IsResolvedAtFirstContact { get; }
    public Column<bool?> IsMultiprofessional { get; }

    /// <summary>Tells clients apart within one snapshot; 0 when the client is not known.</summary>
    public override Column<int> ClientNumber { get; }

    /// <summary>What happened, packed. See <see cref="EventTrace"/>.</summary>
    public TraceColumn Trace { get; }

    /// <summary>When the last of <see cref="Trace"/> happened, to the millisecond; <see cref="FactTable.Never"/> when nothing did.</summary>
    public Column<long> LastEventAt { get; }

    /// <summary>Sorted when it is first asked for, once the table is written: by the table, which all who ask for the facts share.</summary>
    public CasesByClient ByClient => _byClient ??= new CasesByClient(this);

    public bool IsIdentified(int row) => ClientNumber[row] != 0;

    /// <summary>False for a case that closes before it was received: kept, reported, and left out of lead time.</summary>
    public bool IsPlausible(int row) => ClosedAt[row] >= ReceivedAt[row];

    public bool IsOpenAt(int row, long instant) => ReceivedAt[row] < instant && ClosedAt[row] >= instant;
}
