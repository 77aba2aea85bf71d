namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Who another system said the sender is, while no client of ours is known to be them. Encrypted, and gone as soon as the contact is linked:
/// the client's own data then say the same.
/// </summary>
public sealed class ContactSender
{
    public required Guid ContactId { get; init; }

    /// <summary>Encrypted JSON; see <see cref="ContactSenders"/>.</summary>
    public required string Protected { get; init; }
}
