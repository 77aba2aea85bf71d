namespace Palveluohjaus.Reporting.Facts;

/// <summary>Rows kept as columns: what every table of facts has in common.</summary>
public abstract class FactTable
{
    private int[]? _allRows;

    /// <summary>An instant that did not happen: an open case's closing.</summary>
    public const long Never = long.MaxValue;

    public abstract int Count { get; }

    /// <summary>The dimensions this table has; a figure cannot be divided by another.</summary>
    public Dictionary<Dimension, DimensionColumn> Dimensions { get; } = [];

    public int[] AllRows => _allRows ??= [.. Enumerable.Range(0, Count)];

    protected void AddDimensions(int expectedRows, params ReadOnlySpan<Dimension> dimensions)
    {
        foreach (var dimension in dimensions)
            Dimensions.Add(dimension, new DimensionColumn(expectedRows));
    }
}

/// <summary>All cases. Instants are UTC ticks.</summary>
public sealed class CaseTable : FactTable
{
    public CaseTable(int expectedRows)
    {
        AddDimensions(
            expectedRows, Dimension.Source, Dimension.Municipality, Dimension.Unit, Dimension.Channel,
            Dimension.Language, Dimension.LifeStage, Dimension.Segment, Dimension.Theme);
        ReceivedAt = new(expectedRows);
        ClosedAt = new(expectedRows);
        DueAt = new(expectedRows);
        FirstActionAt = new(expectedRows);
        NextContactOnThemeAt = new(expectedRows);
        HandoffCount = new(expectedRows);
        ReturnedToEarlierUnit = new(expectedRows);
        IsResolvedAtFirstContact = new(expectedRows);
        IsIdentified = new(expectedRows);
        FirstEvent = new(expectedRows + 1);
        FirstEvent.Add(0);
    }

    public override int Count => ReceivedAt.Count;
    public List<long> ReceivedAt { get; }
    public List<long> ClosedAt { get; }
    public List<long> DueAt { get; }
    public List<long> FirstActionAt { get; }
    public List<long> NextContactOnThemeAt { get; }
    public List<int> HandoffCount { get; }
    public List<bool> ReturnedToEarlierUnit { get; }
    public List<bool?> IsResolvedAtFirstContact { get; }

    /// <summary>Whether the client is known.</summary>
    public List<bool> IsIdentified { get; }

    /// <summary>Events of row r stand in <see cref="Events"/> from FirstEvent[r] up to FirstEvent[r + 1].</summary>
    public List<int> FirstEvent { get; }

    public List<TraceEvent> Events { get; } = [];

    /// <summary>False for a case that closes before it was received: kept, reported, and left out of lead time.</summary>
    public bool IsPlausible(int row) => ClosedAt[row] >= ReceivedAt[row];

    public bool IsOpenAt(int row, long instant) => ReceivedAt[row] < instant && ClosedAt[row] >= instant;
}

/// <summary>All contacts. Instants are UTC ticks.</summary>
public sealed class ContactTable : FactTable
{
    public ContactTable(int expectedRows)
    {
        AddDimensions(
            expectedRows, Dimension.Source, Dimension.Municipality, Dimension.Unit, Dimension.Channel,
            Dimension.Language, Dimension.LifeStage, Dimension.Segment, Dimension.Theme);
        ClientLanguage = new(expectedRows);
        StartedAt = new(expectedRows);
        PreviousContactOnThemeAt = new(expectedRows);
        IsFailureDemand = new(expectedRows);
        IsIdentified = new(expectedRows);
    }

    public override int Count => StartedAt.Count;
    public DimensionColumn ClientLanguage { get; }
    public List<long> StartedAt { get; }

    /// <summary><see cref="FactTable.Never"/> when there was none.</summary>
    public List<long> PreviousContactOnThemeAt { get; }

    public List<bool?> IsFailureDemand { get; }
    public List<bool> IsIdentified { get; }
}

/// <summary>All segment decisions, each client's in time order. Instants are UTC ticks.</summary>
public sealed class DecisionTable : FactTable
{
    public DecisionTable(int expectedRows)
    {
        AddDimensions(expectedRows, Dimension.Municipality, Dimension.Language, Dimension.LifeStage, Dimension.Segment);
        Suggested = new(expectedRows);
        DecidedAt = new(expectedRows);
        NextDecidedAt = new(expectedRows);
    }

    public override int Count => DecidedAt.Count;

    /// <summary>The segment that had been suggested.</summary>
    public DimensionColumn Suggested { get; }

    public List<long> DecidedAt { get; }

    /// <summary>When the same client was next decided on, which ends this decision; <see cref="FactTable.Never"/> while it holds.</summary>
    public List<long> NextDecidedAt { get; }
}
