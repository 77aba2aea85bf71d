namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Who another system said the sender is, and of a client of ours how they said to be reached. Encrypted. Kept when an anonymous contact is linked,
/// and not shown while it is: the link may be undone.
/// </summary>
public sealed class ContactSender
{
    public required Guid ContactId { get; init; }

    /// <summary>Encrypted JSON; see <see cref="ContactSenders"/>.</summary>
    public required string Protected { get; init; }
}
