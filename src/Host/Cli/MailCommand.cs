using System.CommandLine;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Mail;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>mail</c>: tries, step by step, whether warnings can leave by mail.</summary>
internal static class MailCommand
{
    private static readonly Option<string?> To = new("--to") { Description = "Who gets a test mail. Without it the server is only connected to and signed in to." };

    public static Command Create()
    {
        var check = new Command("check", "Connects, encrypts, signs in and sends a test mail, and says what to mend.") { To };
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var to = parsed.GetValue(To);
            if (to is not null && !EmailAddress.IsValid(to))
                throw new CommandRefused("--to must be one bare mail address.");
            if (Read(parsed.GetRequiredValue(CommonOptions.Data)) is not { } settings)
                throw new CommandRefused($"Mail is off: neither {MailSettings.FileName} in the data directory nor a variable {CountySettings.EnvironmentPrefix}Mail__Host configures it.");

            Output.Result($"configured: {settings.Host}:{settings.Port}, {settings.Security}, {(settings.User is null ? "without signing in" : "signing in")}, from {settings.From}, links to {settings.BaseUrl}");
            if (await new CheckMail(new MailInUse(settings), TimeProvider.System).RunAsync(to, Output.Result, cancellationToken) is not { } fault)
                return ExitCodes.Done;
            Output.Error($"{fault}: {Advice(fault, settings)}");
            return ExitCodes.Failed;
        });
        return new Command("mail", "Warnings by mail.") { check };
    }

    private static MailSettings? Read(DirectoryInfo data)
    {
        try
        {
            return MailSettings.Read(data.FullName);
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }

    private static string Advice(MailFault fault, MailSettings settings) => fault switch
    {
        MailFault.NameUnknown => "no server has this name. Check Mail:Host, and whether this machine can ask for names.",
        MailFault.ServerAway => "nothing answers there, or it hung up. Check Mail:Port, whether a firewall lets this machine out, and Mail:Security (Tls is for port 465, StartTls for 587).",
        MailFault.Silent => $"the server did not answer in {settings.TimeoutSeconds} seconds. Check Mail:Port and Mail:Security: with Tls on a port for StartTls, both wait for the other. A firewall may drop what is sent.",
        MailFault.TlsNotOffered => "the server offers no STARTTLS. Use Tls (usually port 465), or None when it is on this machine.",
        MailFault.TlsFailed => "encrypting failed. Check that Mail:Port and Mail:Security belong together.",
        MailFault.CertificateNotTrusted => "the server's certificate is not trusted, or is for another name. Give in Mail:Host the name the certificate is for, or in Mail:TrustedCertificate the certificate of the county's own authority.",
        MailFault.SignInNotOffered => "the server lets nobody sign in here. Leave Mail:User and Mail:Password out, or use the port for signing in (587 or 465).",
        MailFault.SignInRefused => "the server refused Mail:User or Mail:Password.",
        MailFault.SignInAsked => "the server takes mail only from those who sign in. Give Mail:User and Mail:Password.",
        MailFault.SenderRefused => "the server does not let Mail:From send. Use an address that the signed-in user may send from.",
        MailFault.RecipientRefused => "the server does not deliver to this address. Check it, and whether the server sends outside the county.",
        MailFault.MessageRefused => "the server did not take the mail. Its own log says why.",
        MailFault.AskedToWait => "the server asked to try again later: it may keep a new sender waiting, its disk may be full, or it is busy. Try again after a quarter of an hour; its own log says why.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault of mail."),
    };
}
