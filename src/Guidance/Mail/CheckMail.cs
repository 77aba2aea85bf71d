using MimeKit;

namespace Palveluohjaus.Guidance.Mail;

/// <summary>Tries mail step by step for whoever sets it up: the very steps that warnings take.</summary>
public sealed class CheckMail(MailInUse mail, TimeProvider clock)
{
    /// <param name="to">Who gets a test mail; null to send none.</param>
    /// <param name="done">Told of each step that was made.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What stopped it; null when every step was made.</returns>
    public async Task<MailFault?> RunAsync(string? to, Action<string> done, CancellationToken cancellationToken)
    {
        var settings = mail.Settings ?? throw new InvalidOperationException("Mail is off.");
        try
        {
            await using var line = await MailLine.OpenAsync(
                settings,
                step => done(step == MailStep.Connected ? $"connected, {(settings.Security == MailSecurity.None ? "in the clear" : "encrypted")}" : "signed in"),
                cancellationToken);
            if (to is not null)
            {
                using var message = new MimeMessage { Date = clock.GetUtcNow(), Subject = "Palveluohjaus: koeviesti / testmeddelande / test" };
                message.From.Add(new MailboxAddress("Palveluohjaus", settings.From));
                message.To.Add(new MailboxAddress(null, to));
                message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
                message.Body = new TextPart("plain") { Text = $"Sähköposti toimii. / E-posten fungerar. / Mail works.\n{settings.BaseUrl}\n" };
                await line.SendAsync(message, cancellationToken);
                done("sent");
            }

            return null;
        }
        catch (MailFaultException fault)
        {
            return fault.Fault;
        }
    }
}
