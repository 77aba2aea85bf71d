namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>What a statement says: figures of many, and nothing of anyone. Small numbers were taken out before it was stored.</summary>
public sealed record WaitingTimesContent
{
    public required string CountyFi { get; init; }
    public required string CountySv { get; init; }
    public required string CountyEn { get; init; }

    /// <summary>From this age on a client is an older person here.</summary>
    public required int OlderFromAge { get; init; }

    /// <summary>A row of fewer people is not shown.</summary>
    public required int LeastPeople { get; init; }

    public required IReadOnlyList<WaitingMeasure> Measures { get; init; }
}

/// <summary>One kind of waiting.</summary>
public sealed record WaitingMeasure
{
    public required WaitingKind Kind { get; init; }
    public required WaitingRow All { get; init; }
    public required IReadOnlyList<WaitingRow> Rows { get; init; }

    /// <summary>Still waiting when the half-year ended; null where it is not counted, or too few.</summary>
    public int? StillWaiting { get; init; }

    /// <summary>Of those, how many had waited over three months; null where too few.</summary>
    public int? StillWaitingOverThreeMonths { get; init; }

    /// <summary>Counted from the first contact, because it was not recorded when the matter was raised; null where too few.</summary>
    public int? CountedFromFirstContact { get; init; }
}

public enum WaitingKind
{
    /// <summary>From when the matter was raised until the assessment of the need was complete.</summary>
    NeedsAssessment,

    /// <summary>Until the first service was arranged, by the theme of the matter.</summary>
    ServiceByTheme,

    /// <summary>Until the service began, by service.</summary>
    ServiceByService,
}

/// <summary>One line of a statement.</summary>
public sealed record WaitingRow
{
    /// <summary>The theme's code; null for a service, for all, and for the rest.</summary>
    public string? Theme { get; init; }

    /// <summary>The service's name in each language; null for a theme, for all, and for the rest.</summary>
    public ServiceName? Service { get; init; }

    public required WaitingState State { get; init; }

    /// <summary>How many matters; null unless they are shown.</summary>
    public int? Count { get; init; }

    public double? MedianDays { get; init; }

    /// <summary>Within so many days at least nine in ten had it.</summary>
    public int? NineInTenDays { get; init; }
}

public sealed record ServiceName(string Fi, string Sv, string En);

public enum WaitingState
{
    Shown,

    /// <summary>Too few people, or another row could be told from the sum.</summary>
    TooFew,

    /// <summary>Nobody.</summary>
    None,
}
