using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Host.Cli;
using Palveluohjaus.Host.Tests.Web;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests;

/// <summary>Several nodes on one database of a server, each with a data directory of its own.</summary>
[TestClass]
[TestCategory("database")]
public sealed class NodesTests : IDisposable
{
    private const string Password = "kolme pitkää sanaa riittää";
    private const string CertificatePassword = "vain tähän kokeeseen";

    private readonly TemporaryFolder _folder = new();
    private readonly NodesDatabase? _database = NodesDatabase.TryMake();

    [TestInitialize]
    public void Require_a_server()
    {
        if (_database is null)
            Assert.Inconclusive("Nodes share a database server: PALVELUOHJAUS_TEST_DATABASE names none.");
    }

    [TestMethod]
    public async Task Nodes_that_start_at_once_on_an_empty_database_have_the_same_keys()
    {
        await MigrateAsync();
        var nodes = Enumerable.Range(0, 6).Select(number => OpenNode($"node{number}")).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => Storage.PrepareAsync(node, CancellationToken.None))));
        Assert.IsTrue(PersonalIdentityCode.TryParse("131052-308T", out var code));
        var lookups = nodes.AsParallel().Select(node => node.GetRequiredService<IdentityCodeVault>().Lookup(code!)).Distinct().ToList();
        var seals = nodes.AsParallel().Select(node => node.GetRequiredService<AuditSeal>()).ToList();

        Assert.HasCount(1, lookups);
        Assert.HasCount(nodes.Count, seals);
        var sealedByOne = nodes[0].GetRequiredService<IdentityCodeVault>().Protect(code!);
        foreach (var node in nodes)
            Assert.AreEqual(code!.Value, node.GetRequiredService<IdentityCodeVault>().Unprotect(sealedByOne));
        await using (var scope = nodes[0].CreateAsyncScope())
        {
            var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
            Assert.AreEqual(1, await keys.DataProtectionKeys.CountAsync());
            Assert.AreEqual("audit-chain.key identity-code-lookup.key", string.Join(' ', await keys.ProductKeys.Select(key => key.Name).OrderBy(name => name).ToListAsync()));
        }

        nodes.ForEach(node => node.Dispose());
    }

    [TestMethod]
    public async Task Of_four_who_make_the_tables_at_once_none_fails()
    {
        var settings = Enumerable.Range(0, 4).Select(number =>
        {
            _database!.WriteSettings(_folder.Of($"owner{number}"), null, null, null);
            return DatabaseSettings.Read(_folder.Of($"owner{number}"));
        }).ToList();

        var applied = await Task.WhenAll(settings.Select(one => Task.Run(() => SchemaCommands.MigrateServerAsync(one, CancellationToken.None))));

        Assert.IsGreaterThan(0, applied.Max());
        Assert.AreEqual(0, await SchemaCommands.MigrateServerAsync(settings[0], CancellationToken.None));
        await using var node = OpenNode("node");
        await Storage.PrepareAsync(node, CancellationToken.None);
    }

    [TestMethod]
    public async Task A_session_that_one_node_began_holds_at_the_other_and_what_one_audited_the_other_can_check()
    {
        await MigrateAsync();
        await using var first = await ServeAsync("first");
        await using var second = await ServeAsync("second");
        await SetUpAdminAsync(first);

        // Cookies know no ports, so that one browser has those of both.
        var cookies = new CookieContainer();
        using var atFirst = OpenBrowser(first, cookies);
        using var atSecond = OpenBrowser(second, cookies);
        using var before = await atSecond.GetAsync(new Uri("/schedules", UriKind.Relative));
        using var signedIn = await PalveluohjausApp.SignInAsync(atFirst, "yrjo", Password);
        using var after = await atSecond.GetAsync(new Uri("/schedules", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.SeeOther, signedIn.StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, before.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, after.StatusCode);

        // The form that one node drew, the other takes.
        using var signedOut = await PalveluohjausApp.SignOutAsync(atFirst, await after.Content.ReadAsStringAsync());
        using var afterwards = await atSecond.GetAsync(new Uri("/schedules", UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.Redirect, afterwards.StatusCode);

        await using var other = second.Services.CreateAsyncScope();
        var check = await other.ServiceProvider.GetRequiredService<CheckAudit>().RunAsync([], maxFaults: 5, progress: null, CancellationToken.None);
        Assert.IsGreaterThan(0, check.Entries);
        Assert.AreEqual(0, check.Faults);
    }

    [TestMethod]
    public async Task A_node_whose_database_is_gone_says_so_soon_keeps_its_sessions_and_goes_on_by_itself()
    {
        await MigrateAsync();
        using var cable = _database!.Lay();
        await using var node = await ServeAsync("node", cable);
        await SetUpAdminAsync(node);
        using var browser = OpenBrowser(node, new CookieContainer());
        using var signedIn = await PalveluohjausApp.SignInAsync(browser, "yrjo", Password);

        // Several at once, so that several connections lie in the pool when they break.
        CollectionAssert.AreEqual(Enumerable.Repeat(HttpStatusCode.OK, 6).ToArray(), await AskAsync(browser, 6));
        for (var outage = 0; outage < 2; outage++)
        {
            cable.Cut();
            var watch = Stopwatch.StartNew();
            using var gone = await browser.GetAsync(new Uri("/schedules", UriKind.Relative));
            var page = await gone.Content.ReadAsStringAsync();
            Assert.AreEqual(HttpStatusCode.ServiceUnavailable, gone.StatusCode, page);
            Assert.IsGreaterThan(TimeSpan.Zero, gone.Headers.RetryAfter!.Delta!.Value);
            Assert.Contains("Tietokanta ei juuri nyt vastaa", page);
            Assert.IsFalse(gone.Headers.Contains("Set-Cookie"), "Nobody knows whether the session has ended.");
            Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed, "Three seconds, on a machine with nothing else to do.");
            using var live = await browser.GetAsync(new Uri("/health/live", UriKind.Relative));
            Assert.AreEqual(HttpStatusCode.OK, live.StatusCode);
            using var ready = await browser.GetAsync(new Uri("/health/ready", UriKind.Relative));
            Assert.AreEqual(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

            cable.Mend();
            CollectionAssert.AreEqual(Enumerable.Repeat(HttpStatusCode.OK, 6).ToArray(), await AskAsync(browser, 6), "The very next requests.");
        }
    }

    [TestMethod]
    public async Task Keys_under_a_certificate_are_read_by_no_node_without_it_and_it_makes_none_of_its_own()
    {
        var pfx = MakeCertificate("keys.pfx");
        await MigrateAsync();
        await using (var node = OpenNode("with", pfx))
            await Storage.PrepareAsync(node, CancellationToken.None);

        await using var without = OpenNode("without");
        await using var withAnother = OpenNode("another", MakeCertificate("other.pfx"));
        await using var withTheSame = OpenNode("same", pfx);

        await Assert.ThrowsExactlyAsync<KeysUnreadableException>(() => Storage.PrepareAsync(without, CancellationToken.None));
        await Assert.ThrowsExactlyAsync<KeysUnreadableException>(() => Storage.PrepareAsync(withAnother, CancellationToken.None));
        await Storage.PrepareAsync(withTheSame, CancellationToken.None);
        await using var scope = withTheSame.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        Assert.AreEqual(1, await keys.DataProtectionKeys.CountAsync());
        Assert.DoesNotContain("<masterKey", (await keys.DataProtectionKeys.SingleAsync()).Xml!);
    }

    [TestMethod]
    public async Task Keys_that_lay_in_the_clear_are_encrypted_once_there_is_a_certificate_and_open_what_they_sealed()
    {
        Assert.IsTrue(PersonalIdentityCode.TryParse("131052-308T", out var code));
        await MigrateAsync();
        string sealedBefore;
        await using (var before = OpenNode("before"))
        {
            await Storage.PrepareAsync(before, CancellationToken.None);
            sealedBefore = before.GetRequiredService<IdentityCodeVault>().Protect(code!);
            Assert.Contains("<masterKey", await ReadKeyAsync(before));
        }

        var pfx = MakeCertificate("keys.pfx");
        await using (var first = OpenNode("first", pfx))
            await Storage.PrepareAsync(first, CancellationToken.None);
        await using var after = OpenNode("after", pfx);
        await Storage.PrepareAsync(after, CancellationToken.None);

        Assert.DoesNotContain("<masterKey", await ReadKeyAsync(after));
        Assert.AreEqual(code!.Value, after.GetRequiredService<IdentityCodeVault>().Unprotect(sealedBefore));
    }

    [TestMethod]
    public async Task The_keys_of_the_embedded_product_open_in_the_database_what_they_sealed_in_its_files()
    {
        Assert.IsTrue(PersonalIdentityCode.TryParse("131052-308T", out var code));
        (string Sealed, string Lookup, PseudonymKey Pseudonyms) embedded;
        await using (var alone = new ServiceCollection().AddLogging().AddPalveluohjaus(_folder.Of("alone")).BuildServiceProvider())
        {
            await Storage.PrepareAsync(alone, CancellationToken.None);
            var vault = alone.GetRequiredService<IdentityCodeVault>();
            embedded = (vault.Protect(code!), vault.Lookup(code!), alone.GetRequiredService<PseudonymVault>().KeyOf("events", "2026-11"));
        }

        // What the server made for itself gives way: it has sealed nothing yet.
        await MigrateAsync();
        await using (var empty = OpenNode("empty"))
        {
            await Storage.PrepareAsync(empty, CancellationToken.None);
            empty.GetRequiredService<IdentityCodeVault>();
            await using var scope = empty.CreateAsyncScope();
            await CopyKeys.FromFilesAsync(_folder.Of("alone/keys"), scope.ServiceProvider.GetRequiredService<KeysDbContext>(), mayReplace: true, CancellationToken.None);
            await CopyKeys.FromFilesAsync(_folder.Of("alone/keys"), scope.ServiceProvider.GetRequiredService<KeysDbContext>(), mayReplace: false, CancellationToken.None);
        }

        await using var node = OpenNode("node", MakeCertificate("keys.pfx"));
        await Storage.PrepareAsync(node, CancellationToken.None);
        var id = Guid.CreateVersion7();
        Assert.AreEqual(code!.Value, node.GetRequiredService<IdentityCodeVault>().Unprotect(embedded.Sealed));
        Assert.AreEqual(embedded.Lookup, node.GetRequiredService<IdentityCodeVault>().Lookup(code));
        Assert.AreEqual(embedded.Pseudonyms.Of("client", id), node.GetRequiredService<PseudonymVault>().KeyOf("events", "2026-11").Of("client", id));
        Assert.DoesNotContain("<masterKey", await ReadKeyAsync(node));
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    private static async Task SetUpAdminAsync(WebApplication server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var passwords = scope.ServiceProvider.GetRequiredService<SetPassword>();
        var token = await passwords.IssueSetUpAsync(CancellationToken.None);
        var result = await passwords.SetUpAsync(token!, new AccountToSave { Name = "yrjo", WorkerName = "Yrjö Ylitalo", Roles = [AccountRole.Admin] }, Password, CancellationToken.None);
        Assert.IsInstanceOfType<AccountResult.Saved>(result);
    }

    private static Task<HttpStatusCode[]> AskAsync(HttpClient browser, int times) => Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
    {
        using var answer = await browser.GetAsync(new Uri("/schedules", UriKind.Relative));
        return answer.StatusCode;
    }));

    private static HttpClient OpenBrowser(WebApplication server, CookieContainer cookies) =>
        new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Urls.Single()), DefaultRequestHeaders = { { "Accept", "text/html" } } };

    /// <summary>As a server's administrator does: the tables and no key.</summary>
    private async Task MigrateAsync()
    {
        await using var node = OpenNode("administrator");
        await using var scope = node.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeysDbContext>();
        await keys.Database.MigrateAsync();
        await ClusterTables.CreateMissingAsync(keys, _database!.Provider, CancellationToken.None);

        // Opened without the audit's key, which would be made otherwise.
        var services = new ServiceCollection().AddSingleton(AuditSeal.WithNewKey());
        var settings = node.GetRequiredService<DatabaseSettings>();
        services.AddDatabase<GuidanceDbContext, SqliteGuidanceDbContext, SqlServerGuidanceDbContext, PostgreSqlGuidanceDbContext>(settings, EmbeddedDatabase.FileName, GuidanceDbContext.MigrationsHistoryTable);
        await using var provider = services.BuildServiceProvider();
        await using var guidance = provider.CreateAsyncScope();
        await guidance.ServiceProvider.GetRequiredService<GuidanceDbContext>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<ReportingDbContext>().Database.MigrateAsync();
    }

    private ServiceProvider OpenNode(string name, string? certificate = null, NetworkCable? cable = null)
    {
        _database!.WriteSettings(_folder.Of(name), certificate, certificate is null ? null : CertificatePassword, cable);
        return new ServiceCollection().AddLogging().AddPalveluohjaus(_folder.Of(name)).BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    private async Task<WebApplication> ServeAsync(string name, NetworkCable? cable = null)
    {
        await using (var node = OpenNode(name, cable: cable))
            await Storage.PrepareAsync(node, CancellationToken.None);
        var server = WebApp.Build(new WebAppOptions { DataDirectory = _folder.Of(name), Urls = ["http://127.0.0.1:0"] });
        await server.StartAsync();
        return server;
    }

    private static async Task<string> ReadKeyAsync(ServiceProvider node)
    {
        await using var scope = node.CreateAsyncScope();
        return string.Concat(await scope.ServiceProvider.GetRequiredService<KeysDbContext>().DataProtectionKeys.Select(key => key.Xml).ToListAsync());
    }

    private string MakeCertificate(string file)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Palveluohjaus keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        File.WriteAllBytes(_folder.Of(file), certificate.Export(X509ContentType.Pfx, CertificatePassword));
        return _folder.Of(file);
    }
}
