namespace Palveluohjaus.Reporting.Facts;

/// <summary>What is known of one referral to a service, with the dimensions of its case.</summary>
public sealed record ReferralFact : Fact
{
    public required Guid ReferralId { get; init; }
    public required Guid CaseId { get; init; }
    public required string Source { get; init; }
    public string? MunicipalityCode { get; init; }

    /// <summary>The unit that guided.</summary>
    public Guid? UnitId { get; init; }

    public string? ServiceLanguage { get; init; }
    public string? LifeStage { get; init; }
    public string? AgeBand { get; init; }

    /// <inheritdoc cref="CaseFact.Segment"/>
    public string? Segment { get; init; }

    public string? Theme { get; init; }

    /// <summary>What the directory says of the service is looked up when the fact is read: it may change.</summary>
    public required Guid ServiceId { get; init; }

    public required DateTime MadeAtUtc { get; init; }

    /// <summary>When the service first said yes, put the client in its queue or began.</summary>
    public DateTime? AcceptedAtUtc { get; init; }

    public DateTime? DeclinedAtUtc { get; init; }
    public DateTime? StartedAtUtc { get; init; }
    public DateTime? EndedAtUtc { get; init; }

    internal override object Key => ReferralId;
}
