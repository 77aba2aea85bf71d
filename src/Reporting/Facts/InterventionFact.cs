namespace Palveluohjaus.Reporting.Facts;

/// <summary>One measure of one intervention, before and after, with the client's dimensions on the day it began.</summary>
public sealed record InterventionFact : Fact
{
    public required Guid InterventionId { get; init; }
    public required Guid ClientId { get; init; }

    /// <summary>The method's code in the catalogue.</summary>
    public required string Method { get; init; }

    /// <summary>The measure's code.</summary>
    public required string Measure { get; init; }

    public Guid? UnitId { get; init; }
    public required string MunicipalityCode { get; init; }
    public required string ServiceLanguage { get; init; }
    public required string LifeStage { get; init; }
    public required string AgeBand { get; init; }

    /// <inheritdoc cref="CaseFact.Segment"/>
    public string? Segment { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Whether it was gone through to the end.</summary>
    public required bool IsCompleted { get; init; }

    public double? Before { get; init; }
    public double? After { get; init; }

    /// <summary>Whether a higher score is the better one.</summary>
    public required bool IsHigherBetter { get; init; }

    internal override object Key => (InterventionId, Measure);
}
