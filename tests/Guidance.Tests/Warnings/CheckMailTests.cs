using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Warnings;

[TestClass]
public sealed class CheckMailTests
{
    private const string Password = "salasana 1234 åäö";

    [TestMethod]
    public async Task Encrypted_and_signed_in_a_test_mail_arrives()
    {
        using var certificate = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        await using var server = SmtpServer.Start(certificate, ("ohjaus", Password));

        var (fault, steps) = await RunAsync(Settings(server) with { TrustedCertificates = [certificate] });

        Assert.AreEqual((null, "connected, encrypted; signed in; sent"), (fault, steps), string.Join('\n', server.Heard));
        Assert.AreEqual("joku@county.example", server.Taken.Single().To);
    }

    [TestMethod]
    public async Task A_certificate_nobody_vouches_for_is_refused_before_the_password_is_said()
    {
        using var certificate = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        await using var server = SmtpServer.Start(certificate, ("ohjaus", Password));

        Assert.AreEqual((MailFault.CertificateNotTrusted, string.Empty), await RunAsync(Settings(server)));
        Assert.AreEqual((MailFault.CertificateNotTrusted, string.Empty), await RunAsync(Settings(server) with { Host = "127.0.0.1", TrustedCertificates = [certificate] }), "It is for another name.");
        Assert.IsFalse(server.Heard.Exists(line => line.StartsWith("AUTH", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_wrong_password_a_missing_one_and_no_encryption_are_told_apart()
    {
        using var certificate = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        await using var server = SmtpServer.Start(certificate, ("ohjaus", Password));
        await using var plain = SmtpServer.Start();
        var settings = Settings(server) with { TrustedCertificates = [certificate] };

        Assert.AreEqual((MailFault.SignInRefused, "connected, encrypted"), await RunAsync(settings with { Password = "toinen" }));
        Assert.AreEqual((MailFault.SignInAsked, "connected, encrypted"), await RunAsync(settings with { User = null, Password = null }));
        Assert.AreEqual((MailFault.TlsNotOffered, string.Empty), await RunAsync(Settings(plain)));
        Assert.AreEqual((MailFault.SignInNotOffered, "connected, in the clear"), await RunAsync(Settings(plain) with { Security = MailSecurity.None }));
        Assert.AreEqual((null, "connected, in the clear; sent"), await RunAsync(Settings(plain) with { Security = MailSecurity.None, User = null, Password = null }));
    }

    [TestMethod]
    public async Task An_address_the_server_does_not_deliver_to_is_told()
    {
        await using var server = SmtpServer.Start();
        server.RefusesRecipient = _ => true;

        Assert.AreEqual((MailFault.RecipientRefused, "connected, in the clear"), await RunAsync(Settings(server) with { Security = MailSecurity.None, User = null, Password = null }));
    }

    [TestMethod]
    public async Task A_certificate_with_one_between_it_and_the_countys_authority_is_trusted()
    {
        var (authority, between, served) = SmtpServer.MakeChain(TimeProvider.System.GetUtcNow());
        using (authority)
        using (between)
        using (served)
        {
            await using var whole = SmtpServer.Start(served, ("ohjaus", Password), [between]);
            await using var bare = SmtpServer.Start(served, ("ohjaus", Password));
            using var stranger = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());

            Assert.AreEqual((null, "connected, encrypted; signed in; sent"), await RunAsync(Settings(whole) with { TrustedCertificates = [authority] }));
            Assert.AreEqual((null, "connected, encrypted; signed in; sent"), await RunAsync(Settings(bare) with { TrustedCertificates = [stranger, between, authority] }), "The county's file has the one between.");
            Assert.AreEqual((MailFault.CertificateNotTrusted, string.Empty), await RunAsync(Settings(bare) with { TrustedCertificates = [authority] }), "Nobody has the one between.");
            Assert.AreEqual((MailFault.CertificateNotTrusted, string.Empty), await RunAsync(Settings(whole) with { TrustedCertificates = [stranger] }), "What the server sends is no authority.");
            Assert.AreEqual((MailFault.CertificateNotTrusted, string.Empty), await RunAsync(Settings(whole) with { Host = "127.0.0.1", TrustedCertificates = [authority] }), "It is for another name.");
        }
    }

    [TestMethod]
    public async Task A_server_that_asks_to_wait_is_told_apart_from_one_that_refuses()
    {
        await using var server = SmtpServer.Start();
        server.AnswersRecipient = _ => "451 4.7.1 greylisted";

        Assert.AreEqual((MailFault.AskedToWait, "connected, in the clear"), await RunAsync(Settings(server) with { Security = MailSecurity.None, User = null, Password = null }));
    }

    private static async Task<(MailFault? Fault, string Steps)> RunAsync(MailSettings settings)
    {
        var steps = new List<string>();
        var fault = await new CheckMail(new MailInUse(settings), TimeProvider.System).RunAsync("joku@county.example", steps.Add, CancellationToken.None);
        return (fault, string.Join("; ", steps));
    }

    private static MailSettings Settings(SmtpServer server) => new()
    {
        Host = "localhost", Port = server.Port, Security = MailSecurity.StartTls, User = "ohjaus", Password = Password, From = "palveluohjaus@county.example", BaseUrl = new Uri("https://ohjaus.county.example"), TimeoutSeconds = 5,
    };
}
