using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

/// <summary>The certificate over a server's keys, as the settings name it.</summary>
[TestClass]
public sealed class KeyCertificateTests : IDisposable
{
    private const string Password = "vain tähän kokeeseen";
    private const string Server = "Host=127.0.0.1;Port=1;Database=none;Password=salaisuus";
    private readonly TemporaryFolder _folder = new();

    [TestMethod]
    public void A_certificate_with_its_key_is_found_from_the_data_directory()
    {
        Make("keys.pfx", withKey: true);

        Assert.IsTrue(Read("PostgreSql", Server, "keys.pfx", Password).KeyCertificate!.HasPrivateKey);
        Assert.IsNull(Read("PostgreSql", Server, null, null).KeyCertificate);
    }

    [TestMethod]
    [DataRow("missing.pfx", Password)]
    [DataRow("keys.pfx", "väärä")]
    [DataRow("keys.pfx", null)]
    [DataRow("public.pfx", Password)]
    [DataRow("elliptic.pfx", Password)]
    [DataRow("text.pfx", Password)]
    [DataRow("folder", Password)]
    public void One_that_cannot_be_used_is_refused_and_no_password_is_told(string file, string? password)
    {
        Make("keys.pfx", withKey: true);
        Make("public.pfx", withKey: false);
        using (var curve = ECDsa.Create())
            Write("elliptic.pfx", new CertificateRequest("CN=Keys", curve, HashAlgorithmName.SHA256), withKey: true);
        File.WriteAllText(_folder.Of("text.pfx"), "ei mikään varmenne");
        Directory.CreateDirectory(_folder.Of("folder"));

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => Read("PostgreSql", Server, file, password));

        Assert.StartsWith($"Database:KeyCertificate: {file} cannot be used.", refused.Message);
        Assert.Contains("PALVELUOHJAUS_Database__KeyCertificatePassword", refused.Message);
        Assert.DoesNotContain("salaisuus", refused.Message);
        Assert.DoesNotContain(password ?? Password, refused.Message);
    }

    [TestMethod]
    public void It_belongs_to_a_server_and_its_password_to_it()
    {
        Make("keys.pfx", withKey: true);

        Assert.Contains("belongs to a server", Assert.ThrowsExactly<InvalidDataException>(() => Read("Sqlite", null, "keys.pfx", Password)).Message);
        Assert.Contains("names none", Assert.ThrowsExactly<InvalidDataException>(() => Read("PostgreSql", Server, null, Password)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private DatabaseSettings Read(string provider, string? connectionString, string? certificate, string? password)
    {
        var settings = new Dictionary<string, string?> { ["Provider"] = provider, ["ConnectionString"] = connectionString, ["KeyCertificate"] = certificate, ["KeyCertificatePassword"] = password };
        File.WriteAllText(_folder.Of(DatabaseSettings.FileName), JsonSerializer.Serialize(new { Database = settings.Where(each => each.Value is not null).ToDictionary() }));
        return DatabaseSettings.Read(_folder.FullName);
    }

    private void Make(string file, bool withKey)
    {
        using var key = RSA.Create(2048);
        Write(file, new CertificateRequest("CN=Keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), withKey);
    }

    private void Write(string file, CertificateRequest request, bool withKey)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        using var published = X509CertificateLoader.LoadCertificate(certificate.RawData);
        File.WriteAllBytes(_folder.Of(file), (withKey ? certificate : published).Export(X509ContentType.Pfx, Password)!);
    }
}
