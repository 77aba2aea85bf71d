using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Palveluohjaus.Reporting.PowerBi;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.PowerBi;

[TestClass]
public sealed class PowerBiSettingsTests
{
    private const string Tenant = "7d2f4f5e-6d3a-4a0e-9a53-0c2f3a1d5b10";
    private const string Id = "0b8a7c44-91de-4b5b-8f0a-2f6f6f3f9c21";
    private static readonly (string, string)[] Least = [("TenantId", Tenant), ("ClientId", Id), ("WorkspaceId", Id), ("ClientSecret", "salaisuus-1234")];

    [TestMethod]
    public void Without_a_word_of_it_Power_BI_is_off_and_nothing_could_make_a_request()
    {
        using var folder = new TemporaryFolder();

        Assert.IsNull(Read());
        Assert.IsNull(PowerBiSettings.Read(folder.FullName));
        Assert.IsNull(PowerBiInUse.Open(PowerBiSettings.Read(folder.FullName), TimeProvider.System).Client);
    }

    [TestMethod]
    public void What_is_not_said_has_the_usual_value()
    {
        var settings = Read(Least)!;

        Assert.AreEqual(
            (PowerBiAuthentication.ClientSecret, (string?)null, "https://login.microsoftonline.com/", "https://api.powerbi.com/", "https://app.powerbi.com/", 60),
            (settings.Authentication, settings.Dataset, settings.Authority.AbsoluteUri, settings.ApiUrl.AbsoluteUri, settings.EmbedUrl.AbsoluteUri, settings.TimeoutSeconds));
        Assert.AreEqual("PowerBiSettings", settings.ToString());
    }

    [TestMethod]
    public void Everything_that_is_wrong_is_listed_and_no_secret_is()
    {
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => Read(
            ("TenantId", "our county"), ("ClientId", "x"), ("WorkspaceId", "y"), ("ClientSecret", "salaisuus-1234"), ("ApiUrl", "http://api.example"), ("Authority", "ftp://a"), ("TimeoutSeconds", "0"),
            ("WorkspaceID2", "z"), ("TrustedCertificate", "/not/there.pem"), ("CertificateFile", "/not/there.pfx"), ("Reports:flow", "1"), ("Reports:nowhere", Id)));

