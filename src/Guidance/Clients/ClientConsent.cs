namespace Palveluohjaus.Guidance.Clients;

/// <summary>One answer of a client to a request for consent. Append-only: a withdrawal is a new row, and the latest answer of a kind holds.</summary>
public sealed class ClientConsent
{
    /// <summary>Raised by the database.</summary>
    public long Sequence { get; private set; }

    public required Guid ClientId { get; init; }
    public required ConsentKind Kind { get; init; }
    public required ConsentAnswer Answer { get; init; }

    /// <summary>The day the client gave this answer, which may lie before it was recorded.</summary>
    public required DateOnly AnsweredOn { get; init; }

    public required DateTime RecordedAtUtc { get; init; }

    /// <summary>The account that recorded it.</summary>
    public required string RecordedBy { get; init; }
}

public enum ConsentKind
{
    /// <summary>Appointments by video.</summary>
    RemoteReception,

    /// <summary>Text messages and e-mail that tell nothing of the matter.</summary>
    ElectronicNotices,

    /// <summary>Information to a close one named in the case.</summary>
    InformationToCloseOne,

    /// <summary>Information to an organisation the client is guided to.</summary>
    InformationToOrganisations,

    /// <summary>Information from health care to social welfare and back.</summary>
    InformationBetweenServices,
}

public enum ConsentAnswer
{
    Given,
    Refused,
    Withdrawn,
}
