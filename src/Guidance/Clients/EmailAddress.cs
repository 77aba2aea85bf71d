using System.Net.Mail;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>E-mail addresses as people type them.</summary>
public static class EmailAddress
{
    /// <summary>Whether mail could be sent to it: one bare address, without a name beside it, whose domain has a dot.</summary>
    public static bool IsValid(string text) =>
        text.Length <= ClientLimits.Email
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && !text.Any(char.IsWhiteSpace)
        && text.Count(letter => letter == '@') == 1
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !address.Host.StartsWith('.')
        && !address.Host.EndsWith('.');
}