        foreach (var name in (string[])["TenantId", "ClientId", "WorkspaceId", "ApiUrl", "Authority", "TimeoutSeconds", "WorkspaceID2", "TrustedCertificate", "CertificateFile", "Reports:flow", "Reports:nowhere"])
            Assert.Contains($"PowerBi:{name} ", wrong.Message);
        Assert.DoesNotContain("salaisuus-1234", wrong.Message);
    }

    [TestMethod]
    public void What_is_needed_and_missing_is_listed()
    {
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => Read(("Dataset", "Palveluohjaus")));

        foreach (var name in (string[])["TenantId", "ClientId", "WorkspaceId", "ClientSecret"])
            Assert.Contains($"PowerBi:{name} is missing", wrong.Message);
    }

    [TestMethod]
    [DataRow("Dataset", "")]
    [DataRow("Dataset", " ")]
    [DataRow("ApiUrl", "")]
    public void A_setting_that_is_given_empty_is_told(string name, string value) =>
        Assert.Contains($"PowerBi:{name} is empty", Assert.ThrowsExactly<InvalidDataException>(() => Read([.. Least, (name, value)])).Message);

    [TestMethod]
    public void An_empty_setting_is_seen_in_the_file_too_and_the_directory_is_never_asked_unencrypted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("powerbi.json"), $$"""{ "PowerBi": { "TenantId": "{{Tenant}}", "Dataset": "", "Authority": "http://localhost:1/" } }""");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => PowerBiSettings.Read(folder.FullName)).Message;

        Assert.Contains("PowerBi:Dataset is empty", wrong);
        Assert.Contains("PowerBi:Authority must be an https address without a query.", wrong);
    }

    [TestMethod]
    public void A_file_that_is_no_JSON_is_told_with_its_place_and_without_what_stands_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("powerbi.json"), "{ \"PowerBi\": {\n    \"Dataset\": salaisuus-1234\n} }");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => PowerBiSettings.Read(folder.FullName));

        Assert.AreEqual("powerbi.json: line 2, position 16: this is not JSON as a file of settings holds it.", wrong.Message);
    }

    [TestMethod]
    [DataRow("ClientSecret")]
    [DataRow("CertificatePassword")]
    public void A_secret_in_the_file_is_refused_and_not_shown(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("powerbi.json"), $$"""{ "PowerBi": { "TenantId": "{{Tenant}}", "{{name}}": "salaisuus-1234" } }""");

        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => PowerBiSettings.Read(folder.FullName));

        Assert.Contains($"PowerBi:{name} must not stand in powerbi.json: give it in the environment, PALVELUOHJAUS_PowerBi__{name}", wrong.Message);
        Assert.DoesNotContain("salaisuus-1234", wrong.Message);
    }

    [TestMethod]
    public void A_secret_stands_in_a_file_of_its_own_beside_the_settings()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("secret"), "salaisuus-1234\n");
        File.WriteAllText(folder.Of("powerbi.json"), $$"""{ "PowerBi": { "TenantId": "{{Tenant}}", "ClientId": "{{Id}}", "WorkspaceId": "{{Id}}", "ClientSecretFile": "secret", "Reports": { "flow": "{{Id}}" } } }""");

        var settings = PowerBiSettings.Read(folder.FullName)!;

        Assert.AreEqual(("salaisuus-1234", new Guid(Id)), (settings.ClientSecret, settings.Reports["flow"]));
    }

    [TestMethod]
    public void A_certificate_needs_its_private_key()
    {
        using var folder = new TemporaryFolder();
        using var made = SmtpServer.MakeCertificate(TimeProvider.System.GetUtcNow());
        File.WriteAllText(folder.Of("public.pem"), made.ExportCertificatePem());
        File.WriteAllText(folder.Of("whole.pem"), made.ExportCertificatePem() + "\n" + made.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(folder.Of("whole.pfx"), made.Export(X509ContentType.Pfx, "tunnus"));
        (string, string)[] rest = [("TenantId", Tenant), ("ClientId", Id), ("WorkspaceId", Id), ("Authentication", "certificate")];

        Assert.AreEqual(made.Thumbprint, Read([.. rest, ("CertificateFile", folder.Of("whole.pem"))])!.Certificate!.Thumbprint);
        Assert.AreEqual(made.Thumbprint, Read([.. rest, ("CertificateFile", folder.Of("whole.pfx")), ("CertificatePassword", "tunnus")])!.Certificate!.Thumbprint);
        foreach (var (file, password) in new[] { ("public.pem", ""), ("whole.pfx", "wrong-1234"), ("nowhere.pfx", "") })
            Assert.Contains("PowerBi:CertificateFile cannot be used", Assert.ThrowsExactly<InvalidDataException>(() => Read([.. rest, ("CertificateFile", folder.Of(file)), ("CertificatePassword", password)])).Message);
    }

    [TestMethod]
    public void A_managed_identity_needs_neither_a_tenant_nor_a_secret_and_takes_none()
    {
        Assert.IsNull(Read(("Authentication", "ManagedIdentity"), ("WorkspaceId", Id))!.ClientSecret);
        Assert.Contains("PowerBi:ClientSecret is for Authentication ClientSecret", Assert.ThrowsExactly<InvalidDataException>(() => Read(("Authentication", "ManagedIdentity"), ("WorkspaceId", Id), ("ClientSecret", "salaisuus-1234"))).Message);
    }

    private static PowerBiSettings? Read(params (string Name, string Value)[] given) => PowerBiSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(each => $"PowerBi:{each.Name}", each => (string?)each.Value)).Build(),
        new ConfigurationBuilder().Build(),
        Path.GetTempPath());
}
