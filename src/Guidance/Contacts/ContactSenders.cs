using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Encrypts and decrypts what a sending system told of a sender.</summary>
public sealed class ContactSenders(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector _protector = dataProtection.CreateProtector("Palveluohjaus.ContactSender");

    public ContactSender Protect(Guid contactId, SenderDetails details) =>
        new() { ContactId = contactId, Protected = _protector.Protect(JsonSerializer.Serialize(details, JsonSerializerOptions.Default)) };

    /// <returns>Null when the row was made with other keys than these: nobody can read it any more.</returns>
    public SenderDetails? Read(ContactSender sender)
    {
        try
        {
            return JsonSerializer.Deserialize<SenderDetails>(_protector.Unprotect(sender.Protected), JsonSerializerOptions.Default);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The sender as the sending system told; each is null when it did not.</summary>
public sealed record SenderDetails(string? Name, string? IdentityCode, string? Phone, string? Email)
{
    // A record prints every field; these must not reach a log that way.
    public override string ToString() => nameof(SenderDetails);

    /// <summary>What they told that a client's own data may not hold: a new number, another address.</summary>
    /// <returns>Null when they told neither.</returns>
    internal SenderDetails? HowToReach() => (Phone, Email) is (null, null) ? null : new SenderDetails(null, null, Phone, Email);
}
