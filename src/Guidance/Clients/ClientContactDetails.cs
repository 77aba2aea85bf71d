namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// How a client is reached. A table of its own, which neither <see cref="Storage.GuidanceReads"/> nor a query of clients carries along:
/// it is read through <see cref="ReadClient"/>, where a protected client's is hidden.
/// </summary>
public sealed class ClientContactDetails
{
    public required Guid ClientId { get; init; }

    /// <summary>In the form of <see cref="PhoneNumber.Read"/>, the one to try first in front.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    public string? Email { get; init; }
    public string? StreetAddress { get; init; }
    public string? PostalCode { get; init; }
    public string? Place { get; init; }

    /// <summary>When and how the client wishes to be reached, in words.</summary>
    public string? ContactWishes { get; init; }

    public override string ToString() => $"{nameof(ClientContactDetails)} {ClientId}";
}
