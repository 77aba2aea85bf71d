namespace Palveluohjaus.Reporting.Facts;

/// <summary>A time in which a client had two or more services, all through with or all through without a responsible worker.</summary>
public sealed record CoverageFact : Fact
{
    public required Guid ClientId { get; init; }
    public required DateTime FromUtc { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTime? UntilUtc { get; init; }

    public required bool HasResponsible { get; init; }
    public required string MunicipalityCode { get; init; }
    public required string ServiceLanguage { get; init; }
    public required string LifeStage { get; init; }
    public required string AgeBand { get; init; }

    /// <inheritdoc cref="CaseFact.Segment"/>
    public string? Segment { get; init; }

    internal override object Key => (ClientId, FromUtc);
}
