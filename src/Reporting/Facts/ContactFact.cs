namespace Palveluohjaus.Reporting.Facts;

/// <summary>What is known of one contact for measuring. Dimensions hold the codes of <see cref="Codes"/>.</summary>
public sealed record ContactFact : Fact
{
    /// <summary>Every field by its name, as an import that tells none of them leaves it.</summary>
    public const int MissingMaxLength = 80;

    public required Guid ContactId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>Null when the contact is anonymous.</summary>
    public Guid? ClientId { get; init; }

    public required string Source { get; init; }
    public string? MunicipalityCode { get; init; }
    public Guid? UnitId { get; init; }
    public required string Channel { get; init; }

    /// <summary>The language the client was served in.</summary>
    public string? ServiceLanguage { get; init; }

    /// <summary>The language the client has asked for; null when anonymous.</summary>
    public string? ClientLanguage { get; init; }

    public string? LifeStage { get; init; }
    public string? Theme { get; init; }
    public string? AgeBand { get; init; }

    /// <inheritdoc cref="CaseFact.Segment"/>
    public string? Segment { get; init; }

    public required DateTime StartedAtUtc { get; init; }

    /// <summary>From the end of the contact to its recording; null when it came from another system.</summary>
    public int? RecordingDelayMinutes { get; init; }

    public int? HandlingTimeMinutes { get; init; }

    /// <summary>What should have been recorded and was not.</summary>
    public ContactFields Missing { get; init; }

    /// <summary>True when the contact was caused by something not done or not done right; null when the question was not asked.</summary>
    public bool? IsFailureDemand { get; init; }

    /// <summary>When the same client was last in touch on the same theme; null when never, or when the client or theme is not known.</summary>
    public DateTime? PreviousContactOnThemeAtUtc { get; init; }

    internal override object Key => ContactId;
}

/// <summary>What is recorded of every contact.</summary>
[Flags]
public enum ContactFields : byte
{
    None = 0,
    Municipality = 1,
    ServiceLanguage = 2,
    Theme = 4,
    HandlingTime = 8,
    Outcome = 16,
}
