using Microsoft.Extensions.Configuration;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Warnings;

[TestClass]
public sealed class MailSettingsTests
{
    [TestMethod]
    public void Without_a_word_of_it_mail_is_off()
    {
        using var folder = new TemporaryFolder();

        Assert.IsNull(Read());
        Assert.IsNull(MailSettings.Read(folder.FullName));
    }

    [TestMethod]
    public void What_is_not_said_has_the_usual_value()
    {
        var settings = Read(("Host", "mail.county.example"), ("From", "palveluohjaus@county.example"), ("BaseUrl", "https://palveluohjaus.county.example"))!;

        Assert.AreEqual((587, MailSecurity.StartTls, 20, 200, (string?)null), (settings.Port, settings.Security, settings.TimeoutSeconds, settings.MostPerRun, settings.User));
        Assert.AreEqual(465, Read(("Host", "mail.county.example"), ("From", "a@county.example"), ("BaseUrl", "https://county.example"), ("Security", "tls"))!.Port);
    }

    [TestMethod]
    public void Everything_that_is_wrong_is_listed_and_no_secret_is()
    {
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => Read(
            ("Host", "smtp://mail"), ("Port", "70000"), ("Security", "SSL3"), ("Password", "salasana-1234"), ("From", "Ohjaus <a@b.example>"), ("BaseUrl", "http://county.example"), ("TimeoutSeconds", "0"), ("Hots", "x"), ("TrustedCertificate", "/not/there.pem")));

        foreach (var name in (string[])["Mail:Host", "Mail:Port", "Mail:Security", "Mail:User", "Mail:From", "Mail:BaseUrl", "Mail:TimeoutSeconds", "Mail:Hots", "Mail:TrustedCertificate"])
            Assert.Contains(name, wrong.Message);
        Assert.DoesNotContain("salasana-1234", wrong.Message);
    }

    [TestMethod]
    public void A_password_does_not_cross_the_network_in_the_clear()
    {
        (string, string)[] clear = [("From", "a@county.example"), ("BaseUrl", "https://county.example"), ("Security", "None"), ("User", "u"), ("Password", "p")];

        Assert.Contains("in the clear", Assert.ThrowsExactly<InvalidDataException>(() => Read([.. clear, ("Host", "mail.county.example")])).Message);
        Assert.AreEqual("MailSettings", Read([.. clear, ("Host", "127.0.0.1")])!.ToString());
    }

    [TestMethod]
    public void Every_certificate_of_the_file_is_read_and_a_file_without_one_is_wrong()
    {
        using var folder = new TemporaryFolder();
        using var one = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        using var other = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        File.WriteAllText(folder.Of("authority.pem"), $"Our authority\n{one.ExportCertificatePem()}\n\n# and its next\n{other.ExportCertificatePem()}\n");
        File.WriteAllText(folder.Of("empty.pem"), "-----BEGIN NOTHING-----\n");
        (string, string)[] rest = [("Host", "mail.county.example"), ("From", "a@county.example"), ("BaseUrl", "https://county.example")];

        var trusted = Read([.. rest, ("TrustedCertificate", folder.Of("authority.pem"))])!.TrustedCertificates!;

        Assert.AreEqual($"{one.Thumbprint}, {other.Thumbprint}", string.Join(", ", trusted.Select(each => each.Thumbprint)));
        Assert.Contains("Mail:TrustedCertificate", Assert.ThrowsExactly<InvalidDataException>(() => Read([.. rest, ("TrustedCertificate", folder.Of("empty.pem"))])).Message);
    }

    [TestMethod]
    public void A_file_that_is_no_JSON_says_so_and_shows_nothing_of_itself()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.FullName, MailSettings.FileName), "{ \"Mail\": { \"Password\": \"salasana-1234\" ");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => MailSettings.Read(folder.FullName));

        Assert.Contains("mail.json", wrong.Message);
        Assert.DoesNotContain("salasana-1234", wrong.Message);
    }

    private static MailSettings? Read(params (string Name, string Value)[] given) =>
        MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(each => $"Mail:{each.Name}", each => (string?)each.Value)).Build());
}
