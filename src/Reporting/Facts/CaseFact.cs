namespace Palveluohjaus.Reporting.Facts;

/// <summary>What is known of one case for measuring: computed from its events and contacts, never edited. Dimensions hold the codes of <see cref="Codes"/>.</summary>
public sealed record CaseFact : Fact
{
    public required Guid CaseId { get; init; }
    public Guid? ClientId { get; init; }
    public required string Source { get; init; }
    public string? MunicipalityCode { get; init; }

    /// <summary>The unit responsible after the latest event.</summary>
    public Guid? UnitId { get; init; }

    public required string Channel { get; init; }
    public string? ServiceLanguage { get; init; }
    public string? LifeStage { get; init; }
    public string? Theme { get; init; }
    public required DateTime ReceivedAtUtc { get; init; }
    public DateTime? ClosedAtUtc { get; init; }
    public string? AgeBand { get; init; }

    /// <summary>The client's latest confirmed segment.</summary>
    public string? Segment { get; init; }

    /// <summary>The last instant at which the needs assessment is in time, or the case was promised or, in an imported log, is due; null when nothing is.</summary>
    public DateTime? DueAtUtc { get; init; }

    /// <summary>When that was done; null while it is not.</summary>
    public DateTime? DueMetAtUtc { get; init; }

    /// <summary>The first thing done that moves the client's matter; a handoff is not one. Null when nothing was done, or an imported log does not tell.</summary>
    public DateTime? FirstActionAtUtc { get; init; }

    /// <summary>Of all its contacts together; null where one of them was not recorded, or there is none.</summary>
    public int? HandlingTimeMinutes { get; init; }

    /// <summary>Changes of the responsible unit along the events in time order.</summary>
    public required int HandoffCount { get; init; }

    /// <summary>True when the case came back to a unit that already had it (ping-pong).</summary>
    public required bool ReturnedToEarlierUnit { get; init; }

    /// <summary>True when the contact that opened the case also closed it: one contact, no handoff, nothing promised. Null when the source does not record outcomes.</summary>
    public bool? IsResolvedAtFirstContact { get; init; }

    /// <summary>Whether two professions or more took part, or the units agreed to meet; null where no need was assessed.</summary>
    public bool? IsMultiprofessional { get; init; }

    /// <summary>When the same client was next in touch on the same theme, in whatever case; null when never, or when the client or theme is not known.</summary>
    public DateTime? NextContactOnThemeAtUtc { get; init; }

    /// <summary>The events in time order, packed. See <see cref="EventTrace"/>.</summary>
    public required byte[] Trace { get; init; }

    internal override object Key => CaseId;

    internal override bool Says(Fact stored)
    {
        // Arrays are equal to themselves only.
        (Number, Version) = (stored.Number, stored.Version);
        return stored is CaseFact other && Trace.AsSpan().SequenceEqual(other.Trace) && this with { Trace = other.Trace } == other;
    }
}
